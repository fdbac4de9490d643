import { GitCompareArrows } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/Button'
import { count } from '../../ui/format'
import { Notice } from '../../ui/Notice'
import { Asked } from '../server/Asked'
import { PageBody } from '../server/PageBody'
import { onlyReads, useMayChange } from '../server/useRights'
import { ConflictCard } from './ConflictCard'
import type { Conflict } from './rules'
import { useDecidedConflicts, useOpenConflicts } from './useConflicts'

const step = 20

/** What sources disagreed about at the same time: first what wants a look, then what was decided in the last day. */
export function ConflictsPage() {
  const open = useOpenConflicts()
  const decided = useDecidedConflicts()
  const waiting = open.data?.items.length
  const mayChange = useMayChange()
  return (
    <PageBody title="Conflicts" aside={waiting === undefined ? undefined : waiting === 0 ? 'None wants a look' : `${count(waiting, 'conflict')} ${waiting === 1 ? 'wants' : 'want'} a look`}>
      {!mayChange && (waiting ?? 0) > 0 && <p role="status" className="rounded-lg bg-raised px-4 py-2 text-ink-soft">{onlyReads}</p>}
      <Asked question={open} what="What wants a look">
        {({ items }) => items.length === 0 && decided.data?.items.length === 0 ? <None /> : items.length > 0 && <Cards title="Wants a look" items={items} />}
      </Asked>
      <Asked question={decided} what="What was decided">
        {({ items, more }) => items.length > 0 && <Cards title="Decided in the last day" items={items} note={more ? 'Of more SKUs than are shown here.' : undefined} />}
      </Asked>
    </PageBody>
  )
}

function Cards({ title, items, note }: { readonly title: string; readonly items: readonly Conflict[]; readonly note?: string | undefined }) {
  const [shown, setShown] = useState(step)
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <h2 className="font-semibold">{title} <span className="figures font-normal text-ink-faint">{count(items.length, 'conflict')}</span></h2>
      {items.slice(0, shown).map((conflict) => <ConflictCard key={conflict.id} conflict={conflict} />)}
      {items.length > shown && <Button className="self-center" onClick={() => { setShown(shown + step) }}>Show more</Button>}
      {note !== undefined && items.length <= shown && <p className="text-xs text-ink-faint">{note}</p>}
    </section>
  )
}

function None() {
  return (
    <Notice icon={GitCompareArrows} title="No conflicts">
      <p>When two sources change the same stock within moments, a rule decides at once and the case appears here for a day. Nothing has to be done.</p>
    </Notice>
  )
}
