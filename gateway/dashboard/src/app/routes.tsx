import { Compass } from 'lucide-react'
import { lazy } from 'react'
import { Link, Route, Routes } from 'react-router'
import { EditsPage } from '../features/editing/EditsPage'
import { Frame } from '../features/frame/Frame'
import { InventoryPage } from '../features/inventory/InventoryPage'
import { OrderPage } from '../features/orders/OrderPage'
import { OrdersPage } from '../features/orders/OrdersPage'
import { OverviewPage } from '../features/overview/OverviewPage'
import { Notice } from '../ui/Notice'
import { administrationPages } from './administrationPages'

const SkuPage = lazy(async () => ({ default: (await import('../features/inventory/SkuPage')).SkuPage }))
const AlertsPage = lazy(async () => ({ default: (await import('../features/alerts/AlertsPage')).AlertsPage }))
const ChannelPage = lazy(async () => ({ default: (await import('../features/channels/ChannelPage')).ChannelPage }))
const ChannelsPage = lazy(async () => ({ default: (await import('../features/channels/ChannelsPage')).ChannelsPage }))
const ConflictsPage = lazy(async () => ({ default: (await import('../features/conflicts/ConflictsPage')).ConflictsPage }))
const SessionsPage = lazy(async () => ({ default: (await import('../features/sessions/SessionsPage')).SessionsPage }))

export function Pages() {
  return (
    <Routes>
      <Route element={<Frame />}>
        <Route index element={<OverviewPage />} />
        <Route path="inventory" element={<InventoryPage />} />
        <Route path="inventory/:sku" element={<SkuPage />} />
        <Route path="orders" element={<OrdersPage />} />
        <Route path="orders/:id" element={<OrderPage />} />
        <Route path="conflicts" element={<ConflictsPage />} />
        <Route path="channels" element={<ChannelsPage />} />
        <Route path="channels/:id" element={<ChannelPage />} />
        <Route path="alerts" element={<AlertsPage />} />
        <Route path="sessions" element={<SessionsPage />} />
        <Route path="edits" element={<EditsPage />} />
        {administrationPages}
        <Route path="*" element={<NoSuchPage />} />
      </Route>
    </Routes>
  )
}

function NoSuchPage() {
  return (
    <Notice page icon={Compass} title="There is no such page" action={<Link to="/" className="target inline-flex items-center font-semibold text-accent underline">To the overview</Link>}>
      <p>The address may be mistyped or from another version.</p>
    </Notice>
  )
}
