import { Undo2, X } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { Desk } from '../../edits/desk'
import { Button } from '../../ui/Button'
import { useSignedIn } from '../session/SessionContext'
import { useEditing } from './editingState'

const offeredMs = 10_000

/** For ten seconds after an edit: the way back, by a click or Ctrl-Z. It waits while somebody is at it. */
export function UndoOffer() {
  const { offer, said, withdrawOffer } = useEditing()
  const { desk } = useSignedIn().session
  const [attended, setAttended] = useState(false)
  const ids = offer?.ids ?? null

  const undo = useCallback(async () => {
    if (ids === null || desk === null) return
    withdrawOffer(undoneInWords(await undoAll(desk, ids)))
  }, [ids, desk, withdrawOffer])

  useEffect(() => {
    if (ids === null || attended) return
    const timer = setTimeout(() => { withdrawOffer('') }, offeredMs)
    return () => { clearTimeout(timer) }
  }, [ids, attended, withdrawOffer])

  useEffect(() => {
    if (ids === null) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || isTyping(event.target)) return
      event.preventDefault()
      void undo()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => { window.removeEventListener('keydown', onKeyDown) }
  }, [ids, undo])

  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-4 max-md:bottom-20">
      {offer === null ? <span className="sr-only">{said}</span> : (
        <div
          data-testid="undo-offer"
          onPointerEnter={() => { setAttended(true) }}
          onPointerLeave={() => { setAttended(false) }}
          onFocus={() => { setAttended(true) }}
          onBlur={() => { setAttended(false) }}
          className="pointer-events-auto flex min-w-0 items-center gap-3 rounded-lg border border-line-strong bg-surface py-1.5 pr-1.5 pl-4 shadow-lg"
        >
          <span className="figures min-w-0 truncate">{offer.text}</span>
          <Button onClick={() => void undo()} title="Undo (Ctrl-Z)"><Undo2 aria-hidden="true" className="size-4" />Undo</Button>
          <Button look="bare" className="px-2" onClick={() => { withdrawOffer('') }} aria-label="Close"><X aria-hidden="true" className="size-4" /></Button>
        </div>
      )}
    </div>
  )
}

/** @returns What became of each. */
async function undoAll(desk: Desk, ids: readonly string[]): Promise<readonly boolean[]> {
  const undone: boolean[] = []
  for (const id of ids) undone.push(await desk.undo(id))
  return undone
}

function undoneInWords(undone: readonly boolean[]): string {
  const not = undone.filter((done) => !done).length
  if (not === 0) return 'Taken back.'
  return undone.length === 1 ? 'It could not be taken back.' : `${String(not)} of ${String(undone.length)} could not be taken back.`
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
}
