import type { Described } from '../../api/online'

export type Step = Described['StockStep']

/** What kind of thing happened; each has a mark of its own in the chart. */
export const kinds = ['order', 'channel', 'person', 'conflict', 'low'] as const
export type Kind = (typeof kinds)[number]

export const kindNames: Readonly<Record<Kind, string>> = { order: 'Order', channel: 'Channel’s report', person: 'Person', conflict: 'Conflict', low: 'Low stock' }

export interface Moment {
  /** Milliseconds; when it was recorded, which only goes forward. */
  readonly at: number
  readonly available: number
  /** Null for what changed nothing that a chart could show. */
  readonly kind: Kind | null
  readonly step: Step
}

/** The moments of a SKU, the oldest first, from its steps in any order. */
export function momentsOf(steps: readonly Step[]): readonly Moment[] {
  return [...steps].sort((a, b) => a.version - b.version).map((step) => ({ at: Date.parse(step.recordedAt), available: step.after.available, kind: kindOf(step), step }))
}

function kindOf({ type, source, before, after }: Step): Kind | null {
  switch (type) {
    case 'inventory.reserved':
    case 'inventory.released':
    case 'inventory.deducted':
      return 'order'
    case 'inventory.stock_updated':
      return before.available === after.available ? null : source === 'manual' ? 'person' : 'channel'
    case 'sync.conflict_detected':
    case 'conflict.resolved':
      return 'conflict'
    case 'inventory.low_stock_alert':
      return 'low'
    default:
      return null
  }
}

export interface Line {
  /** Seconds, as the chart wants them; never falling. */
  readonly times: readonly number[]
  readonly available: readonly number[]
}

/** The line to draw: what stood before the first step, each step, and what stands now. */
export function lineOf(moments: readonly Moment[], now: number): Line {
  const [first, last] = [moments[0], moments.at(-1)]
  if (first === undefined || last === undefined) return { times: [], available: [] }
  return {
    times: [...moments.map(({ at }) => at / 1_000), Math.max(now, last.at) / 1_000],
    available: [...moments.map(({ available }) => available), last.available],
  }
}

/** The moment that held at a time: the last one not after it. */
export function heldAt(moments: readonly Moment[], at: number): number {
  const after = moments.findIndex((moment) => moment.at > at)
  return after === -1 ? moments.length - 1 : Math.max(0, after - 1)
}

const rules: Readonly<Record<string, string>> = {
  set: 'A count stands', baseline: 'The first report stands', difference: 'The difference counts', echo: 'As expected', confirmed: 'As told', pushed: 'Our own doing does not count',
  superseded: 'A later count stands', followed: 'The sale follows its place', undone: 'A sale counts once', mismatch: 'Noted only', moved: 'Noted only', late: 'Late reports count back',
  restored: 'A promise comes first', reverted: 'Taken back', untracked: 'Not tracked', reserved: 'Promised to an order', released: 'Free again', deducted: 'Left the stock',
  listing_linked: 'A listing joined', listing_unlinked: 'A listing left', listing_seen: 'A listing appeared', listing_moved: 'A listing moved',
  push_wanted: 'Channels to be told', push_sent: 'Being told', push_failed: 'Not told',
  reservation_precedence: 'A promise comes first', stock_reduction_priority: 'The lower number stands', external_system_priority: 'A channel before a person', last_write_wins: 'The later change stands',
  merged: 'Each change counts', resolved_by_person: 'A person chose', withdrawn: 'The conflict ended', overridden: 'A person chose otherwise',
  settings_changed: 'Settings', policy_applied: 'Settings', low_stock: 'Below the threshold', bundle_defined: 'A bundle', bundle_dissolved: 'No bundle any more', bundle_joined: 'Part of a bundle', bundle_left: 'No part any more', bundle_counted: 'Components decide',
}

/** The rule in a few words; one that is new says its name. */
export function ruleInWords({ rule, type }: Pick<Step, 'rule' | 'type'>): string {
  if (rule === null) return type
  // Two events share these names: a channel that took a number, and a person who agreed.
  if (type === 'sync.completed') return 'Told'
  if (type === 'conflict.resolved' && rule === 'confirmed') return 'A person agreed'
  return rules[rule] ?? rule.replaceAll('_', ' ')
}
