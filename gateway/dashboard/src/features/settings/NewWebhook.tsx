import { BellRing } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { brought } from '../../api/online'
import { Button } from '../../ui/Button'
import { Panel } from '../../ui/Panel'
import { ChoiceField, TextField } from '../server/Fields'
import { Refusal } from '../server/Refusal'
import { useAct } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'
import { alertKinds } from './alertKinds'
import { webhooksKey, type FreshSecret } from './WebhooksTab'

const breadths = [{ value: 'all', name: 'Every alert' }, { value: 'some', name: 'Chosen alerts' }]

export function NewWebhook({ onMade }: { readonly onMade: (secret: FreshSecret) => void }) {
  const { online } = useSignedIn().session
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [breadth, setBreadth] = useState('all')
  const [kinds, setKinds] = useState<readonly string[]>([])
  const isChosen = breadth === 'some'
  const make = useAct(
    () => brought(online.POST('/api/v1/alert-webhooks', { body: { name: name.trim(), address: address.trim(), kinds: isChosen ? [...kinds] : [] } })),
    { touches: [webhooksKey], onDone: (made) => { setName(''); setAddress(''); setKinds([]); setBreadth('all'); onMade({ name: made.name, secret: made.secret, isSecond: false }) } },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.run(undefined)
  }
  return (
    <Panel title="A new webhook">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3 p-4">
        <TextField className="flex-1 basis-36" label="Name" value={name} maxLength={100} required placeholder="Ops room" onChange={(event) => { setName(event.target.value) }} />
        <TextField className="flex-[2] basis-60" label="Address" type="url" value={address} maxLength={1000} required placeholder="https://hooks.example.com/alerts" onChange={(event) => { setAddress(event.target.value) }} />
        <ChoiceField className="flex-1 basis-32" label="Is told of" choices={breadths} value={breadth} onChange={(event) => { setBreadth(event.target.value) }} />
        {isChosen && <KindBoxes chosen={kinds} onChange={setKinds} />}
        <Button type="submit" look="primary" disabled={make.busy || name.trim() === '' || address.trim() === '' || (isChosen && kinds.length === 0)}>
          <BellRing aria-hidden="true" className="size-4" />{make.busy ? 'Making…' : 'Make webhook'}
        </Button>
        <div className="basis-full has-[[role=alert]:empty]:hidden"><Refusal failure={make.failure} onDismiss={make.dismiss} /></div>
      </form>
    </Panel>
  )
}

function KindBoxes({ chosen, onChange }: { readonly chosen: readonly string[]; readonly onChange: (kinds: readonly string[]) => void }) {
  return (
    <fieldset className="grid basis-full gap-x-4 sm:grid-cols-2">
      <legend className="mb-1 font-medium">Alerts</legend>
      {alertKinds.map(({ value, name }) => (
        <label key={value} className="flex min-h-11 items-center gap-2 md:min-h-8">
          <input
            type="checkbox" className="size-4 shrink-0 accent-accent" checked={chosen.includes(value)}
            onChange={(event) => { onChange(event.target.checked ? [...chosen, value] : chosen.filter((kind) => kind !== value)) }}
          />
          {name}
        </label>
      ))}
    </fieldset>
  )
}
