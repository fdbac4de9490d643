/** What a list shows, and in which order. */
export interface Arrangement<T> {
  readonly matches: (item: T) => boolean
  readonly compare: (a: T, b: T) => number
}

/** The ids of all that match, sorted. */
export function arrange<T>(items: ReadonlyMap<string, { readonly item: T }>, { matches, compare }: Arrangement<T>): readonly string[] {
  return [...items]
    .filter(([, { item }]) => matches(item))
    .sort(([, a], [, b]) => compare(a.item, b.item))
    .map(([id]) => id)
}

/** How a list on the screen differs from one arranged anew. */
export interface Pending {
  /** Match, but are not in the list yet. */
  readonly arrived: readonly string[]
  /** Neighbours in the list that by now stand the wrong way round. */
  readonly misplaced: number
  /** In the list, but held no more. */
  readonly gone: number
}

export function pendingIn<T>(order: readonly string[], items: ReadonlyMap<string, { readonly item: T }>, { matches, compare }: Arrangement<T>): Pending {
  const shown = new Set(order)
  const arrived = [...items].filter(([id, { item }]) => !shown.has(id) && matches(item)).map(([id]) => id)
  const standing = order.flatMap((id) => items.get(id) ?? [])
  const misplaced = standing.filter(({ item }, at) => {
    const next = standing[at + 1]
    return next !== undefined && compare(item, next.item) > 0
  }).length
  return { arrived, misplaced, gone: order.length - standing.length }
}

/** Puts the arrived in front of the first row they belong before; every other row keeps its neighbours. */
export function insert<T>(order: readonly string[], arrived: readonly string[], items: ReadonlyMap<string, { readonly item: T }>, compare: Arrangement<T>['compare']): readonly string[] {
  const next = [...order]
  for (const id of arrived) {
    const item = items.get(id)?.item
    if (item === undefined) continue
    const at = next.findIndex((other) => {
      const standing = items.get(other)?.item
      return standing !== undefined && compare(item, standing) < 0
    })
    next.splice(at < 0 ? next.length : at, 0, id)
  }
  return next
}
