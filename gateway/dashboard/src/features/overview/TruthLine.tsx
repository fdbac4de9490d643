import { CircleCheck, TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import { Button } from '../../ui/Button'
import { useClock } from '../../ui/clock'
import { ago, count, exactTime, number } from '../../ui/format'
import { useAlerts } from '../alerts/useAlerts'
import { onlyReads, useMayChange } from '../server/useRights'
import { Refusal } from '../server/Refusal'
import { useChannels, usePausing } from '../channels/useChannels'
import type { Channel } from '../channels/channelWords'
import { useOpenConflicts } from '../conflicts/useConflicts'
import { present } from '../connection/present'
import { useConnection, useReplica } from '../session/SessionContext'
import { problemsIn, type Cure, type Problem } from './problems'
import type { Summary } from './summary'

const mostShown = 5
/** A report and the push that answers it are apart for a moment: that is no drift yet. */
const driftGraceMs = 15_000

/** One sentence on top: how things stand, or the problem where there is one, with what solves it. */
export function TruthLine({ summary }: { readonly summary: Summary }) {
  const problems = useProblems(summary)
  const [worst, ...others] = problems
  return (
    <header className="flex flex-col gap-2">
      {worst === undefined ? <Agreement summary={summary} /> : (
        <>
          <div className={`flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg px-4 py-3 ${looks[worst.tone]}`}>
            <TriangleAlert aria-hidden="true" className="size-5 shrink-0" />
            <h1 data-testid="truth-line" className="figures min-w-0 flex-1 text-lg font-semibold md:text-xl">{worst.text}</h1>
            <CureButton cure={worst.cure} large />
          </div>
          {others.length > 0 && <Others problems={others} />}
          <Agreement summary={summary} small />
        </>
      )}
    </header>
  )
}

const looks = { bad: 'bg-bad-soft text-bad', warn: 'bg-warn-soft text-warn' } as const

function useProblems(summary: Summary): readonly Problem[] {
  const conflicts = useOpenConflicts().data?.items.length ?? 0
  const channels = useChannels().data ?? []
  const alerts = useAlerts().data?.items ?? []
  const drifting = useClock((now) => summary.driftingSince.filter((since) => now - since > driftGraceMs).length)
  return problemsIn({ summary, drifting, conflicts, channels, alerts })
}

function Others({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <ul className="divide-y rounded-lg border bg-surface">
      {problems.slice(0, mostShown).map(({ key, text, cure, tone }) => (
        <li key={key} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1">
          <TriangleAlert role="img" aria-label={tone === 'bad' ? 'Grave' : 'Warning'} className={`size-4 shrink-0 ${tone === 'bad' ? 'text-bad' : 'text-warn'}`} />
          <span className="figures min-w-0 flex-1">{text}</span>
          <CureButton cure={cure} />
        </li>
      ))}
      {problems.length > mostShown && <li><Link to="/alerts" className="flex min-h-11 items-center px-4 font-medium text-accent hover:bg-raised">{count(problems.length - mostShown, 'more problem')}</Link></li>}
    </ul>
  )
}

function CureButton({ cure, large = false }: { readonly cure: Cure; readonly large?: boolean }) {
  switch (cure.kind) {
    case 'page':
      return <Link to={cure.to} className={`target inline-flex items-center rounded-md font-semibold ${large ? 'border border-current px-4' : 'px-1 text-accent underline underline-offset-2'}`}>{cure.action}</Link>
    case 'resume':
      return <Resume channel={cure.channel} />
  }
}

function Resume({ channel }: { readonly channel: Channel }) {
  const deed = usePausing(channel.id, 'stock')
  const mayChange = useMayChange()
  return (
    <>
      <Button disabled={!mayChange || deed.busy} title={mayChange ? undefined : onlyReads} aria-label={`Resume ${channel.name}`} onClick={() => { deed.run(false) }}>{deed.busy ? 'Resuming…' : 'Resume'}</Button>
      {deed.failure !== null && <div className="basis-full"><Refusal failure={deed.failure} what="It was not resumed" onDismiss={deed.dismiss} /></div>}
    </>
  )
}

/** Whether channels and books agree, as of what this page holds. */
function Agreement({ summary, small = false }: { readonly summary: Summary; readonly small?: boolean }) {
  const connection = useConnection()
  const state = useClock((now) => present(connection, now).label)
  const channels = useReplica((replica) => replica.connections.size)
  const { lastChangeAt, skus, driftingSince, settling } = summary
  const last = useClock((now) => (lastChangeAt === null ? 'nothing yet' : ago(lastChangeAt, now)))
  const agreeing = skus - driftingSince.length - settling
  const sentence = `${channels === 1 ? 'The channel agrees' : `${agreeing === skus ? 'All ' : ''}${count(channels, 'channel')} agree`} on ${number(agreeing)} of ${count(skus, 'SKU')}${settling === 0 ? '' : `, ${number(settling)} on ${settling === 1 ? 'its' : 'their'} way`}.`
  const words = <>{connection.kind === 'live' ? '' : `${state}. `}{sentence} <span className="font-normal text-ink-soft" title={lastChangeAt === null ? undefined : exactTime(lastChangeAt)}>Last change {last}.</span></>
  return small ? <p className="figures text-ink-soft">{words}</p>
    : <h1 data-testid="truth-line" className="figures flex items-baseline gap-2 text-lg font-semibold md:text-xl"><CircleCheck aria-hidden="true" className="size-5 shrink-0 self-center text-good" /><span>{words}</span></h1>
}
