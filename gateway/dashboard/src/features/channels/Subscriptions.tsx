import type { ReactNode } from 'react'
import type { Described } from '../../api/online'
import { Panel } from '../../ui/Panel'
import { Time } from '../../ui/Time'

type Found = Described['ChannelSubscriptions']

/** Whether the platform still sends what it should: some stop, and tell nobody. */
export function Subscriptions({ found }: { readonly found: Found }) {
  return (
    <Panel title="Webhook subscriptions" aside={found.checkedAt === null ? undefined : <>looked at <Time at={found.checkedAt} /></>}>
      <div className="flex flex-col gap-3 px-4 py-3">
        <p>{inWords(found.status)} {found.gapOpen && <strong className="text-warn">Changes may have gone unheard since {found.gapSince === null ? 'ever' : <Time at={found.gapSince} />}; a reconciliation brings them in.</strong>}</p>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-ink-soft">
          {found.missing.length > 0 && <Fact name="Were missing"><Topics names={found.missing} /></Fact>}
          {found.repaired.length > 0 && <Fact name="Registered again"><Topics names={found.repaired} /></Fact>}
          {found.noticedAt !== null && <Fact name="Noticed"><Time at={found.noticedAt} /></Fact>}
          {found.repairedAt !== null && <Fact name="Repaired"><Time at={found.repairedAt} /></Fact>}
          {found.healthyAt !== null && <Fact name="Complete"><Time at={found.healthyAt} /></Fact>}
          {found.failure !== null && <Fact name="The last look failed"><code className="font-mono text-xs text-bad">{found.failure}</code></Fact>}
        </dl>
      </div>
    </Panel>
  )
}

function inWords(status: string): string {
  switch (status) {
    case 'healthy': return 'The platform sends everything that is read here.'
    case 'missing': return 'The platform does not send all that it should. It is registered again by itself.'
    case 'repaired': return 'What was missing is registered again; the next look confirms it.'
    case 'unchecked': return 'Nobody has looked yet.'
    default: return status
  }
}

function Topics({ names }: { readonly names: readonly string[] }) {
  return <span className="font-mono text-xs break-words">{names.join(', ')}</span>
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <div className="col-span-2 grid grid-cols-subgrid"><dt className="text-ink-faint">{name}</dt><dd>{children}</dd></div>
}
