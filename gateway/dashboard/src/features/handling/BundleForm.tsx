import { Plus, X } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { Link } from 'react-router'
import type { Described } from '../../api/online'
import { Button } from '../../ui/Button'
import { number } from '../../ui/format'
import { AskFirst } from '../server/AskFirst'
import { TextField } from '../server/Fields'
import { newKey } from '../server/newKey'
import { Refusal } from '../server/Refusal'
import { SkuField } from '../server/SkuField'
import { useAct } from '../server/useAct'
import { useRights } from '../server/useRights'
import { skuAddress } from '../search/useSearchResults'
import { useSignedIn } from '../session/SessionContext'
import { componentsOf, type ComponentDraft } from './draft'

/** What a SKU is a bundle of: its stock is then what its scarcest component allows. */
export function BundleForm({ item }: { readonly item: Described['StockItem'] }) {
  const { online } = useSignedIn().session
  const { mayChange } = useRights()
  const before = item.components ?? []
  const [drafts, setDrafts] = useState<readonly ComponentDraft[]>(before.map(({ sku, quantity }) => ({ sku, quantity: String(quantity) })))
  const [asking, setAsking] = useState(false)
  const components = componentsOf(drafts)
  const save = useAct(
    (wanted: readonly Described['BundleComponent'][]) => online.PUT('/api/v1/inventory/{sku}/bundle', {
      params: { path: { sku: item.sku }, header: { 'Idempotency-Key': newKey() } }, body: { components: [...wanted] },
    }),
    { touches: [['handling', item.sku]], onDone: () => { setAsking(false) } },
  )
  const put = (at: number, change: Partial<ComponentDraft>) => { setDrafts(drafts.map((draft, place) => (place === at ? { ...draft, ...change } : draft))) }
  const unchanged = components !== null && JSON.stringify(components) === JSON.stringify(before.map(({ sku, quantity }) => ({ sku, quantity })))
  if (!mayChange) return <Shown components={before} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (components !== null) setAsking(true)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 p-4" noValidate>
      {drafts.length === 0 && <p className="text-ink-soft">{before.length === 0 ? 'Not a bundle: it has stock of its own. Add components to sell other SKUs together as this one.' : 'Saved without components it is a bundle no more.'}</p>}
      {drafts.map((draft, at) => (
        <div key={at} className="flex items-end gap-2">
          <SkuField className="min-w-0 flex-1" label="Component" value={draft.sku} onPick={(sku) => { put(at, { sku }) }} />
          <TextField className="w-20" label="In each" inputMode="numeric" value={draft.quantity} onChange={(event) => { put(at, { quantity: event.target.value }) }} />
          <Button look="bare" className="px-2" aria-label={`Leave out ${draft.sku}`} onClick={() => { setDrafts(drafts.filter((_, place) => place !== at)) }}><X aria-hidden="true" className="size-4" /></Button>
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => { setDrafts([...drafts, { sku: '', quantity: '1' }]) }}><Plus aria-hidden="true" className="size-4" />Add a component</Button>
        {(drafts.length > 0 || before.length > 0) && <Button type="submit" look="primary" disabled={components === null || unchanged}>Save bundle…</Button>}
      </div>
      <Refusal failure={asking ? null : save.failure} onDismiss={save.dismiss} />
      <AskFirst
        open={asking} onClose={() => { setAsking(false) }} title={drafts.length === 0 ? `Dissolve the bundle ${item.sku}?` : `Make ${item.sku} a bundle?`} verb="Save it" busy={save.busy} failure={save.failure} onDo={() => { if (components !== null) save.run(components) }}
        what={drafts.length === 0 ? 'It has stock of its own again, which begins at nothing until it is counted.' : `Orders of it take its components from stock, and what is available of it is what the scarcest of them allows: ${drafts.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ')}.`}
      />
    </form>
  )
}

function Shown({ components }: { readonly components: readonly Described['BundleComponent'][] }) {
  if (components.length === 0) return <p className="px-4 py-6 text-ink-soft">Not a bundle: it has stock of its own.</p>
  return <ul className="divide-y">{components.map(({ sku, quantity }) => <li key={sku} className="flex min-h-11 items-center gap-3 px-4"><span className="figures font-semibold">{number(quantity)} ×</span><Link to={skuAddress(sku)} className="hover:underline">{sku}</Link></li>)}</ul>
}
