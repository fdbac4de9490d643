import type { Described } from '../../api/online'

export type Channel = Described['ChannelStatus']
export type Push = Described['PushShown']
export type Run = Described['SyncRunShown']
export type Difference = Described['DifferenceShown']

export type Tone = 'good' | 'warn' | 'bad' | 'plain'

export interface Health {
  readonly label: string
  /** What it means and what to do. */
  readonly meaning: string
  readonly tone: Tone
  /** The gravest is 0. */
  readonly rank: number
}

const healths: Readonly<Record<string, Health>> = {
  failing: { label: 'Failing', meaning: 'Quantities were given up or are being tried again. Look at the dead letters and at the platform’s access.', tone: 'bad', rank: 0 },
  unheard: { label: 'Not heard', meaning: 'Webhooks are missing or orders cannot be read. It is tried again by itself; if it stays, renew the access.', tone: 'bad', rank: 1 },
  drifting: { label: 'Drifting', meaning: 'The last reconciliation found other numbers there than there should be. Look at the differences and repair them.', tone: 'warn', rank: 2 },
  behind: { label: 'Behind', meaning: 'The oldest change has waited for more than a minute to be told.', tone: 'warn', rank: 3 },
  paused: { label: 'Paused', meaning: 'Its stock is not told, or its orders are not read, until that is resumed; what is wanted waits.', tone: 'plain', rank: 4 },
  healthy: { label: 'Healthy', meaning: 'It is told of every change and shows what it should.', tone: 'good', rank: 5 },
}

export function healthOf(channel: Pick<Channel, 'health'>): Health {
  return healths[channel.health] ?? { label: channel.health, meaning: '', tone: 'warn', rank: 2 }
}

/** What can be paused, apart from one another. */
export type Pausable = 'stock' | 'orders'

interface PauseWords {
  readonly isPaused: (channel: Channel) => boolean
  readonly of: (channel: Channel) => string
  /** After “Pause” on the button. */
  readonly what: string
  readonly meaning: string
}

export const pauses: Readonly<Record<Pausable, PauseWords>> = {
  stock: {
    isPaused: ({ paused }) => paused,
    of: ({ name }) => name,
    what: '',
    meaning: 'It is told nothing until it is resumed, and goes on selling by the numbers it shows now. What changes meanwhile waits and is told then.',
  },
  orders: {
    isPaused: ({ ordersPaused }) => ordersPaused,
    of: ({ name }) => `orders of ${name}`,
    what: ' orders',
    meaning: 'Its orders are not read until they are resumed. Webhooks still count; what they do not tell whole waits and is read then.',
  },
}

/** The channel that stands worst; undefined when there is none. */
export function worstOf(channels: readonly Channel[]): Channel | undefined {
  return [...channels].sort((a, b) => healthOf(a).rank - healthOf(b).rank)[0]
}

/** Such a share is never rounded up to a whole that it is not. */
export function share(value: number): string {
  const digits = value >= 0.999 ? 2 : 1
  const power = 10 ** (digits + 2)
  return value === 1 ? '100 %' : `${(Math.floor(value * power) / 10 ** digits).toFixed(digits)} %`
}

const causes: Readonly<Record<string, string>> = {
  in_flight: 'A change is on its way',
  echo_awaited: 'It took the number a moment ago',
  paused: 'The channel is paused',
  failed_push: 'A push was refused or given up',
  lost_webhook: 'It changed there, and no webhook said so',
  not_told: 'It never was told',
  never_reported: 'It never reported a number',
  unlinked_listing: 'The listing belongs to no SKU',
  unknown_location: 'The location is not known',
  unplaced: 'One number for several locations',
  missing: 'It is not listed there any more',
}

export function causeInWords(cause: string): string {
  return causes[cause] ?? cause.replaceAll('_', ' ')
}

/** What a repair would do, or did: a run that repairs leaves what nobody chose. */
export function repairInWords(repair: string, dryRun: boolean): string {
  switch (repair) {
    case 'reported': return dryRun ? 'Brings its number in' : 'Its number was brought in'
    case 'retried': return dryRun ? 'Tells it again' : 'It is told again'
    case 'none': return dryRun ? 'Leaves it' : 'It was left'
    default: return repair.replaceAll('_', ' ')
  }
}

export function isDead(push: Pick<Push, 'status'>): boolean {
  return push.status === 'dead' || push.status === 'failed'
}

export function pushInWords(status: string): string {
  switch (status) {
    case 'waiting': return 'Waiting'
    case 'done': return 'Taken'
    case 'dead': return 'Given up'
    case 'failed': return 'Refused'
    case 'stale': return 'Overtaken'
    default: return status
  }
}

export function askedByInWords(askedBy: string): string {
  switch (askedBy) {
    case 'person': return 'asked for by a person'
    case 'schedule': return 'by schedule'
    case 'subscription': return 'after webhooks were missing'
    default: return askedBy
  }
}

export function isOpenRun(run: Pick<Run, 'status'>): boolean {
  return run.status === 'waiting' || run.status === 'running'
}
