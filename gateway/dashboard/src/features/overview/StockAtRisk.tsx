import { Link } from 'react-router'
import { number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { standingLabel, stockStanding } from '../inventory/standing'
import { skuAddress } from '../search/useSearchResults'
import type { Summary } from './summary'

const mostShown = 8

export function StockAtRisk({ summary }: { readonly summary: Summary }) {
  const { low, soldOut } = summary
  if (low.length === 0) return null
  return (
    <Panel title="Stock at risk" aside={<span className="figures">{number(soldOut)} out, {number(low.length - soldOut)} low</span>}>
      <ul className="divide-y">
        {low.slice(0, mostShown).map((item) => {
          const standing = stockStanding(item)
          return (
            <li key={item.sku}>
              <Link to={skuAddress(item.sku)} className="flex min-h-11 items-center gap-3 px-4 hover:bg-raised">
                <span className="min-w-0 flex-1 truncate"><span className="font-medium">{item.title ?? item.sku}</span> {item.title !== null && <span className="text-xs text-ink-faint">{item.sku}</span>}</span>
                <span className={`text-xs font-medium ${standing === 'low' ? 'text-warn' : 'text-bad'}`}>{standingLabel[standing]}</span>
                <span className="figures w-10 text-right text-lg font-semibold">{number(item.available)}</span>
              </Link>
            </li>
          )
        })}
      </ul>
      {low.length > mostShown && <Link to="/inventory?show=low&sort=available" className="flex min-h-11 items-center border-t px-4 font-medium text-accent hover:bg-raised">All {number(low.length)}</Link>}
    </Panel>
  )
}
