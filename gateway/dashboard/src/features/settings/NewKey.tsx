import { KeyRound } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { brought } from '../../api/online'
import { Button } from '../../ui/Button'
import { Panel } from '../../ui/Panel'
import { ChoiceField, TextField } from '../server/Fields'
import { Refusal } from '../server/Refusal'
import { useAct } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'
import { expiries, expiryIn } from './expiry'
import { keysKey, type FreshKey } from './KeysTab'
import { roles } from './roles'

export function NewKey({ onMade }: { readonly onMade: (key: FreshKey) => void }) {
  const { online } = useSignedIn().session
  const [name, setName] = useState('')
  const [role, setRole] = useState('staff')
  const [lasts, setLasts] = useState('')
  const make = useAct(
    () => brought(online.POST('/api/v1/keys', { body: { name: name.trim(), role, expiresAt: expiryIn(lasts, Date.now()) } })),
    { touches: [keysKey], onDone: (made) => { setName(''); onMade({ name: made.name, key: made.key, replaced: false }) } },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.run(undefined)
  }
  return (
    <Panel title="A new key" aside="One for each person or program">
      <form onSubmit={submit} className="grid items-end gap-3 p-4 md:grid-cols-[2fr_2fr_1fr_auto]">
        <TextField label="Name" value={name} maxLength={100} required placeholder="Till, Jana, stock script" onChange={(event) => { setName(event.target.value) }} />
        <ChoiceField label="Role" choices={roles} value={role} onChange={(event) => { setRole(event.target.value) }} />
        <ChoiceField label="Lasts" choices={[{ value: '', name: 'until revoked' }, ...expiries]} value={lasts} onChange={(event) => { setLasts(event.target.value) }} />
        <Button type="submit" look="primary" disabled={make.busy || name.trim() === ''}><KeyRound aria-hidden="true" className="size-4" />{make.busy ? 'Making…' : 'Make key'}</Button>
        <div className="md:col-span-4 has-[[role=alert]:empty]:hidden"><Refusal failure={make.failure} onDismiss={make.dismiss} /></div>
      </form>
    </Panel>
  )
}
