import { Download } from 'lucide-react'
import { brought } from '../../api/online'
import { Button } from '../../ui/Button'
import { Panel } from '../../ui/Panel'
import { Refusal } from '../server/Refusal'
import { useAct, type Act } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'
import { fileName, save } from './save'

/** A link could not show who asks: the file is fetched and then saved. */
export function ExportPanel() {
  const { files } = useSignedIn().session
  const inventory = useAct(() => brought(files.GET('/api/v1/export/inventory.csv', { parseAs: 'blob' })), { touches: [], onDone: (file) => { save(file, fileName('inventory', Date.now())) } })
  const orders = useAct(() => brought(files.GET('/api/v1/export/orders.csv', { parseAs: 'blob' })), { touches: [], onDone: (file) => { save(file, fileName('orders', Date.now())) } })
  return (
    <Panel title="Export" aside="CSV for any spreadsheet">
      <div className="flex flex-col divide-y">
        <One act={inventory} name="Inventory" says="Every SKU and location with what is on hand, reserved and available. Change it and import it again." />
        <One act={orders} name="Orders" says="Every order line with status, quantities and prices." />
      </div>
    </Panel>
  )
}

function One({ act, name, says }: { readonly act: Act<undefined>; readonly name: string; readonly says: string }) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-56"><p className="font-medium">{name}</p><p className="text-ink-soft">{says}</p></div>
        <Button disabled={act.busy} onClick={() => { act.run(undefined) }}><Download aria-hidden="true" className="size-4" />{act.busy ? 'Fetching…' : `Save ${name.toLowerCase()}.csv`}</Button>
      </div>
      <Refusal failure={act.failure} onDismiss={act.dismiss} />
    </div>
  )
}
