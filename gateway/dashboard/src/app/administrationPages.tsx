import { Navigate, Route } from 'react-router'
import { later } from './later'

/** Pages about the creator's own affairs rather than its stock. */
export const administrationPages = (
  <>
    <Route path="settings" element={later(() => import('../features/settings/SettingsPage'), 'SettingsPage')}>
      <Route index element={<Navigate to="keys" replace />} />
      <Route path="keys" element={later(() => import('../features/settings/KeysTab'), 'KeysTab')} />
      <Route path="links" element={later(() => import('../features/settings/LinksTab'), 'LinksTab')} />
      <Route path="secrets" element={later(() => import('../features/settings/SecretsTab'), 'SecretsTab')} />
      <Route path="webhooks" element={later(() => import('../features/settings/WebhooksTab'), 'WebhooksTab')} />
      <Route path="conflicts" element={later(() => import('../features/settings/ConflictsTab'), 'ConflictsTab')} />
      <Route path="audit" element={later(() => import('../features/settings/AuditTab'), 'AuditTab')} />
    </Route>
    <Route path="listings" element={later(() => import('../features/listings/ListingsPage'), 'ListingsPage')} />
    <Route path="deliveries" element={later(() => import('../features/deliveries/DeliveriesPage'), 'DeliveriesPage')} />
    <Route path="deliveries/:id" element={later(() => import('../features/deliveries/DeliveryPage'), 'DeliveryPage')} />
    <Route path="parked" element={later(() => import('../features/deliveries/ParkedPage'), 'ParkedPage')} />
    <Route path="import" element={later(() => import('../features/files/FilesPage'), 'FilesPage')} />
  </>
)
