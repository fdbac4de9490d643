import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { InventoryItem } from '../../api/shapes'
import { Flash } from '../../ui/Flash'
import { number } from '../../ui/format'
import { Time } from '../../ui/Time'
import { OnHand } from '../editing/OnHand'
import { PendingMark } from '../editing/PendingMark'
import { skuAddress } from '../search/useSearchResults'
import { useStock } from '../session/SessionContext'
import { ChannelCell } from './ChannelCell'
import { standingLabel, stockStanding } from './standing'

export function Initials({ item }: { readonly item: InventoryItem }) {
  const words = (item.title ?? item.sku).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const letters = `${words[0]?.slice(0, 1) ?? '?'}${words[1]?.slice(0, 1) ?? ''}`
  return <span aria-hidden="true" className="grid size-8 shrink-0 place-items-center rounded-md bg-raised text-xs font-semibold text-ink-soft">{letters.toUpperCase()}</span>
}

export function SkuCell({ sku }: { readonly sku: string }) {
  const held = useStock(sku)
  if (held === undefined) return null
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Flash changedAt={held.changedAt} />
      <Initials item={held.item} />
      <Link to={skuAddress(sku)} className="truncate font-medium hover:underline">{sku}</Link>
    </div>
  )
}

export function TitleCell({ sku }: { readonly sku: string }) {
  const item = useStock(sku)?.item
  return (
    <div className="flex min-w-0 items-center gap-2">
      <span className="truncate text-ink-soft" title={item?.title ?? undefined}>{item?.title ?? '–'}</span>
      {item?.unlinked === true && <span className="shrink-0 rounded border border-line-strong/60 px-1.5 text-xs text-ink-soft">unlinked</span>}
    </div>
  )
}

export function AvailableCell({ sku }: { readonly sku: string }) {
  const item = useStock(sku)?.item
  return item === undefined ? null : <AvailableLink item={item} />
}

const standingLook = { oversold: 'text-bad', out: 'text-bad', low: 'text-warn', fine: '' } as const

export function Available({ item, large = false }: { readonly item: InventoryItem; readonly large?: boolean }) {
  const standing = stockStanding(item)
  return (
    <span className={`inline-flex items-center gap-1.5 ${standingLook[standing]}`} title={`${standingLabel[standing]}: ${number(item.onHand)} on hand − ${number(item.reserved)} reserved`}>
      {standing !== 'fine' && (
        <span className="inline-flex items-center gap-1 text-xs font-medium">
          <TriangleAlert aria-hidden="true" className="size-3" />
          {standingLabel[standing]}
        </span>
      )}
      <span data-testid={`available-${item.sku}`} data-value={item.available} className={`figures font-semibold ${large ? 'text-[2rem] leading-9' : 'text-lg'}`}>
        {number(item.available)}
      </span>
    </span>
  )
}

/** Units that orders are promised beyond what is there; nothing while there are none. */
export function Backordered({ item }: { readonly item: InventoryItem }) {
  if (item.backordered === 0) return null
  return (
    <span data-testid={`backordered-${item.sku}`} title={`${number(item.backordered)} units are promised to orders beyond what is on hand: what arrives next is theirs`} className="figures rounded bg-bad-soft px-1.5 text-xs font-medium whitespace-nowrap text-bad">
      +{number(item.backordered)} owed<span className="sr-only"> to orders beyond what is on hand</span>
    </span>
  )
}

export function ReservedCell({ sku }: { readonly sku: string }) {
  const item = useStock(sku)?.item
  return item === undefined ? null : <span className="figures inline-flex items-center gap-1.5 text-ink-soft"><Backordered item={item} />{number(item.reserved)}</span>
}

/** The number, and the way to its reasons. */
function AvailableLink({ item }: { readonly item: InventoryItem }) {
  return <Link to={`${skuAddress(item.sku)}?why`} className="hover:underline"><Available item={item} /><span className="sr-only"> available of {item.sku}: why?</span></Link>
}

export function OnHandCell({ sku }: { readonly sku: string }) {
  const item = useStock(sku)?.item
  return item === undefined ? null : <OnHand item={item} page="list" />
}

export function ListingCell({ sku, connectionId }: { readonly sku: string; readonly connectionId: string }) {
  return <ChannelCell channel={useStock(sku)?.item.channels.find((channel) => channel.connectionId === connectionId)} />
}

export function UpdatedCell({ sku }: { readonly sku: string }) {
  const item = useStock(sku)?.item
  return item === undefined ? null : <Time at={item.updatedAt} className="figures whitespace-nowrap text-ink-faint" />
}

/** The row on a phone; `check` is its box. */
export function StockCard({ sku, check }: { readonly sku: string; readonly check: ReactNode }) {
  const held = useStock(sku)
  if (held === undefined) return null
  const { item } = held
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Flash changedAt={held.changedAt} />
      {check === false ? <Initials item={item} /> : check}
      <div className="min-w-0 flex-1">
        <Link to={skuAddress(sku)} className="block truncate font-medium">{item.title ?? sku}</Link>
        <p className="truncate text-xs text-ink-faint">{sku}{item.unlinked ? ' · unlinked' : ''} · <Time at={item.updatedAt} /></p>
        <p className="mt-1 flex gap-3 overflow-hidden text-xs">
          {item.channels.map((channel) => <ChannelCell key={`${channel.connectionId} ${channel.listingId}`} channel={channel} marked />)}
        </p>
      </div>
      <div className="shrink-0 text-right">
        <span className="inline-flex items-center gap-1.5"><PendingMark sku={sku} /><Available item={item} /></span>
        {item.reserved > 0 && <p className="figures text-xs text-ink-faint">{number(item.reserved)} reserved</p>}
        <Backordered item={item} />
      </div>
    </div>
  )
}
