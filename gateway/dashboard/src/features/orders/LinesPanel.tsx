import { Link } from 'react-router'
import type { Order, OrderLine } from '../../api/shapes'
import { count, money, number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Table } from '../../ui/Table'
import { skuAddress } from '../search/useSearchResults'
import { isOpen } from './status'
import { totalOf, unitsOf } from './total'

const heads = [
  { name: 'SKU' }, { name: 'Title' }, { name: 'Ordered', right: true }, { name: 'Reserved', right: true },
  { name: 'Shipped', right: true }, { name: 'Price', right: true },
]

export function LinesPanel({ order }: { readonly order: Order }) {
  const total = totalOf(order)
  return (
    <Panel title="Lines" aside={`${count(unitsOf(order), 'unit')}${total === null ? '' : `, ${money(total)}`}`}>
      {order.lines.length === 0 ? <p className="px-4 py-6 text-ink-soft">The lines have not arrived yet.</p> : (
        <Table label="Lines" heads={heads}>
          {order.lines.map((line, at) => <Line key={`${line.sku} ${String(at)}`} line={line} open={isOpen(order)} />)}
        </Table>
      )}
    </Panel>
  )
}

function Line({ line, open }: { readonly line: OrderLine; readonly open: boolean }) {
  const missing = open ? Math.max(0, line.quantity - line.reserved - line.shipped) : 0
  return (
    <tr>
      <td className="whitespace-nowrap"><Link to={skuAddress(line.sku)} className="font-medium hover:underline">{line.sku}</Link></td>
      <td className="min-w-40 text-ink-soft">{line.title ?? '–'}</td>
      <td className="figures text-right font-semibold">{number(line.quantity)}</td>
      <td className="figures text-right whitespace-nowrap">
        {number(line.reserved)}
        {missing > 0 && <span className="ml-2 text-xs font-medium text-bad">{number(missing)} missing</span>}
      </td>
      <td className="figures text-right">{number(line.shipped)}</td>
      <td className="figures text-right whitespace-nowrap">{line.unitPrice === null ? '–' : money(line.unitPrice)}</td>
    </tr>
  )
}
