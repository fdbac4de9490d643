import { Share2 } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { brought } from '../../api/online'
import { Button } from '../../ui/Button'
import { Panel } from '../../ui/Panel'
import { ChoiceField, TextField } from '../server/Fields'
import { Refusal } from '../server/Refusal'
import { SkuField } from '../server/SkuField'
import { useAct } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'
import { expiries, expiryIn } from './expiry'
import { linksKey, type FreshLink } from './LinksTab'

const scopes = [{ value: 'inventory', name: 'All SKUs' }, { value: 'sku', name: 'One SKU' }]

export function NewLink({ onMade }: { readonly onMade: (link: FreshLink) => void }) {
  const { online } = useSignedIn().session
  const [label, setLabel] = useState('')
  const [scope, setScope] = useState('inventory')
  const [sku, setSku] = useState('')
  const [lasts, setLasts] = useState('30')
  const make = useAct(
    () => brought(online.POST('/api/v1/share-links', { body: { label: label.trim(), scope, expiresAt: expiryIn(lasts, Date.now()), ...(scope === 'sku' ? { sku } : {}) } })),
    { touches: [linksKey], onDone: (made) => { setLabel(''); onMade({ label: made.label, address: `${location.origin}/shared/${made.token}` }) } },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.run(undefined)
  }
  return (
    <Panel title="A new link">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3 p-4">
        <TextField className="flex-1 basis-44" label="For whom" value={label} maxLength={100} required placeholder="For the press" onChange={(event) => { setLabel(event.target.value) }} />
        <ChoiceField className="flex-1 basis-28" label="Shows" choices={scopes} value={scope} onChange={(event) => { setScope(event.target.value) }} />
        {scope === 'sku' && <SkuField className="flex-1 basis-40" label="SKU" value={sku} onPick={setSku} />}
        <ChoiceField className="flex-1 basis-28" label="Lasts" choices={expiries} value={lasts} onChange={(event) => { setLasts(event.target.value) }} />
        <Button type="submit" look="primary" disabled={make.busy || label.trim() === '' || (scope === 'sku' && sku === '')}><Share2 aria-hidden="true" className="size-4" />{make.busy ? 'Making…' : 'Make link'}</Button>
        <div className="basis-full has-[[role=alert]:empty]:hidden"><Refusal failure={make.failure} onDismiss={make.dismiss} /></div>
      </form>
    </Panel>
  )
}
