import { TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import { useClock } from '../../ui/clock'
import { ago, count, exactTime } from '../../ui/format'
import { present } from '../connection/present'
import { useConnection } from '../session/SessionContext'
import type { Summary } from './summary'

/** One sentence on top: how things stand, and the problem instead when there is one. */
export function TruthLine({ summary }: { readonly summary: Summary }) {
  const connection = useConnection()
  const state = useClock((now) => present(connection, now).label)
  const { lastChangeAt } = summary
  const last = useClock((now) => (lastChangeAt === null ? 'nothing yet' : ago(lastChangeAt, now)))
  const problems = problemsIn(summary)
  return (
    <header className="flex flex-col gap-2">
      <h1 className="figures text-lg font-semibold md:text-xl" data-testid="truth-line">
        {state}. {count(summary.skus, 'SKU')}, {count(summary.orders, 'order')}.{' '}
        <span className="font-normal text-ink-soft" title={lastChangeAt === null ? undefined : exactTime(lastChangeAt)}>Last change {last}.</span>
      </h1>
      {problems.length > 0 && (
        <ul className="flex flex-col gap-2">
          {problems.map(({ text, to, action, tone }) => (
            <li key={to} className={`flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-4 py-2 ${tone === 'bad' ? 'bg-bad-soft text-bad' : 'bg-warn-soft text-warn'}`}>
              <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
              <span className="figures min-w-0 flex-1">{text}</span>
              <Link to={to} className="target inline-flex items-center font-semibold underline underline-offset-2">{action}</Link>
            </li>
          ))}
        </ul>
      )}
    </header>
  )
}

interface Problem { readonly text: string; readonly to: string; readonly action: string; readonly tone: 'bad' | 'warn' }

function problemsIn({ oversold, drifting }: Summary): readonly Problem[] {
  const one = oversold.length === 1
  return [
    ...(oversold.length === 0 ? [] : [{ text: `${count(oversold.length, 'order')} ${one ? 'is' : 'are'} oversold: there is not enough stock to fill ${one ? 'it' : 'them'}.`, to: '/orders?show=oversold', action: one ? 'Show it' : 'Show them', tone: 'bad' as const }]),
    ...(drifting === 0 ? [] : [{ text: `${count(drifting, 'SKU')} ${drifting === 1 ? 'shows' : 'show'} another number on a channel than here.`, to: '/inventory?show=drift', action: drifting === 1 ? 'Show it' : 'Show them', tone: 'warn' as const }]),
  ]
}
