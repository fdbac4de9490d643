import type { InventoryItem } from '../../api/shapes'
import { number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Table } from '../../ui/Table'
import { OnHand } from '../editing/OnHand'

const heads = [{ name: 'Location' }, { name: 'Available', right: true }, { name: 'Reserved', right: true }, { name: 'On hand', right: true }]

export function LocationPanel({ item }: { readonly item: InventoryItem }) {
  return (
    <Panel title="Where it is">
      {item.locations.length === 0 ? <p className="px-4 py-6 text-ink-soft">No location holds this SKU.</p> : (
        <Table label="Locations" heads={heads}>
          {item.locations.map(({ id, available, reserved }) => (
            <tr key={id}>
              <td className="break-all">{id}</td>
              <td className="figures text-right font-semibold">{number(available)}</td>
              <td className="figures text-right text-ink-soft">{number(reserved)}</td>
              <td className="text-right"><OnHand item={item} location={id} page="sku" /></td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  )
}
