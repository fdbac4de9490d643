import { ChoiceField } from '../server/Fields'
import { Asked } from '../server/Asked'
import { Refusal } from '../asking/Refusal'
import { useDeed, useMayChange } from '../asking/useDeed'
import { useAsked } from '../asking/useAsked'
import { strategies } from '../settings/conflictDraft'
import { brought, type Described } from '../../api/online'
import { Panel } from '../../ui/Panel'

const inherited = { value: '', name: 'As in Settings' }

/** How this SKU's own conflicts are decided; once it has a way of its own it keeps one. */
export function ConflictPanel({ sku, version }: { readonly sku: string; readonly version: number }) {
  const settings = useAsked(['handling', sku, 'settings', version], (online, signal) => brought(online.GET('/api/v1/inventory/{sku}/settings', { params: { path: { sku } }, signal })), { every: null, keep: true })
  return (
    <Panel title="Conflicts">
      <Asked question={settings} what="How its conflicts are decided">{(shown) => <Strategy shown={shown} />}</Asked>
    </Panel>
  )
}

function Strategy({ shown: { sku, strategy } }: { readonly shown: Described['StockSettingsShown'] }) {
  const deed = useDeed((online, wanted: string) => brought(online.PUT('/api/v1/inventory/{sku}/settings', { params: { path: { sku } }, body: { strategy: wanted } })), ['handling', 'conflicts'])
  const mayChange = useMayChange()
  return (
    <div className="flex flex-col gap-3 p-4">
      <ChoiceField
        label="Decided by" value={strategy ?? ''} disabled={!mayChange || deed.isPending}
        hint={strategies.find(({ value }) => value === strategy)?.says ?? 'What is set for the channel, or for all channels, counts for this SKU too.'}
        choices={strategy === null ? [inherited, ...strategies] : strategies} onChange={(event) => { if (event.target.value !== '') deed.mutate(event.target.value) }}
      />
      {deed.isError && <Refusal deed={deed} what="It was not changed" />}
    </div>
  )
}
