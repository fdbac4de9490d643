import type { TableColumn } from '../listing/VirtualTable'
import { FlagCell, LinesCell, OrderIdCell, PlacedCell, StatusCell, TotalCell } from './OrderCells'

export const orderColumns: readonly TableColumn[] = [
  { id: 'id', header: () => 'Order', cell: (id) => <OrderIdCell id={id} />, width: 'minmax(11rem, 1fr)', sortable: 'ascending' },
  { id: 'status', header: () => 'Status', cell: (id) => <StatusCell id={id} />, width: '11rem', sortable: 'ascending' },
  { id: 'oversold', header: () => <span className="sr-only">Oversold</span>, cell: (id) => <FlagCell id={id} />, width: '5.5rem' },
  { id: 'lines', header: () => 'Lines', cell: (id) => <LinesCell id={id} />, width: 'minmax(12rem, 2fr)' },
  { id: 'total', header: () => 'Total', cell: (id) => <TotalCell id={id} />, width: '6rem', align: 'right' },
  { id: 'placed', header: () => 'Placed', cell: (id) => <PlacedCell id={id} />, width: '6.5rem', sortable: 'descending', align: 'right' },
]
