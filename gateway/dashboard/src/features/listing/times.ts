const parsed = new Map<string, number>()
const mostParsed = 50_000

/** Milliseconds of an ISO time, 0 for what is none; remembered, since sorting asks for the same ones again and again. */
export function timeOf(iso: string): number {
  const known = parsed.get(iso)
  if (known !== undefined) return known
  if (parsed.size >= mostParsed) parsed.clear()
  const time = Date.parse(iso)
  const usable = Number.isNaN(time) ? 0 : time
  parsed.set(iso, usable)
  return usable
}

const words = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** As people sort: case aside, SKU-2 before SKU-10. */
export function compareWords(a: string, b: string): number {
  return words.compare(a, b)
}
