import type { WorkSession } from '../../api/sessions'
import { useClock } from '../../ui/clock'
import { count, number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Table } from '../../ui/Table'
import { Time } from '../../ui/Time'
import { useNarrow } from '../../ui/useNarrow'
import { aboutOf, lasting, nameOf, share, typeName } from './sessionWords'

const heads = [
  { name: 'Session' }, { name: 'Kind' }, { name: 'Started' }, { name: 'Lasted', right: true },
  { name: 'Tokens', right: true }, { name: 'Messages', right: true }, { name: 'Models' }, { name: 'Efficiency', right: true },
]

/** The newest sessions, in the source's order; those that run are among them. */
export function RecentPanel({ sessions }: { readonly sessions: readonly WorkSession[] }) {
  const narrow = useNarrow()
  return (
    <Panel title="Recent">
      {sessions.length === 0 ? <p className="px-4 py-6 text-ink-soft">No session yet.</p>
        : narrow ? <ul className="divide-y">{sessions.map((session) => <Card key={session.id} session={session} />)}</ul>
        : <Table label="Recent sessions" heads={heads}>{sessions.map((session) => <Row key={session.id} session={session} />)}</Table>}
    </Panel>
  )
}

function Card({ session }: { readonly session: WorkSession }) {
  const { startedAt, endedAt, estimatedTokens, messages, efficiency } = session
  const lasted = useClock((now) => lasting(startedAt, endedAt, now))
  const about = aboutOf(session)
  return (
    <li className="flex flex-col gap-1 px-4 py-3">
      <p className="flex justify-between gap-4"><span className="min-w-0 font-semibold break-words">{nameOf(session)}</span><span className="figures shrink-0 text-ink-soft"><Time at={startedAt} /></span></p>
      {about !== '' && <p className="break-words text-ink-soft">{about}</p>}
      <p className="figures">{[endedAt === null ? `running for ${lasted}` : lasted, count(estimatedTokens, 'token'), count(messages, 'message'), efficiency === null ? null : `${share(efficiency)} efficient`].filter((part) => part !== null).join(' · ')}</p>
    </li>
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
