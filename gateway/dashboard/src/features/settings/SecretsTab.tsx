import { Lock, Unplug } from 'lucide-react'
import { useState } from 'react'
import { brought, type Described } from '../../api/online'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { PlatformMark } from '../../ui/PlatformMark'
import { Asked } from '../server/Asked'
import { Rows } from '../server/Row'
import { ShownOnce } from '../server/ShownOnce'
import { useChannels } from '../channels/useChannels'
import { useAsked } from '../server/useAsked'
import { useRights } from '../server/useRights'
import { NewSecret } from './NewSecret'
import { roleName } from './roles'
import { SecretRow } from './SecretRow'

export function SecretsTab() {
  const { isOwner, role } = useRights()
  return (
    <>
      <title>Secrets · Settings · CreatorFlow</title>
      {isOwner === false
        ? <Notice icon={Lock} title="Secrets are the owner’s"><p>This key’s role is “{roleName(role)}”. Sign in with an owner’s key to see and change secrets.</p></Notice>
        : <Connections />}
    </>
  )
}

function Connections() {
  const channels = useChannels()
  return (
    <Asked question={channels} what="The connections">
      {(items) => items.length === 0
        ? <Notice icon={Unplug} title="No connections yet"><p>Once a channel is connected, the secret that verifies its webhooks is changed here.</p></Notice>
        : <>{items.map((channel) => <ConnectionSecrets key={channel.id} channel={channel} />)}</>}
    </Asked>
  )
}

export function secretsKey(connection: string) {
  return ['secrets', connection] as const
}

function ConnectionSecrets({ channel }: { readonly channel: Described['ChannelStatus'] }) {
  const [fresh, setFresh] = useState<string | null>(null)
  const secrets = useAsked(secretsKey(channel.id), (online, signal) => brought(online.GET('/api/v1/connections/{id}/secrets', { params: { path: { id: channel.id } }, signal })))
  return (
    <Panel title={channel.name} aside={<PlatformMark platform={channel.platform} named />}>
      <Asked question={secrets} what="The secrets">
        {({ items }) => (
          <>
            <Rows label={`Secrets of ${channel.name}`}>{items.map((secret) => <SecretRow key={secret.id} secret={secret} connection={channel.id} />)}</Rows>
            <div className="flex flex-col gap-3 border-t p-4">
              {fresh !== null && (
                <ShownOnce title={`The new secret of ${channel.name}`} value={fresh} onClose={() => { setFresh(null) }}>
                  <p>Put it in at the platform now: it cannot be shown again. Webhooks signed with the old one are taken too until it is removed.</p>
                </ShownOnce>
              )}
              <NewSecret channel={channel} current={items.find(({ status }) => status === 'current')?.id ?? null} onMade={setFresh} />
            </div>
          </>
        )}
      </Asked>
    </Panel>
  )
}
