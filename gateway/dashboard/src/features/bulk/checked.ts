import { create } from 'zustand'

interface Checked {
  readonly skus: ReadonlySet<string>
  /** Where a range begins. */
  readonly anchor: string | null
  /** @param order The list as it is shown: a range is one of it. */
  readonly toggle: (sku: string, range: boolean, order: readonly string[]) => void
  readonly checkAll: (skus: readonly string[]) => void
  readonly clear: () => void
}

/** Rows that are checked for a bulk edit; they stay checked while the list is searched and sorted. */
export const useChecked = create<Checked>()((set) => ({
  skus: new Set(),
  anchor: null,
  toggle: (sku, range, order) => { set(({ skus, anchor }) => ({ skus: toggled(skus, anchor, sku, range, order), anchor: sku })) },
  checkAll: (skus) => { set({ skus: new Set(skus), anchor: null }) },
  clear: () => { set({ skus: new Set(), anchor: null }) },
}))

/** A range takes the state that the row it ends at gets. */
export function toggled(skus: ReadonlySet<string>, anchor: string | null, sku: string, range: boolean, order: readonly string[]): ReadonlySet<string> {
  const check = !skus.has(sku)
  const next = new Set(skus)
  for (const one of range ? between(anchor, sku, order) : [sku]) {
    if (check) next.add(one)
    else next.delete(one)
  }
  return next
}

function between(anchor: string | null, sku: string, order: readonly string[]): readonly string[] {
  const [from, to] = [anchor === null ? -1 : order.indexOf(anchor), order.indexOf(sku)]
  return from < 0 || to < 0 ? [sku] : order.slice(Math.min(from, to), Math.max(from, to) + 1)
}
