import type { Described } from '../../api/online'
import { number } from '../../ui/format'
import { platformName } from '../../ui/PlatformMark'

export type Conflict = Described['StockConflict']
export type Candidate = Described['ConflictCandidate']

/** The rules of services/Shared/Domain/Conflicts/ConflictRules.cs for people; unknown ones are told by their name. */
const rules: Readonly<Record<string, string>> = {
  reservation_precedence: 'An order had units promised at that moment, and the lower count would have taken them away. The promise stands.',
  stock_reduction_priority: 'The lower number stands: selling a little too late is better than selling what is not there.',
  external_system_priority: 'A channel’s number stands before one typed by hand: the channel knows of sales that a person may not.',
  last_write_wins: 'The later change stands.',
  merged: 'Each change counts: they were added up.',
  resolved_by_person: 'A person chose what stands.',
}

export function ruleInWords({ reason, status }: Conflict): string {
  const words = rules[reason] ?? `Decided by the rule “${reason.replaceAll('_', ' ')}”.`
  return status === 'review' && reason === 'last_write_wins' ? `${words} Only moments lay between them, too few to be sure of the clocks.` : words
}

export function kindInWords(kind: string): string {
  switch (kind) {
    case 'concurrent_stock_update': return 'A person and a channel counted at the same time'
    case 'reservation_conflict': return 'A count would have broken an order’s promise'
    case 'cross_platform_mismatch': return 'Two channels said different things'
    default: return kind.replaceAll('_', ' ')
  }
}

export function changeInWords({ change, quantity }: Candidate): string {
  return change === 'reserve' ? `${number(quantity)} promised to an order` : `${number(quantity)} on hand`
}

/** What is on hand by the decision; null where changes were added up, which only the SKU's history tells. */
export function standing({ base, candidates, winner, reason }: Conflict): number | null {
  const stands = candidates.find(({ key }) => key === winner)
  if (stands === undefined) return null
  if (stands.change === 'reserve') return base
  return reason === 'merged' ? base + counts(candidates).reduce((sum, { quantity }) => sum + quantity - base, 0) : stands.quantity
}

/** A setting of the SKU by which the choice would have been made without asking. */
export interface Habit {
  readonly strategy: 'last_write_wins' | 'business_rules'
  readonly words: string
}

/**
 * How to always decide as was chosen; null where no strategy says so. Under `last_write_wins` TikTok's word comes first, then the
 * later one; under `business_rules` the lower number, unless the clock has to decide.
 */
export function habitFor({ candidates, kind }: Conflict, chosen: string): Habit | null {
  const choice = candidates.find(({ key }) => key === chosen)
  if (kind === 'reservation_conflict' || choice?.change !== 'set') return null
  const rivals = counts(candidates).filter(({ key }) => key !== chosen)
  if (rivals.every((rival) => comesAfter(choice, rival))) return { strategy: 'last_write_wins', words: `The later change always stands for this SKU${choice.source === 'tiktok' ? ', TikTok Shop’s before others’' : ''}` }
  return rivals.every((rival) => choice.quantity < rival.quantity) ? { strategy: 'business_rules', words: 'The lower number always stands for this SKU' } : null
}

function comesAfter(choice: Candidate, rival: Candidate): boolean {
  const [ours, theirs] = [choice.source === 'tiktok', rival.source === 'tiktok']
  return ours === theirs ? Date.parse(choice.occurredAt) > Date.parse(rival.occurredAt) : ours
}

function counts(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ change }) => change === 'set')
}

export function sourceName(source: string): string {
  return source === 'manual' ? 'A person' : platformName(source)
}
