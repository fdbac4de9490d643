import { Lock } from 'lucide-react'
import { useState } from 'react'
import { brought } from '../../api/online'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { Asked, MoreButton } from '../server/Asked'
import { Rows } from '../server/Row'
import { ShownOnce } from '../server/ShownOnce'
import { given, useListed } from '../server/useAsked'
import { useRights } from '../server/useRights'
import { useSignedIn } from '../session/SessionContext'
import { KeyRow } from './KeyRow'
import { NewKey } from './NewKey'
import { roleName } from './roles'

/** A key that was just made: told this once. */
export interface FreshKey { readonly name: string; readonly key: string; readonly replaced: boolean }

export const keysKey = ['keys'] as const

export function KeysTab() {
  const { isOwner, role } = useRights()
  return (
    <>
      <title>Keys · Settings · CreatorFlow</title>
      {isOwner === false
        ? <Notice icon={Lock} title="Keys are the owner’s"><p>This key’s role is “{roleName(role)}”. Sign in with an owner’s key to see and change keys.</p></Notice>
        : <Keys />}
    </>
  )
}

function Keys() {
  const { online } = useSignedIn().session
  const { keyId } = useRights()
  const [fresh, setFresh] = useState<FreshKey | null>(null)
  const keys = useListed(keysKey, (cursor, signal) => brought(online.GET('/api/v1/keys', { params: { query: given('cursor', cursor) }, signal })))
  return (
    <>
      <NewKey onMade={setFresh} />
      {fresh !== null && (
        <ShownOnce key={fresh.key} title={`The key “${fresh.name}”`} value={fresh.key} onClose={() => { setFresh(null) }}>
          <p>Copy it now: it is stored as a hash and cannot be shown again.{fresh.replaced && ' The one it replaces stays live as long as you said.'}</p>
        </ShownOnce>
      )}
      <Panel title="Keys" aside="A revoked key may open for half a minute more">
        <Asked question={keys} what="The keys">
          {(list) => (
            <>
              <Rows label="Keys">
                {list.map((key) => <KeyRow key={key.id} shown={key} isOwn={key.id === keyId} successor={list.find(({ replaces }) => replaces === key.id)} onRotated={setFresh} />)}
              </Rows>
              <MoreButton list={keys} />
            </>
          )}
        </Asked>
      </Panel>
    </>
  )
}
