import { useCallback, useMemo, useRef, type UIEvent } from 'react'

/** After the last movement, a finger or pointer counts as there for this long. */
const restMs = 2_500

/** Tells whether somebody is at the list: pointing, scrolling, typing in it, or away from its top. */
export function useTouch() {
  const touch = useRef({ at: 0, scrolled: false, inside: false })
  const isTouched = useCallback(() => touch.current.inside || touch.current.scrolled || Date.now() - touch.current.at < restMs, [])
  const handlers = useMemo(() => {
    const now = () => { touch.current.at = Date.now() }
    return {
      onPointerMove: (event: React.PointerEvent) => {
        touch.current.inside = event.pointerType === 'mouse'
        now()
      },
      onPointerLeave: () => { touch.current.inside = false },
      onPointerDown: now,
      onKeyDown: now,
      onScroll: (event: UIEvent<HTMLElement>) => {
        touch.current.scrolled = event.currentTarget.scrollTop > 8
        now()
      },
    }
  }, [])
  return { isTouched, handlers }
}
