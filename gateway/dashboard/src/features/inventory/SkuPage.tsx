import { lazy, Suspense, type ReactNode } from 'react'
import { useParams } from 'react-router'
import type { InventoryItem } from '../../api/shapes'
import { BackLink } from '../../ui/BackLink'
import { failureFrom, FailureNotice } from '../../ui/FailureNotice'
import { Flash } from '../../ui/Flash'
import { number } from '../../ui/format'
import { SkeletonRows } from '../../ui/Skeleton'
import { Time } from '../../ui/Time'
import { OnHand } from '../editing/OnHand'
import { HistoryPanel } from '../history/HistoryPanel'
import { StoryPanel } from '../why/StoryPanel'
import { WhyButton } from '../why/WhyButton'
import { ChannelPanel } from './ChannelPanel'
import { LocationPanel } from './LocationPanel'
import { Available, Backordered, Initials } from './StockCells'
import { useStockItem } from './useStockItem'

const HandlingPanels = lazy(async () => ({ default: (await import('../handling/HandlingPanels')).HandlingPanels }))

export function SkuPage() {
  const sku = useParams()['sku'] ?? ''
  const { held, error } = useStockItem(sku)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <title>{`${sku} · CreatorFlow`}</title>
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
        <BackLink to="/inventory">Inventory</BackLink>
        {held !== undefined ? <Sku item={held.item} changedAt={held.changedAt} />
          : error !== null ? <FailureNotice page failure={failureFrom(error)} what={`The SKU “${sku}”`} />
          : <SkeletonRows rows={6} height={56} />}
      </div>
    </div>
  )
}

function Sku({ item, changedAt }: { readonly item: InventoryItem; readonly changedAt: number | null }) {
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Initials item={item} />
        <div className="min-w-0 flex-1">
          <h1 className="text-lg leading-6 font-semibold break-words">{item.title ?? item.sku}</h1>
          <p className="text-ink-soft">
            {item.title !== null && <span className="break-all">{item.sku}</span>}
            {item.unlinked && <span className="ml-2 rounded border border-line-strong/60 px-1.5 text-xs">unlinked: belongs to none of your SKUs yet</span>}
          </p>
        </div>
        <p className="text-xs text-ink-faint">Last change <Time at={item.updatedAt} /></p>
      </header>
      <dl className="relative isolate grid grid-cols-3 divide-x rounded-lg border bg-surface">
        <Flash changedAt={changedAt} />
        <Figure name="Available" below={<WhyButton item={item} />}><Available item={item} large /></Figure>
        <Figure name="Reserved"><span className="figures text-[1.75rem] leading-9 text-ink-soft">{number(item.reserved)}</span><Backordered item={item} /></Figure>
        <Figure name="On hand"><OnHand item={item} page="sku" large /></Figure>
      </dl>
      <StoryPanel item={item} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <ChannelPanel channels={item.channels} />
        <LocationPanel item={item} />
      </div>
      <Suspense fallback={<SkeletonRows rows={3} height={48} />}><HandlingPanels sku={item.sku} version={item.version} /></Suspense>
      <HistoryPanel subject={{ kind: 'inventory', id: item.sku }} version={item.version} />
    </>
  )
}

function Figure({ name, below, children }: { readonly name: string; readonly below?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1 px-4 py-3">
      <dt className="text-xs text-ink-soft">{name}</dt>
      <dd className="flex min-h-9 flex-wrap items-center gap-x-2 [&>span]:flex-row-reverse">{children}</dd>
      {below !== undefined && <dd>{below}</dd>}
    </div>
  )
}
