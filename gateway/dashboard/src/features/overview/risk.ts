import type { Described } from '../../api/online'
import type { InventoryItem } from '../../api/shapes'
import { number } from '../../ui/format'

export type Outlook = Described['StockOutlook']

/** What will be gone within a week, at the rate that it sells, is at risk before it is low. */
const soonDays = 7

export interface AtRisk {
  readonly sku: string
  readonly title: string | null
  readonly available: number
  /** The item when it is low already. */
  readonly low: InventoryItem | null
  /** Null where the server has not told. */
  readonly outlook: Outlook | null
}

/** Low ones in their order, which is the fewest left first, then those that will be. */
export function atRisk(low: readonly InventoryItem[], outlooks: readonly Outlook[]): readonly AtRisk[] {
  const bySku = new Map(outlooks.map((outlook) => [outlook.sku, outlook]))
  const lowSkus = new Set(low.map(({ sku }) => sku))
  const soon = outlooks.filter(({ sku, daysLeft }) => daysLeft !== null && daysLeft <= soonDays && !lowSkus.has(sku)).sort((a, b) => (a.daysLeft ?? 0) - (b.daysLeft ?? 0))
  return [
    ...low.map((item) => ({ sku: item.sku, title: item.title, available: item.available, low: item, outlook: bySku.get(item.sku) ?? null })),
    ...soon.map((outlook) => ({ sku: outlook.sku, title: outlook.title, available: outlook.available, low: null, outlook })),
  ]
}

/** How long it lasts, and by which rate. */
export function daysLeftInWords({ daysLeft, perDay, available }: Outlook): string {
  if (daysLeft === null) return 'None sold lately'
  const rate = `${perDay >= 10 ? number(perDay) : perDay.toFixed(1)} sold a day`
  if (available <= 0) return rate
  const days = daysLeft < 1 ? 'Less than a day' : daysLeft < 10 ? `${String(Math.floor(daysLeft * 10) / 10)} days` : `${number(Math.floor(daysLeft))} days`
  return `${days} left, ${rate}`
}
