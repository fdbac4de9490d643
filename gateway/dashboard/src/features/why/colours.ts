import type { Kind } from './story'

export interface Colours {
  readonly line: string
  readonly fill: string
  readonly grid: string
  readonly text: string
  readonly marks: Readonly<Record<Kind, string>>
}

/** The design's tokens as the canvas needs them: resolved for the theme that is on. */
export function coloursOf(element: HTMLElement): Colours {
  const probe = document.createElement('span')
  element.append(probe)
  const colour = (token: string) => {
    probe.style.color = `var(--${token})`
    return getComputedStyle(probe).color
  }
  const colours = {
    line: colour('accent'), fill: colour('accent-soft'), grid: colour('line'), text: colour('ink-soft'),
    marks: { order: colour('accent'), channel: colour('ink-soft'), person: colour('ink'), conflict: colour('warn'), low: colour('bad') },
  }
  probe.remove()
  return colours
}
