import { useState } from 'react'
import { brought, type Described } from '../../api/online'
import { Button } from '../../ui/Button'
import { platformName } from '../../ui/PlatformMark'
import { AskFirst } from '../server/AskFirst'
import { ChoiceField, TextField } from '../server/Fields'
import { useAct } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'
import { graceOf, graces } from './roles'
import { secretsKey } from './SecretsTab'

interface NewSecretProps {
  readonly channel: Described['ChannelStatus']
  /** The secret that the person sees as the current one: pressed twice, it is rotated once. */
  readonly current: string | null
  readonly onMade: (secret: string) => void
}

export function NewSecret({ channel, current, onMade }: NewSecretProps) {
  const { online } = useSignedIn().session
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState('')
  const [grace, setGrace] = useState('revoked')
  const ours = isOursToMake(channel.platform)
  const close = () => { setOpen(false); setSecret('') }
  const rotate = useAct(
    () => brought(online.POST('/api/v1/connections/{id}/secrets', { params: { path: { id: channel.id } }, body: { ...graceOf(grace), replaces: current, secret: secret === '' ? null : secret } })),
    { touches: [secretsKey(channel.id)], onDone: (made) => { close(); if (secret === '') onMade(made.secret) } },
  )
  return (
    <>
      <Button className="self-start" onClick={() => { setOpen(true) }}>{ours ? 'Rotate the secret' : 'Add the platform’s new secret'}</Button>
      <AskFirst
        open={open} onClose={close} title={`A new secret for ${channel.name}`} verb={ours && secret === '' ? 'Make it' : 'Add it'} busy={rotate.busy} blocked={!ours && secret === ''} failure={rotate.failure}
        onDo={() => { rotate.run(undefined) }}
        what={ours ? 'One is made and shown once, unless you bring your own. The present one stays beside it, so that no webhook is lost.' : `${platformName(channel.platform)} makes its secrets itself: make a new one there and paste it here. The present one stays beside it, so that no webhook is lost.`}
      >
        <div className="flex flex-col gap-3">
          <TextField label={ours ? 'Your own (optional)' : 'New secret'} type="password" value={secret} autoComplete="new-password" onChange={(event) => { setSecret(event.target.value.trim()) }} />
          <ChoiceField label="The present one stays" choices={graces} value={grace} onChange={(event) => { setGrace(event.target.value) }} />
        </div>
      </AskFirst>
    </>
  )
}

/** Where the sender takes what its owner chooses; the other platforms make theirs (see the server's refusal `secret.required`). */
function isOursToMake(platform: string): boolean {
  return platform === 'standard' || platform === 'amazon'
}
