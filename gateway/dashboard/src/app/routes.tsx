import { Compass } from 'lucide-react'
import { Link, Route, Routes } from 'react-router'
import { Frame } from '../features/frame/Frame'
import { Notice } from '../ui/Notice'
import { administrationPages } from './administrationPages'
import { later } from './later'

/** Each page's files are its own; the service worker fetches those that nobody has opened yet. */
const pages = (
  <Route element={<Frame />}>
    <Route index element={later(() => import('../features/overview/OverviewPage'), 'OverviewPage')} />
    <Route path="inventory" element={later(() => import('../features/inventory/InventoryPage'), 'InventoryPage')} />
    <Route path="inventory/:sku" element={later(() => import('../features/inventory/SkuPage'), 'SkuPage')} />
    <Route path="orders" element={later(() => import('../features/orders/OrdersPage'), 'OrdersPage')} />
    <Route path="orders/:id" element={later(() => import('../features/orders/OrderPage'), 'OrderPage')} />
    <Route path="conflicts" element={later(() => import('../features/conflicts/ConflictsPage'), 'ConflictsPage')} />
    <Route path="channels" element={later(() => import('../features/channels/ChannelsPage'), 'ChannelsPage')} />
    <Route path="channels/:id" element={later(() => import('../features/channels/ChannelPage'), 'ChannelPage')} />
    <Route path="alerts" element={later(() => import('../features/alerts/AlertsPage'), 'AlertsPage')} />
    <Route path="sessions" element={later(() => import('../features/sessions/SessionsPage'), 'SessionsPage')} />
    <Route path="edits" element={later(() => import('../features/editing/EditsPage'), 'EditsPage')} />
    <Route path="ops" element={later(() => import('../features/ops/OpsPage'), 'OpsPage')} />
    <Route path="ops/traces/:id" element={later(() => import('../features/traces/TracePage'), 'TracePage')} />
    {administrationPages}
    <Route path="*" element={<NoSuchPage />} />
  </Route>
)

export function Pages() {
  return <Routes>{pages}</Routes>
}

function NoSuchPage() {
  return (
    <Notice page icon={Compass} title="There is no such page" action={<Link to="/" className="target inline-flex items-center font-semibold text-accent underline">To the overview</Link>}>
      <p>The address may be mistyped or from another version.</p>
    </Notice>
  )
}
