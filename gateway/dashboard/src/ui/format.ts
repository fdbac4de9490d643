import type { Money } from '../api/shapes'

const wholeNumber = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

export function number(value: number): string {
  return wholeNumber.format(value).replace('-', '−')
}

/** With its sign always: +2, −3, ±0. */
export function signed(value: number): string {
  return value > 0 ? `+${number(value)}` : value < 0 ? number(value) : '±0'
}

export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`
}

/** How long ago, coarsely; a time slightly ahead of this machine's clock counts as now. */
export function ago(time: string | number, now: number): string {
  const at = typeof time === 'number' ? time : Date.parse(time)
  if (Number.isNaN(at)) return 'unknown'
  const seconds = Math.floor((now - at) / 1_000)
  if (seconds < 1) return 'just now'
  if (seconds < 60) return `${String(seconds)} s ago`
  if (seconds < 3_600) return `${String(Math.floor(seconds / 60))} min ago`
  if (seconds < 86_400) return `${String(Math.floor(seconds / 3_600))} h ago`
  if (seconds < 7 * 86_400) return `${String(Math.floor(seconds / 86_400))} d ago`
  return day.format(at)
}

export function exactTime(time: string | number): string {
  const at = typeof time === 'number' ? time : Date.parse(time)
  return Number.isNaN(at) ? String(time) : exact.format(at)
}

export function timeOfDay(time: number): string {
  return clockTime.format(time)
}

export function milliseconds(ms: number): string {
  if (ms < 1_000) return `${number(Math.max(0, Math.round(ms)))} ms`
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : `${number(Math.round(ms / 60_000))} min`
}

/** Exact: the minor units become a decimal text without ever being a fraction. */
export function money({ amountMinor, currency }: Money): string {
  const format = currencyFormat(currency)
  if (format === null) return `${number(amountMinor)} ${currency}`
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(decimalText(amountMinor, digits))
}

function decimalText(amountMinor: number, digits: number): Intl.StringNumericLiteral {
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0')
  const split = text.length - digits
  const decimal = digits === 0 ? text : `${text.slice(0, split)}.${text.slice(split)}`
  return `${amountMinor < 0 ? '-' : ''}${decimal}` as Intl.StringNumericLiteral
}

/** Null for a code that is no currency's. */
function currencyFormat(currency: string): Intl.NumberFormat | null {
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
