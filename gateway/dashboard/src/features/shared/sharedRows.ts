import type { Described } from '../../api/online'

/** The token in the address of a shared page; null on every other page. */
export function sharedToken(path: string): string | null {
  return /^\/shared\/([\w-]{1,200})\/?$/.exec(path)?.[1] ?? null
}

/** Those in which every word occurs. */
export function sharedRows(items: readonly Described['SharedItemShown'][], words: string): readonly Described['SharedItemShown'][] {
  const wanted = words.toLowerCase().split(/\s+/).filter((word) => word !== '')
  return items.filter(({ sku, title }) => wanted.every((word) => `${sku} ${title ?? ''}`.toLowerCase().includes(word)))
}
