import type { ReactNode } from 'react'

interface ChipProps {
  readonly pressed: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

/** A filter that is on or off. */
export function Chip({ pressed, onPress, children }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={`target inline-flex items-center gap-1.5 rounded-full border px-3 whitespace-nowrap ${
        pressed ? 'border-accent bg-accent-soft font-medium text-accent' : 'border-line-strong/60 bg-surface text-ink-soft hover:bg-raised hover:text-ink'
      }`}
    >
      {children}
    </button>
  )
}
