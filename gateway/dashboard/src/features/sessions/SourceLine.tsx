import { CircleX, Cloud, Laptop, Search, TriangleAlert } from 'lucide-react'
import { Button } from '../../ui/Button'
import { count } from '../../ui/format'
import { Time } from '../../ui/Time'
import type { SessionStatus } from '../../api/sessions'
import { sourceWords, type SourceWords } from './situation'
import type { View } from './watching'

const looks: Readonly<Record<SourceWords['tone'], string>> = {
  good: 'bg-good-soft text-good',
  plain: 'bg-raised text-ink',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
}

/** Whose data these are and how old; in sight wherever the page is scrolled to. */
export function SourceLine({ view, onRetry }: { readonly view: View; readonly onRetry: () => void }) {
  const { label, tone, trouble, code } = sourceWords(view)
  const { source } = view.choice
  const Source = source === 'agent' ? Laptop : source === 'hosted' ? Cloud : Search
  const Trouble = tone === 'bad' ? CircleX : TriangleAlert
  return (
    <div data-testid="session-source" data-source={source ?? 'none'} data-tone={tone} className={`sticky top-0 z-10 flex flex-wrap items-center gap-x-4 gap-y-1 rounded-lg px-4 py-2 ${looks[tone]}`}>
      <p role="status" className="flex items-center gap-2 font-semibold"><Source aria-hidden="true" className="size-4 shrink-0" /><span className="sr-only">Source: </span>{label}</p>
      {view.shown !== null && <Age source={source} status={view.shown.reading.status} readAt={view.shown.readAt} />}
      {trouble !== null && (
        <div className="flex w-full flex-wrap items-center gap-x-3 gap-y-1">
          {tone !== 'plain' && <Trouble aria-hidden="true" className="size-4 shrink-0" />}
          <p role={tone === 'bad' ? 'alert' : undefined} className="min-w-0 flex-1">{trouble} {code !== null && <code className="font-mono text-xs">{code}</code>}</p>
          {tone === 'bad' && <Button onClick={onRetry}>Try now</Button>}
        </div>
      )}
    </div>
  )
}

interface AgeProps { readonly source: View['choice']['source']; readonly status: SessionStatus; readonly readAt: number }

function Age({ source, status, readAt }: AgeProps) {
  const read = <>read <Time at={readAt} /></>
  if (source === 'agent') return <p className="figures first-letter:uppercase">{read}; <Sent status={status} />.</p>
  return <p className="figures">{status.syncedAt === null ? 'No agent has sent anything yet' : <>As the agent sent it <Time at={status.syncedAt} /></>}, {read}.</p>
}

/** How far the gateway has what the agent recorded. */
function Sent({ status: { syncedAt, queued } }: { readonly status: SessionStatus }) {
  const last = syncedAt === null ? 'nothing was sent to the gateway yet' : <>sent to the gateway <Time at={syncedAt} /></>
  return queued === null || queued === 0 ? last : <>{last}, {count(queued, 'change')} to be sent</>
}
