import type { Money, Order } from '../../api/shapes'

/** The lines' prices added up; null when one has none, when currencies differ, or when the sum would not be exact. */
export function totalOf({ lines }: Order): Money | null {
  const currency = lines[0]?.unitPrice?.currency
  if (currency === undefined || lines.some((line) => line.unitPrice?.currency !== currency)) return null
  const amountMinor = lines.reduce((sum, line) => sum + (line.unitPrice?.amountMinor ?? 0) * line.quantity, 0)
  return Number.isSafeInteger(amountMinor) ? { amountMinor, currency } : null
}

export function unitsOf({ lines }: Order): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0)
}
