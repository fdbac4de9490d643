import { Link2, PackageCheck } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { brought } from '../../api/online'
import { Button } from '../../ui/Button'
import { Chip } from '../../ui/Chip'
import { count } from '../../ui/format'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { Asked, MoreButton } from '../server/Asked'
import { Rows } from '../server/Row'
import { given, useListed } from '../server/useAsked'
import { onlyReads, useRights } from '../server/useRights'
import { useSignedIn } from '../session/SessionContext'
import { LinkedRow } from './LinkedRow'
import { LinkMany } from './LinkMany'
import { bestSuggestion, linksOf, listingKey, type Listing } from './proposals'
import { UnlinkedRow } from './UnlinkedRow'

export const listingsKey = ['listings'] as const

export function ListingsPage() {
  const [params, setParams] = useSearchParams()
  const linked = params.get('show') === 'linked'
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <title>Listings · CreatorFlow</title>
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
        <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-lg font-semibold">Listings</h1>
          <div role="group" aria-label="Show only" className="flex gap-1.5">
            <Chip pressed={!linked} onPress={() => { setParams({}, { replace: true }) }}>To link</Chip>
            <Chip pressed={linked} onPress={() => { setParams({ show: 'linked' }, { replace: true }) }}>Linked</Chip>
          </div>
        </header>
        {linked ? <Linked /> : <Unlinked />}
      </div>
    </div>
  )
}

function useListings(linked: boolean) {
  const { online } = useSignedIn().session
  return useListed([...listingsKey, linked], (cursor, signal) => brought(online.GET('/api/v1/listings', { params: { query: { linked: String(linked), limit: '50', ...given('cursor', cursor) } }, signal })))
}

function Unlinked() {
  const listings = useListings(false)
  const { mayChange } = useRights()
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map())
  const [preview, setPreview] = useState(false)
  const choose = (listing: Listing, sku: string) => { setChosen((before) => new Map(before).set(listingKey(listing), sku)) }
  const shown = listings.data ?? []
  const links = linksOf(shown, chosen)
  const likely = shown.filter((listing) => bestSuggestion(listing) !== null)
  const takeLikely = () => { setChosen(new Map([...chosen, ...likely.map((listing) => [listingKey(listing), bestSuggestion(listing) ?? ''] as const)])) }
  return (
    <>
      <p className="text-ink-soft">These stand for none of your SKUs yet, so each counts its stock alone. {mayChange ? 'Say which SKU each one is.' : onlyReads}</p>
      <Panel
        title="Not linked"
        aside={mayChange && shown.length > 0 && (
          <span className="flex flex-wrap justify-end gap-2">
            {likely.length > 0 && <Button onClick={takeLikely}>Take {count(likely.length, 'likely one')}</Button>}
            <Button look="primary" disabled={links.length === 0} onClick={() => { setPreview(true) }}><Link2 aria-hidden="true" className="size-4" />{links.length === 0 ? 'Preview links' : `Preview ${count(links.length, 'link')}`}</Button>
          </span>
        )}
      >
        <Asked question={listings} what="The listings">
          {(items) => items.length === 0 ? (
            <Notice icon={PackageCheck} title="Every listing is linked"><p>A new one appears here as soon as a channel names it.</p></Notice>
          ) : (
            <>
              <Rows label="Listings to link">{items.map((listing) => <UnlinkedRow key={listingKey(listing)} listing={listing} mayChange={mayChange} sku={chosen.get(listingKey(listing)) ?? ''} onPick={(sku) => { choose(listing, sku) }} />)}</Rows>
              <MoreButton list={listings} />
            </>
          )}
        </Asked>
      </Panel>
      {preview && <LinkMany links={links} listings={shown} onClose={() => { setPreview(false) }} onLinked={(keys) => { setChosen((before) => new Map([...before].filter(([key]) => !keys.includes(key)))) }} />}
    </>
  )
}

function Linked() {
  const listings = useListings(true)
  const { mayChange } = useRights()
  return (
    <Panel title="Linked">
      <Asked question={listings} what="The listings">
        {(items) => items.length === 0 ? <Notice icon={Link2} title="No listing is linked yet"><p>Link them under “To link”.</p></Notice> : (
          <>
            <Rows label="Linked listings">{items.map((listing) => <LinkedRow key={listingKey(listing)} listing={listing} mayChange={mayChange} />)}</Rows>
            <MoreButton list={listings} />
          </>
        )}
      </Asked>
    </Panel>
  )
}
