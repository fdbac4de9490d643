import { Button } from '../../ui/Button'
import { Chip } from '../../ui/Chip'
import { newKey } from '../server/newKey'
import { Refusal } from '../server/Refusal'
import { SkuField } from '../server/SkuField'
import { useAct } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'
import { ListingFacts, ListingTitle } from './ListingName'
import { listingsKey } from './ListingsPage'
import { reasonWords, type Listing } from './proposals'

interface UnlinkedRowProps {
  readonly listing: Listing
  readonly mayChange: boolean
  /** What is chosen for it; empty while nothing is. */
  readonly sku: string
  readonly onPick: (sku: string) => void
}

export function UnlinkedRow({ listing, mayChange, sku, onPick }: UnlinkedRowProps) {
  const { online } = useSignedIn().session
  const { connectionId, listingId } = listing
  const link = useAct(
    () => online.POST('/api/v1/listings/{connectionId}/{listingId}/link', { params: { path: { connectionId, listingId }, header: { 'Idempotency-Key': newKey() } }, body: { sku: sku.trim() } }),
    { touches: [listingsKey], onDone: () => { onPick('') } },
  )
  const name = listing.title ?? listing.listingId
  return (
    <li data-testid={`listing-${listingId}`} className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex items-center gap-2 font-medium"><ListingTitle listing={listing} /></div>
          <div className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-faint"><ListingFacts listing={listing} /></div>
          <div role="group" aria-label={`Suggestions for ${name}`} className="mt-2 flex flex-wrap gap-1.5">
            {(listing.suggestions ?? []).map((one) => (
              <Chip key={one.sku} pressed={sku === one.sku} onPress={() => { if (mayChange) onPick(sku === one.sku ? '' : one.sku) }}>
                {one.sku} <span className="text-xs text-ink-faint">{reasonWords(one.reason)}</span>
              </Chip>
            ))}
            {(listing.suggestions ?? []).length === 0 && <span className="text-xs text-ink-faint">Nothing of yours resembles it.</span>}
          </div>
        </div>
        {mayChange && (
          <form className="flex w-full items-end gap-2 md:w-72" onSubmit={(event) => { event.preventDefault(); link.run(undefined) }}>
            <SkuField className="flex-1" label="Is the SKU" value={sku} onPick={onPick} />
            <Button type="submit" disabled={sku.trim() === '' || link.busy}>{link.busy ? 'Linking…' : 'Link'}<span className="sr-only"> {name}</span></Button>
          </form>
        )}
      </div>
      <Refusal failure={link.failure} onDismiss={link.dismiss} />
    </li>
  )
}
