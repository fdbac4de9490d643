import type { Tone } from '../server/Row'

const results: Readonly<Record<string, { readonly name: string; readonly tone: Tone }>> = {
  applied: { name: 'applied', tone: 'good' },
  change: { name: 'will change', tone: 'accent' },
  create: { name: 'new SKU', tone: 'accent' },
  unchanged: { name: 'stays as it is', tone: 'plain' },
  duplicate: { name: 'was there already', tone: 'plain' },
  accepted: { name: 'decided soon', tone: 'warn' },
  unavailable: { name: 'not sent: apply again', tone: 'bad' },
  refused: { name: 'refused', tone: 'bad' },
  error: { name: 'cannot be used', tone: 'bad' },
}

export function resultWords(result: string): { readonly name: string; readonly tone: Tone } {
  return results[result] ?? { name: result.replaceAll('_', ' '), tone: 'plain' }
}

/** Rows that somebody has to look at. */
export function isWrong({ result }: { readonly result: string }): boolean {
  return result === 'refused' || result === 'error' || result === 'unavailable'
}

/** Counted by what they are called, in the order of the table above. */
export function countsOf(rows: readonly { readonly result: string }[]): readonly { readonly result: string; readonly count: number }[] {
  const known = Object.keys(results)
  const found = [...new Set(rows.map(({ result }) => result))].sort((a, b) => known.indexOf(a) - known.indexOf(b))
  return found.map((result) => ({ result, count: rows.filter((row) => row.result === result).length }))
}
