import { PlatformMark } from '../../ui/PlatformMark'
import type { TableColumn } from '../listing/VirtualTable'
import { AvailableCell, ListingCell, NumberCell, SkuCell, TitleCell, UpdatedCell } from './StockCells'

/** The table's columns: one for each of the creator's connections between the numbers and the time. */
export function inventoryColumns(connections: ReadonlyMap<string, string>): readonly TableColumn[] {
  return [
    { id: 'sku', header: () => 'SKU', cell: (sku) => <SkuCell sku={sku} />, width: 'minmax(10rem, 1fr)', sortable: 'ascending' },
    { id: 'title', header: () => 'Title', cell: (sku) => <TitleCell sku={sku} />, width: 'minmax(10rem, 2fr)', sortable: 'ascending' },
    { id: 'available', header: () => 'Available', cell: (sku) => <AvailableCell sku={sku} />, width: '8rem', sortable: 'ascending', align: 'right' },
    { id: 'reserved', header: () => 'Reserved', cell: (sku) => <NumberCell sku={sku} read={(item) => item.reserved} />, width: '4.75rem', sortable: 'descending', align: 'right' },
    { id: 'onHand', header: () => 'On hand', cell: (sku) => <NumberCell sku={sku} read={(item) => item.onHand} />, width: '4.75rem', sortable: 'descending', align: 'right' },
    ...[...connections].map(([connectionId, platform]): TableColumn => ({
      id: `connection ${connectionId}`,
      header: () => <PlatformMark platform={platform} />,
      cell: (sku) => <ListingCell sku={sku} connectionId={connectionId} />,
      width: '4rem',
      align: 'right',
    })),
    { id: 'updated', header: () => 'Last change', cell: (sku) => <UpdatedCell sku={sku} />, width: '6.5rem', sortable: 'descending', align: 'right' },
  ]
}
