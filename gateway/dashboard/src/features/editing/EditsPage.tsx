import { Check, CircleX, Clock, GitCompareArrows, PencilLine, Undo2, type LucideIcon } from 'lucide-react'
import { Link } from 'react-router'
import type { Edit, EditState } from '../../edits/edit'
import { isPending, undoWay } from '../../edits/edit'
import type { Sending } from '../../edits/sender'
import { Button } from '../../ui/Button'
import { useClock } from '../../ui/clock'
import { count } from '../../ui/format'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { Time } from '../../ui/Time'
import { useCell } from '../../ui/useCell'
import { skuAddress } from '../search/useSearchResults'
import { useConnection, useSignedIn } from '../session/SessionContext'
import { needsReading, useDismiss } from './EditNotices'
import { useEdits } from './useEdits'
import { conflictInWords, refusalInWords, wantedInWords } from './words'

const looks: Readonly<Record<EditState['kind'], { readonly icon: LucideIcon; readonly word: string; readonly className: string }>> = {
  pending: { icon: Clock, word: 'waiting', className: 'text-accent' },
  synced: { icon: Check, word: 'in the books', className: 'text-good' },
  refused: { icon: CircleX, word: 'refused', className: 'text-bad' },
  conflicting: { icon: GitCompareArrows, word: 'conflict', className: 'text-warn' },
}

/** One's own changes: those that wait for the server, those that it did not simply take, and the last that are in the books. */
export function EditsPage() {
  const edits = useEdits()
  const unreadable = useCell(useSignedIn().session.edits, (stored) => stored.unreadable)
  const dismiss = useDismiss()
  const latestFirst = [...edits].reverse()
  const unread = latestFirst.filter(needsReading)
  const synced = latestFirst.filter(({ state }) => state.kind === 'synced')
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <title>Your changes · CreatorFlow</title>
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
        <header className="flex flex-wrap items-baseline gap-x-4"><h1 className="text-lg font-semibold">Your changes</h1><SendingLine pending={edits.filter(isPending).length} /></header>
        {edits.length + unreadable.length === 0 && <Notice icon={PencilLine} title="Nothing has been changed on this device"><p>A quantity that you change in the inventory appears here until the server has confirmed it.</p></Notice>}
        {unreadable.length > 0 && (
          <Panel title="Cannot be read">
            {unreadable.map(({ sequence, id }) => (
              <p key={sequence} className="flex min-h-11 items-center gap-3 px-4"><span className="min-w-0 flex-1">A change of another version of this page. <code className="font-mono text-xs break-all">{id}</code></span><Button onClick={() => { dismiss(sequence) }}>Dismiss</Button></p>
            ))}
          </Panel>
        )}
        <EditList title="To look at" edits={unread} />
        <EditList title="Waiting for the server" edits={edits.filter(isPending)} />
        <EditList title="In the books" edits={synced} />
      </div>
    </div>
  )
}

function EditList({ title, edits }: { readonly title: string; readonly edits: readonly Edit[] }) {
  if (edits.length === 0) return null
  return (
    <Panel title={title} aside={count(edits.length, 'change')}>
      <ul className="divide-y">{edits.map((edit) => <EditLine key={edit.id} edit={edit} />)}</ul>
    </Panel>
  )
}

function EditLine({ edit }: { readonly edit: Edit }) {
  const { desk } = useSignedIn().session
  const dismiss = useDismiss()
  const { icon: Icon, word, className } = looks[edit.state.kind]
  const done = edit.state.kind === 'refused' || edit.state.kind === 'conflicting'
  return (
    <li data-testid={`edit-${edit.wanted.sku}`} data-state={edit.state.kind} className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
      <span className={`inline-flex w-28 items-center gap-1.5 text-xs font-medium ${className}`}><Icon aria-hidden="true" className="size-4" />{word}</span>
      <span className="min-w-0 flex-1 basis-56">
        <Link to={skuAddress(edit.wanted.sku)} className="font-medium hover:underline">{edit.wanted.sku}</Link>{' '}
        <span className="figures text-ink-soft">{edit.undoes === null ? '' : 'taken back: '}{wantedInWords(edit.wanted)}</span>
        {edit.state.kind === 'conflicting' && <span className="figures block text-warn">{conflictInWords(edit)}</span>}
        {edit.state.kind === 'refused' && <span className="block text-bad">{refusalInWords(edit.state.code)} <code className="font-mono text-xs">{edit.state.code}</code></span>}
      </span>
      <Time at={edit.madeAt} className="figures text-xs text-ink-faint" />
      {done && <Button onClick={() => { dismiss(edit.sequence) }}>Dismiss</Button>}
      {!done && undoWay(edit).kind !== 'none' && <Button look="bare" onClick={() => void desk?.undo(edit.id)} aria-label={`Undo ${edit.wanted.sku}`}><Undo2 aria-hidden="true" className="size-4" />Undo</Button>}
    </li>
  )
}

function SendingLine({ pending }: { readonly pending: number }) {
  const sending = useCell(useSignedIn().session.standing, (standing) => standing.sending)
  const offline = useConnection().kind === 'offline'
  const text = useClock((now) => (pending === 0 ? '' : offline ? 'They are sent as soon as there is a network.' : sendingInWords(sending, now)))
  return <p role="status" className="figures text-ink-soft">{text}</p>
}

function sendingInWords(sending: Sending, now: number): string {
  switch (sending.kind) {
    case 'resting':
    case 'sending':
      return 'Sending…'
    case 'waiting':
      return `Sent again in ${String(Math.max(1, Math.ceil((sending.retryAt - now) / 1_000)))} s${sending.failure === null ? '' : `: ${sending.failure.title} (${sending.failure.code})`}`
    case 'blocked':
      return `Not sent: ${sending.failure.title} (${sending.failure.code}) They wait for a key that may change stock.`
  }
}
