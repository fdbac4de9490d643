import { Undo2, X } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Button } from '../../ui/Button'
import { useSignedIn } from '../session/SessionContext'
import { useEditing } from './editingState'

const offeredMs = 10_000

/** For ten seconds after an edit: the way back, by a click or Ctrl-Z. It waits while somebody is at it. */
export function UndoOffer() {
  const { offer, said, withdrawOffer } = useEditing()
  const { desk } = useSignedIn().session
  const [attended, setAttended] = useState(false)
  const id = offer?.id ?? null

  const undo = useCallback(async () => {
    if (id === null || desk === null) return
    withdrawOffer((await desk.undo(id)) ? 'Taken back.' : 'It could not be taken back.')
  }, [id, desk, withdrawOffer])

  useEffect(() => {
    if (id === null || attended) return
    const timer = setTimeout(() => { withdrawOffer('') }, offeredMs)
    return () => { clearTimeout(timer) }
  }, [id, attended, withdrawOffer])

  useEffect(() => {
    if (id === null) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || isTyping(event.target)) return
      event.preventDefault()
      void undo()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => { window.removeEventListener('keydown', onKeyDown) }
  }, [id, undo])

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

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
}
