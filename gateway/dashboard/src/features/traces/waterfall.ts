/** What a span needs to have its place. */
export interface Placeable {
  readonly spanId: string
  readonly parentId?: string | null
  readonly offsetMs: number
  readonly durationMs: number
}

/** A span in its line of the waterfall. */
export interface Placed<T> {
  readonly span: T
  /** How many spans it is within. */
  readonly depth: number
  /** Of the whole width, from 0 to 1. */
  readonly left: number
  readonly width: number
}

/** Each span under the one it is part of, in the order they began; one whose parent is not there begins a tree of its own. */
export function place<T extends Placeable>(spans: readonly T[], totalMs: number): readonly Placed<T>[] {
  const known = new Set(spans.map(({ spanId }) => spanId))
  const within = new Map<string, T[]>()
  for (const span of spans) {
    const parent = span.parentId != null && known.has(span.parentId) ? span.parentId : ''
    within.set(parent, [...(within.get(parent) ?? []), span])
  }
  const share = (ms: number) => (totalMs <= 0 ? 0 : Math.min(1, Math.max(0, ms / totalMs)))
  const under = (parent: string, depth: number): readonly Placed<T>[] =>
    (within.get(parent) ?? []).toSorted((a, b) => a.offsetMs - b.offsetMs).flatMap((span) => [
      { span, depth, left: share(span.offsetMs), width: share(span.durationMs) },
      ...(span.spanId === '' ? [] : under(span.spanId, depth + 1)),
    ])
  return under('', 0)
}
