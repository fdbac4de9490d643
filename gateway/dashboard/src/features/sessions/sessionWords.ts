import { number } from '../../ui/format'

/** `claude_code` becomes `Claude code`. */
export function typeName(type: string): string {
  const words = type.replace(/[_-]+/g, ' ').trim()
  return words === '' ? 'Untyped' : words.slice(0, 1).toUpperCase() + words.slice(1)
}

/** Hours and minutes; less than a minute is none. */
export function inMinutes(minutes: number): string {
  const whole = Math.max(0, Math.floor(minutes))
  const hours = Math.floor(whole / 60)
  if (hours === 0) return `${String(whole)} min`
  return whole % 60 === 0 ? `${number(hours)} h` : `${number(hours)} h ${String(whole % 60)} min`
}

/** How long from one time to another, or until now. */
export function lasting(startedAt: string, endedAt: string | null, now: number): string {
  return inMinutes(((endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt)) / 60_000)
}

const oneDecimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 })

/** Of a whole of one. */
export function share(value: number): string {
  return percent.format(value)
}

/** To one decimal. */
export function average(value: number): string {
  return oneDecimal.format(value)
}
