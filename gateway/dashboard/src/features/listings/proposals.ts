import type { Described } from '../../api/online'

export type Listing = Described['ListingShown']

export interface Link { readonly connectionId: string; readonly listingId: string; readonly sku: string }

/** Tells listings apart: one id may be at two channels. */
export function listingKey({ connectionId, listingId }: Pick<Listing, 'connectionId' | 'listingId'>): string {
  return `${connectionId} ${listingId}`
}

/** False where it would change nothing: an Amazon listing is known by the seller's own SKU, and stands for it by itself. */
export function canUnlink({ platform, listingId, linkedSku }: Listing): boolean {
  return linkedSku !== null && !(platform === 'amazon' && linkedSku === listingId)
}

/** The likeliest SKU of a listing, when it is likely enough to be offered unasked. */
export function bestSuggestion({ suggestions }: Listing): string | null {
  const best = [...(suggestions ?? [])].sort((a, b) => b.score - a.score)[0]
  return best !== undefined && best.score >= likely ? best.sku : null
}

const likely = 0.5

const reasons: Readonly<Record<string, string>> = {
  same_sku: 'same SKU', same_barcode: 'same barcode', similar_title: 'similar title',
}

export function reasonWords(reason: string): string {
  return reasons[reason] ?? reason.replaceAll('_', ' ')
}

/** The links to be made of what is chosen, in the list's order. */
export function linksOf(listings: readonly Listing[], chosen: ReadonlyMap<string, string>): readonly Link[] {
  return listings.flatMap((listing) => {
    const sku = chosen.get(listingKey(listing))?.trim() ?? ''
    return sku === '' ? [] : [{ connectionId: listing.connectionId, listingId: listing.listingId, sku }]
  })
}

/** The server takes so many at once. */
export const mostLinks = 200

export function inBatches<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, at) => all.slice(at * most, (at + 1) * most))
}
