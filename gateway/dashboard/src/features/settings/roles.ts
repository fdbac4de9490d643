import type { Choice } from '../server/Fields'

export const roles: readonly Choice[] = [
  { value: 'owner', name: 'Owner: everything' },
  { value: 'staff', name: 'Staff: everything but keys and secrets' },
  { value: 'read_only', name: 'Read only' },
  { value: 'ops', name: 'Ops: the operators’ pages alone' },
]

export function roleName(role: string | null): string {
  switch (role) {
    case null: return 'no role'
    case 'read_only': return 'read only'
    default: return role
  }
}

/** How long a replaced key stays; minutes, null until it is revoked. */
export const graces: readonly (Choice & { readonly minutes: number | null })[] = [
  { value: 'revoked', name: 'until I revoke it', minutes: null },
  { value: 'hour', name: 'an hour', minutes: 60 },
  { value: 'day', name: 'a day', minutes: 1_440 },
  { value: 'week', name: 'a week', minutes: 10_080 },
  { value: 'now', name: 'not at all: it ends now', minutes: 0 },
]

/** As the server takes it. */
export function graceOf(value: string): { readonly graceMinutes?: number } {
  const minutes = graces.find((grace) => grace.value === value)?.minutes ?? null
  return minutes === null ? {} : { graceMinutes: minutes }
}
