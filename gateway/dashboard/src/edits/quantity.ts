/** The server takes no more at once. */
export const mostUnits = 1_000_000_000

/** What was typed into the field of a quantity. */
export type Typed =
  | { readonly kind: 'set'; readonly quantity: number }
  | { readonly kind: 'change'; readonly units: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unusable'; readonly why: string }

/** `40` counts, `+3` and `-2` change. Stock cannot be counted below nothing, so a sign is never part of a count. */
export function readQuantity(text: string, before: number): Typed {
  const written = text.replace(/[\s\u00a0\u202f']/g, '').replace(/^[−–]/, '-')
  if (written === '') return { kind: 'nothing' }
  const parts = /^([+-]?)(\d{1,12})$/.exec(written)
  if (parts === null) return { kind: 'unusable', why: 'A whole number, or + or − and how many' }
  const units = Number(parts[2])
  if (units > mostUnits) return { kind: 'unusable', why: 'More than can be counted here' }
  if (parts[1] === '') return units === before ? { kind: 'nothing' } : { kind: 'set', quantity: units }
  return units === 0 ? { kind: 'nothing' } : { kind: 'change', units: parts[1] === '-' ? -units : units }
}
