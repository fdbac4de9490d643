import { PlatformMark } from '../../ui/PlatformMark'
import { CheckAll, CheckCell } from '../bulk/CheckCell'
import type { TableColumn } from '../listing/TableRow'
import { AvailableCell, ListingCell, OnHandCell, ReservedCell, SkuCell, TitleCell, UpdatedCell } from './StockCells'

/** The table's columns: one for each of the creator's connections between the numbers and the time. */
export function inventoryColumns(connections: ReadonlyMap<string, string>, mayEdit: boolean, order: () => readonly string[]): readonly TableColumn[] {
  const check: TableColumn = { id: 'check', header: () => <CheckAll order={order} />, cell: (sku, look) => <div role="cell" className={look}><CheckCell sku={sku} order={order} /></div>, minRem: 1.5, grow: 0 }
  return [
    ...(mayEdit ? [check] : []),
    { id: 'sku', header: () => 'SKU', cell: (sku, look) => <SkuCell sku={sku} look={look} />, minRem: 10, grow: 1, sortable: 'ascending' },
    { id: 'title', header: () => 'Title', cell: (sku, look) => <TitleCell sku={sku} look={look} />, minRem: 8, grow: 2, sortable: 'ascending' },
    { id: 'available', header: () => 'Available', cell: (sku, look) => <AvailableCell sku={sku} look={look} />, minRem: 8, grow: 0, sortable: 'ascending', align: 'right' },
    { id: 'reserved', header: () => 'Reserved', cell: (sku, look) => <ReservedCell sku={sku} look={look} />, minRem: 6, grow: 0, sortable: 'descending', align: 'right' },
    { id: 'onHand', header: () => 'On hand', cell: (sku, look) => <OnHandCell sku={sku} look={look} />, minRem: 5.5, grow: 0, sortable: 'descending', align: 'right' },
    ...[...connections].map(([connectionId, platform]): TableColumn => ({
      id: `connection ${connectionId}`,
      header: () => <PlatformMark platform={platform} />,
      cell: (sku, look) => <ListingCell sku={sku} connectionId={connectionId} look={look} />,
      minRem: 3.75, grow: 0,
      align: 'right',
    })),
    { id: 'updated', header: () => 'Last change', cell: (sku, look) => <UpdatedCell sku={sku} look={look} />, minRem: 6, grow: 0, sortable: 'descending', align: 'right' },
  ]
}
