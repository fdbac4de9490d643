import type { InventoryItem, Order } from '../../api/shapes'

/** Every word of the query has to occur, in any case and any order. */
export function wordsOf(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter((word) => word !== '')
}

export function itemMatches(item: InventoryItem, words: readonly string[]): boolean {
  return words.every((word) => contains(item.sku, word) || contains(item.title, word))
}

/** By number, by the platform's name for it, and by what was ordered. */
export function orderMatches(order: Order, words: readonly string[]): boolean {
  return words.every((word) => contains(order.id, word) || contains(order.name, word) || order.lines.some((line) => contains(line.sku, word) || contains(line.title, word)))
}

function contains(text: string | null, word: string): boolean {
  return text?.toLowerCase().includes(word) ?? false
}

/** The first few that match; stops looking once it has them. */
export function firstMatches<T>(all: Iterable<T>, matches: (one: T) => boolean, most: number): readonly T[] {
  const found: T[] = []
  for (const one of all) {
    if (found.length >= most) break
    if (matches(one)) found.push(one)
  }
  return found
}
