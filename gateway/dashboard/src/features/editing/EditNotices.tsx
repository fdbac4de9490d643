import { CircleX, GitCompareArrows } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import type { Edit } from '../../edits/edit'
import { Button } from '../../ui/Button'
import { count } from '../../ui/format'
import { skuAddress } from '../search/useSearchResults'
import { useSignedIn } from '../session/SessionContext'
import { useEdits } from './useEdits'
import { conflictInWords, refusalInWords, wantedInWords } from './words'

const mostShown = 2

/** What the server did not simply take, in sight until somebody has read it. */
export function EditNotices() {
  const edits = useEdits()
  // Their own page shows all of them.
  const told = useLocation().pathname === '/edits' ? [] : edits.filter(needsReading)
  const more = told.length - mostShown
  return (
    <div role="alert">
      {told.slice(0, mostShown).map((edit) => <EditNotice key={edit.id} edit={edit} />)}
      {more > 0 && <p className="border-b bg-raised px-4 py-1.5"><Link to="/edits" className="font-medium text-accent underline">{count(more, 'more message')} about your changes</Link></p>}
    </div>
  )
}

export function needsReading({ state }: Edit): boolean {
  return state.kind === 'refused' || state.kind === 'conflicting'
}

function EditNotice({ edit }: { readonly edit: Edit }) {
  const dismiss = useDismiss()
  const refused = edit.state.kind === 'refused' ? edit.state : null
  const Icon = refused === null ? GitCompareArrows : CircleX
  return (
    <div data-testid={`edit-notice-${edit.wanted.sku}`} data-state={edit.state.kind} className={`flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-1.5 ${refused === null ? 'bg-warn-soft text-warn' : 'bg-bad-soft text-bad'}`}>
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <p className="figures min-w-0 flex-1">
        <Link to={skuAddress(edit.wanted.sku)} className="font-semibold underline underline-offset-2">{edit.wanted.sku}</Link>{' '}
        {refused === null ? conflictInWords(edit) : <>{wantedInWords(edit.wanted)} was refused. {refusalInWords(refused.code)} <code className="font-mono text-xs">{refused.code}</code></>}
      </p>
      <Button onClick={() => { dismiss(edit.sequence) }}>Dismiss</Button>
    </div>
  )
}

/** The button goes with its message; whoever pressed it by the keyboard goes on in the content. */
export function useDismiss(): (sequence: number) => void {
  const { desk } = useSignedIn().session
  return (sequence) => {
    void desk?.dismiss(sequence).then(() => {
      if (document.activeElement === document.body) document.getElementById('main')?.focus()
    })
  }
}
