import type { WorkSession } from '../../api/sessions'
import { number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Table } from '../../ui/Table'
import { Time } from '../../ui/Time'
import { useClock } from '../../ui/clock'
import { lasting, share, typeName } from './sessionWords'

const heads = [
  { name: 'Session' }, { name: 'Kind' }, { name: 'Started' }, { name: 'Lasted', right: true },
  { name: 'Tokens', right: true }, { name: 'Messages', right: true }, { name: 'Models' }, { name: 'Efficiency', right: true },
]

/** The newest sessions, in the source's order; those that run are among them. */
export function RecentPanel({ sessions }: { readonly sessions: readonly WorkSession[] }) {
  return (
    <Panel title="Recent">
      {sessions.length === 0 ? <p className="px-4 py-6 text-ink-soft">No session yet.</p> : (
        <Table label="Recent sessions" heads={heads}>{sessions.map((session) => <Row key={session.id} session={session} />)}</Table>
      )}
    </Panel>
  )
}

function Row({ session: { project, description, type, startedAt, endedAt, estimatedTokens, messages, models, efficiency } }: { readonly session: WorkSession }) {
  const lasted = useClock((now) => lasting(startedAt, endedAt, now))
  return (
    <tr>
      <td className="max-w-64 min-w-40"><span className="block truncate font-medium" title={project ?? undefined}>{project ?? '–'}</span><span className="block truncate text-xs text-ink-soft" title={description ?? undefined}>{description}</span></td>
      <td className="whitespace-nowrap">{typeName(type)}</td>
      <td className="figures whitespace-nowrap"><Time at={startedAt} /></td>
      <td className="figures text-right whitespace-nowrap">{lasted}{endedAt === null && <span className="block text-xs text-ink-faint">running</span>}</td>
      <td className="figures text-right">{number(estimatedTokens)}</td>
      <td className="figures text-right">{number(messages)}</td>
      <td className="min-w-32 text-ink-soft">{models.length === 0 ? '–' : models.join(', ')}</td>
      <td className="figures text-right">{efficiency === null ? '–' : share(efficiency)}</td>
    </tr>
  )
}
