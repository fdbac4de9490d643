import type { WorkSession } from '../../api/sessions'
import { number } from '../../ui/format'

/** `claude_code` becomes `Claude code`. */
export function typeName(type: string): string {
  const words = type.replace(/[_-]+/g, ' ').trim()
  return words === '' ? 'Untyped' : words.slice(0, 1).toUpperCase() + words.slice(1)
}

/** What goes by the project's name where there is one, and by its kind otherwise. */
export function nameOf({ project, type }: WorkSession): string {
  return project ?? typeName(type)
}

/** The rest of what is known of it in words; empty when that is nothing. */
export function aboutOf({ project, type, description, models }: WorkSession): string {
  return [project === null ? null : typeName(type), description, ...models].filter((part) => part !== null && part !== '').join(' · ')
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
