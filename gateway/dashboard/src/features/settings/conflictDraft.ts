import type { Described } from '../../api/online'
import type { Choice } from '../server/Fields'

/** How conflicts are decided at one level, as it is being edited. Null: as the level above says. */
export interface Level {
  readonly strategy: string | null
  readonly windowSeconds: number | null
  /** Sources, the one that wins a tie first. */
  readonly ranks: readonly string[] | null
}

export interface ConflictDraft extends Level {
  readonly channels: Readonly<Record<string, Level>>
}

export const strategies: readonly (Choice & { readonly says: string })[] = [
  { value: 'business_rules', name: 'Business rules', says: 'Orders come before corrections, the lower number before the higher; what is left the source order decides.' },
  { value: 'last_write_wins', name: 'The later one wins', says: 'By the time at which each source says it happened.' },
  { value: 'merge', name: 'Add them up', says: 'Differences of all sources are added to what stood before.' },
  { value: 'manual_review', name: 'Ask me', says: 'The rules decide for now, and the case waits on the Conflicts page.' },
]

/** What holds where nothing was chosen. */
export const defaults = {
  strategy: 'business_rules', windowSeconds: 5, ranks: ['tiktok', 'shopify', 'amazon', 'instagram', 'standard', 'manual'],
} as const satisfies Level

export const widestWindow = 30
export const nothingChosen: Level = { strategy: null, windowSeconds: null, ranks: null }

type Shown = Described['ConflictSettingsShown']

function levelOf({ strategy, windowSeconds, ranks }: Described['ConflictSettings']): Level {
  return { strategy: strategy ?? null, windowSeconds: windowSeconds ?? null, ranks: ranks ?? null }
}

export function draftOf(shown: Shown): ConflictDraft {
  return { ...levelOf(shown), channels: Object.fromEntries(Object.entries(shown.channels).map(([id, own]) => [id, levelOf(own)])) }
}

/** As the server takes it: channels that choose nothing are left out. */
export function wantedOf(draft: ConflictDraft): Described['WantedConflictSettings'] {
  const channels = Object.entries(draft.channels).filter(([, level]) => !choosesNothing(level))
  return { ...bodyOf(draft), channels: Object.fromEntries(channels.map(([id, level]) => [id, bodyOf(level)])) }
}

function bodyOf({ strategy, windowSeconds, ranks }: Level) {
  return { strategy, windowSeconds, ranks: ranks === null ? null : [...ranks] }
}

export function choosesNothing({ strategy, windowSeconds, ranks }: Level): boolean {
  return strategy === null && windowSeconds === null && ranks === null
}

export function isSame(one: ConflictDraft, other: ConflictDraft): boolean {
  return JSON.stringify(wantedOf(one)) === JSON.stringify(wantedOf(other))
}

/** Moves a source one place up or down. */
export function moved(ranks: readonly string[], at: number, by: -1 | 1): readonly string[] {
  const to = at + by
  const [one, other] = [ranks[at], ranks[to]]
  if (one === undefined || other === undefined) return ranks
  return ranks.map((source, place) => (place === at ? other : place === to ? one : source))
}
