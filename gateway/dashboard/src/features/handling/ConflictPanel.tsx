import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { brought, type Described } from '../../api/online'
import { Panel } from '../../ui/Panel'
import { Asked } from '../server/Asked'
import { ChoiceField } from '../server/Fields'
import { Refusal } from '../server/Refusal'
import { useAct } from '../server/useAct'
import { useMayChange } from '../server/useRights'
import { useSignedIn } from '../session/SessionContext'
import { strategies } from '../settings/conflictDraft'

const inherited = { value: '', name: 'As in Settings' }

/** How this SKU's own conflicts are decided; once it has a way of its own it keeps one. */
export function ConflictPanel({ sku, version }: { readonly sku: string; readonly version: number }) {
  const { online } = useSignedIn().session
  const settings = useQuery({
    queryKey: ['handling', sku, 'settings', version], queryFn: ({ signal }) => brought(online.GET('/api/v1/inventory/{sku}/settings', { params: { path: { sku } }, signal })),
    placeholderData: keepPreviousData,
  })
  return (
    <Panel title="Conflicts">
      <Asked question={settings} what="How its conflicts are decided">{(shown) => <Strategy shown={shown} />}</Asked>
    </Panel>
  )
}

function Strategy({ shown: { sku, strategy } }: { readonly shown: Described['StockSettingsShown'] }) {
  const { online } = useSignedIn().session
  const deed = useAct((wanted: string) => brought(online.PUT('/api/v1/inventory/{sku}/settings', { params: { path: { sku } }, body: { strategy: wanted } })), { touches: [['handling'], ['conflicts']] })
  const mayChange = useMayChange()
  return (
    <div className="flex flex-col gap-3 p-4">
      <ChoiceField
        label="Decided by" value={strategy ?? ''} disabled={!mayChange || deed.busy}
        hint={strategies.find(({ value }) => value === strategy)?.says ?? 'What is set for the channel, or for all channels, counts for this SKU too.'}
        choices={strategy === null ? [inherited, ...strategies] : strategies} onChange={(event) => { if (event.target.value !== '') deed.run(event.target.value) }}
      />
      {deed.failure !== null && <Refusal failure={deed.failure} what="It was not changed" onDismiss={deed.dismiss} />}
    </div>
  )
}
