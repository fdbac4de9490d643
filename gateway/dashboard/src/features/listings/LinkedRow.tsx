import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from '../../ui/Button'
import { AskFirst } from '../server/AskFirst'
import { newKey } from '../server/newKey'
import { Row } from '../server/Row'
import { useAct } from '../server/useAct'
import { skuAddress } from '../search/useSearchResults'
import { useSignedIn } from '../session/SessionContext'
import { ListingFacts, ListingTitle } from './ListingName'
import { listingsKey } from './ListingsPage'
import { canUnlink, type Listing } from './proposals'

export function LinkedRow({ listing, mayChange }: { readonly listing: Listing; readonly mayChange: boolean }) {
  const { online } = useSignedIn().session
  const { connectionId, listingId, linkedSku } = listing
  const [asking, setAsking] = useState(false)
  const unlink = useAct(
    () => online.POST('/api/v1/listings/{connectionId}/{listingId}/unlink', { params: { path: { connectionId, listingId }, header: { 'Idempotency-Key': newKey() } } }),
    { touches: [listingsKey], onDone: () => { setAsking(false) } },
  )
  return (
    <Row
      testId={`listing-${listingId}`}
      title={<><ListingTitle listing={listing} />{linkedSku !== null && <><span className="text-ink-faint">is</span><Link to={skuAddress(linkedSku)} className="text-accent hover:underline">{linkedSku}</Link></>}</>}
      facts={<ListingFacts listing={listing} />}
      actions={mayChange && canUnlink(listing) && (
        <>
          <Button onClick={() => { setAsking(true) }}>Unlink<span className="sr-only"> {listing.title ?? listingId}</span></Button>
          <AskFirst
            open={asking} onClose={() => { setAsking(false) }} title="Unlink this listing?" verb="Unlink it" busy={unlink.busy} failure={unlink.failure} onDo={() => { unlink.run(undefined) }}
            what={`“${listing.title ?? listingId}” no longer shows the stock of ${linkedSku ?? 'its SKU'} and is not told its changes. It counts its stock alone again, and stands under “To link”.`}
          />
        </>
      )}
    />
  )
}
