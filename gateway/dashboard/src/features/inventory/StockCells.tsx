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
import { ChannelCell, ChannelMark } from './ChannelCell'
import { standingLabel, stockStanding } from './standing'

export function Initials({ item }: { readonly item: InventoryItem }) {
  const words = (item.title ?? item.sku).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const letters = `${words[0]?.slice(0, 1) ?? '?'}${words[1]?.slice(0, 1) ?? ''}`
  return <span aria-hidden="true" className="grid size-8 shrink-0 place-items-center rounded-md bg-raised text-xs font-semibold text-ink-soft">{letters.toUpperCase()}</span>
}

interface CellProps {
  readonly sku: string
  readonly look: string
}

export function SkuCell({ sku, look }: CellProps) {
  const held = useStock(sku)
  if (held === undefined) return <div role="cell" />
  return (
    <div role="cell" className={`flex items-center gap-3 ${look}`}>
      <Flash changedAt={held.changedAt} />
      <Initials item={held.item} />
      <Link to={skuAddress(sku)} className="cut font-medium hover:underline">{sku}</Link>
    </div>
  )
}

export function TitleCell({ sku, look }: CellProps) {
  const item = useStock(sku)?.item
  const title = item?.title ?? '–'
  if (item?.unlinked !== true) return <div role="cell" className={`cut text-ink-soft ${look}`} title={title}>{title}</div>
  return (
    <div role="cell" className={`flex items-center gap-2 ${look}`}>
      <span className="cut text-ink-soft" title={title}>{title}</span>
      <span className="shrink-0 rounded border border-line-strong/60 px-1.5 text-xs text-ink-soft">unlinked</span>
    </div>
  )
}

/** The number, and the way to its reasons. */
export function AvailableCell({ sku, look }: CellProps) {
  const item = useStock(sku)?.item
  return (
    <div role="cell" className={look}>
      {item !== undefined && <Link to={`${skuAddress(sku)}?why`} className="hover:underline"><Available item={item} /><span className="told"> available of {sku}: why?</span></Link>}
    </div>
  )
}

const standingLook = { oversold: 'text-bad', out: 'text-bad', low: 'text-warn', fine: '' } as const

export function Available({ item, large = false }: { readonly item: InventoryItem; readonly large?: boolean }) {
  const standing = stockStanding(item)
  const why = `${standingLabel[standing]}: ${number(item.onHand)} on hand − ${number(item.reserved)} reserved`
  const units = (title?: string) => (
    <span data-testid={`available-${item.sku}`} data-value={item.available} title={title} className={`figures font-semibold ${large ? 'text-[2rem] leading-9' : 'text-lg'}`}>
      {number(item.available)}
    </span>
  )
  if (standing === 'fine') return units(why)
  return (
    <span className={`inline-flex items-center gap-1.5 ${standingLook[standing]}`} title={why}>
      <span className="inline-flex items-center gap-1 text-xs font-medium">
        <TriangleAlert aria-hidden="true" className="size-3" />
        {standingLabel[standing]}
      </span>
      {units()}
    </span>
  )
}

/** Units that orders are promised beyond what is there; nothing while there are none. */
export function Backordered({ item }: { readonly item: InventoryItem }) {
  if (item.backordered === 0) return null
  return (
    <span data-testid={`backordered-${item.sku}`} title={`${number(item.backordered)} units are promised to orders beyond what is on hand: what arrives next is theirs`} className="figures rounded bg-bad-soft px-1.5 text-xs font-medium whitespace-nowrap text-bad">
      +{number(item.backordered)} owed<span className="told"> to orders beyond what is on hand</span>
    </span>
  )
}

export function ReservedCell({ sku, look }: CellProps) {
  const item = useStock(sku)?.item
  return <div role="cell" className={`figures text-ink-soft ${look}`}>{item !== undefined && <><Backordered item={item} /> {number(item.reserved)}</>}</div>
}

export function OnHandCell({ sku, look }: CellProps) {
  const item = useStock(sku)?.item
  return item === undefined ? <div role="cell" /> : <OnHand item={item} page="list" cell={look} />
}

export function ListingCell({ sku, connectionId, look }: CellProps & { readonly connectionId: string }) {
  return <ChannelCell channel={useStock(sku)?.item.channels.find((channel) => channel.connectionId === connectionId)} look={look} />
}

export function UpdatedCell({ sku, look }: CellProps) {
  const item = useStock(sku)?.item
  return item === undefined ? <div role="cell" /> : <Time at={item.updatedAt} role="cell" className={`figures whitespace-nowrap text-ink-faint ${look}`} />
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
        <Link to={skuAddress(sku)} className="block cut font-medium">{item.title ?? sku}</Link>
        <p className="cut text-xs text-ink-faint">{sku}{item.unlinked ? ' · unlinked' : ''} · <Time at={item.updatedAt} /></p>
        <p className="mt-1 flex gap-3 overflow-hidden text-xs">
          {item.channels.map((channel) => <ChannelMark key={`${channel.connectionId} ${channel.listingId}`} channel={channel} marked />)}
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
