import { uuid7 } from '../../edits/uuid7'

/** For `Idempotency-Key`: made once for what a person wants, sent with each try. */
export function newKey(): string {
  return uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
}
