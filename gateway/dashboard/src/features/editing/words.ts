import type { MetConflict } from '../../api/mutations'
import type { Edit, Wanted } from '../../edits/edit'
import { number, signed } from '../../ui/format'
import { platformName } from '../../ui/PlatformMark'

/** What the person wanted, in few words. */
export function wantedInWords(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'set':
      return `on hand ${number(wanted.before)} → ${number(wanted.quantity)}${at(wanted.location)}`
    case 'change':
      return `on hand ${signed(wanted.units)} (${number(wanted.before)} → ${number(wanted.before + wanted.units)})${at(wanted.location)}`
    case 'settings':
      return wanted.lowStockBelow === null ? 'new buffers' : `low below ${number(wanted.lowStockBelow)}`
    case 'resolution':
      return 'decision on a conflict'
  }
}

function at(location: string | null): string {
  return location === null ? '' : ` at ${location}`
}

/** Both values: what the person said, and what stands. */
export function conflictInWords({ wanted, state }: Edit): string {
  if (state.kind !== 'conflicting') return ''
  const { conflict, standing } = state
  const mine = wanted.kind === 'set' ? `You counted ${number(wanted.quantity)}` : wanted.kind === 'change' ? `You changed it by ${signed(wanted.units)}` : 'You decided'
  const other = conflict.winner
  const theirs = other === null ? '' : `, ${sourceName(other.source)} said ${other.quantity === null ? 'something else' : number(other.quantity)}`
  const stands = standing === null ? '' : ` ${number(standing)} on hand stands`
  return `${mine}${theirs}.${stands}${stands === '' ? '' : `: ${reasonInWords(conflict)}.`}`
}

function sourceName(source: string): string {
  return source === 'manual' ? 'another count' : platformName(source)
}

function reasonInWords({ reason }: MetConflict): string {
  return reasons[reason] ?? reason
}

const reasons: Readonly<Record<string, string>> = {
  superseded: 'a newer count was made meanwhile',
  merged: 'both were added up',
  reservation_precedence: 'an order comes before a correction',
  stock_reduction_priority: 'the lower number comes first',
  external_system_priority: 'a channel comes before a count by hand',
  last_write_wins: 'the later one wins',
}

export function refusalInWords(code: string): string {
  return refusals[code] ?? 'The server will not take it.'
}

const refusals: Readonly<Record<string, string>> = {
  'bundle.has_no_stock_of_its_own': 'A bundle has no stock of its own: count its components.',
  'adjustment.invalid': 'The quantity cannot be used.',
  'mutation.sku_invalid': 'There can be no such SKU.',
  'mutation.kind_unknown': 'The server does not know this kind of change yet.',
}
