import { number } from '../../ui/format'
import { PlatformMark } from '../../ui/PlatformMark'
import { Time } from '../../ui/Time'
import type { Listing } from './proposals'

export function ListingTitle({ listing }: { readonly listing: Listing }) {
  return <><PlatformMark platform={listing.platform} /><span className="min-w-0 break-words">{listing.title ?? listing.sellerSku ?? listing.listingId}</span></>
}

export function ListingFacts({ listing }: { readonly listing: Listing }) {
  return (
    <>
      <span className="break-all">Listing {listing.listingId}</span>
      {listing.sellerSku !== null && listing.sellerSku !== listing.listingId && <span className="break-all">SKU there {listing.sellerSku}</span>}
      {listing.barcode !== null && <span>Barcode {listing.barcode}</span>}
      {listing.reported !== null && <span className="figures">{number(listing.reported)} reported</span>}
      {listing.lastSeenAt !== null && <span>Seen <Time at={listing.lastSeenAt} /></span>}
    </>
  )
}
