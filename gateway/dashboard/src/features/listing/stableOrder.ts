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

/**
 * Looks again and again at how far a list that stays as it is has fallen behind its records: neighbours are compared anew
 * only where one of them is another record than at the last look.
 */
export function watchOrder<T>(order: readonly string[], { matches, compare }: Arrangement<T>): (items: ReadonlyMap<string, Holder<T>>) => Pending {
  const shown = new Set(order)
  const compared = new WeakMap<Holder<T>, { readonly next: Holder<T>; readonly misplaced: boolean }>()

  function isMisplaced(one: Holder<T>, next: Holder<T>): boolean {
    const known = compared.get(one)
    if (known?.next === next) return known.misplaced
    const misplaced = compare(one.item, next.item) > 0
    compared.set(one, { next, misplaced })
    return misplaced
  }

  return (items) => {
    let [standing, misplaced] = [0, 0]
    let before: Holder<T> | undefined
    for (const id of order) {
      const held = items.get(id)
      if (held === undefined) continue
      standing += 1
      if (before !== undefined && isMisplaced(before, held)) misplaced += 1
      before = held
    }
    // Where all records are in the list already, none can have arrived.
    const arrived = standing === items.size ? [] : [...items].filter(([id, { item }]) => !shown.has(id) && matches(item)).map(([id]) => id)
    return { arrived, misplaced, gone: order.length - standing }
  }
}

interface Holder<T> { readonly item: T }

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
