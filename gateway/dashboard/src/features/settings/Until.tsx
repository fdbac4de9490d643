import { useClock } from '../../ui/clock'
import { exactTime } from '../../ui/format'
import { timeLeft } from './expiry'

/** What is left until then, with the exact time on hover. */
export function Until({ at }: { readonly at: string }) {
  return <time dateTime={at} title={exactTime(at)}>{useClock((now) => timeLeft(at, now))}</time>
}
