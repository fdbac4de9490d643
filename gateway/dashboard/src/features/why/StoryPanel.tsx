import { lazy, Suspense, useCallback, useState } from 'react'
import type { InventoryItem } from '../../api/shapes'
import { Button } from '../../ui/Button'
import { failureFrom, FailureNotice } from '../../ui/FailureNotice'
import { Panel } from '../../ui/Panel'
import { shapes } from './marks'
import { PastMoment } from './PastMoment'
import { kindNames, kinds, type Kind } from './story'
import { useStory } from './useStory'

const StockChart = lazy(async () => ({ default: (await import('./StockChart')).StockChart }))

/** Available units over time, and the SKU as it stood at any moment of it. */
export function StoryPanel({ item }: { readonly item: InventoryItem }) {
  const { query, moments } = useStory(item.sku, item.version)
  // By its version: what is looked at stays when moments come at either end.
  const [picked, setPicked] = useState<number | null>(null)
  const pick = useCallback((at: number) => { setPicked(moments[at]?.step.version ?? null) }, [moments])
  const found = moments.findIndex(({ step }) => step.version === picked)
  const at = found === -1 ? moments.length - 1 : found
  const seen = kinds.filter((kind) => moments.some((moment) => moment.kind === kind))
  return (
    <Panel title="Available over time" aside={seen.length > 0 ? <Legend kinds={seen} /> : undefined}>
      {query.isError && moments.length === 0 ? <FailureNotice failure={failureFrom(query.error)} what="The past" onRetry={() => void query.refetch()} />
        : query.isPending || moments.length === 0 ? <div className="p-4"><div role="status" aria-label="Loading" className="skeleton h-[220px] w-full" /></div>
        : (
          <>
            <div className="px-2 pt-3"><Suspense fallback={<div role="status" aria-label="Loading" className="skeleton h-[220px] w-full" />}><StockChart moments={moments} at={at} onPick={pick} /></Suspense></div>
            <PastMoment item={item} moments={moments} at={at} now={found === -1} onPick={pick} onNow={() => { setPicked(null) }} />
            {query.hasNextPage && <div className="border-t p-2 text-center"><Button look="bare" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{query.isFetchingNextPage ? 'Loading…' : 'Go further back'}</Button></div>}
          </>
        )}
    </Panel>
  )
}

const colours: Readonly<Record<Kind, string>> = { order: 'fill-accent', channel: 'fill-ink-soft', person: 'fill-ink', conflict: 'fill-warn', low: 'fill-bad' }

function Legend({ kinds: seen }: { readonly kinds: readonly Kind[] }) {
  return (
    <ul aria-label="Marks" className="flex flex-wrap justify-end gap-x-3">
      {seen.map((kind) => <li key={kind} className="inline-flex items-center gap-1"><svg aria-hidden="true" viewBox="-1.2 -1.2 2.4 2.4" className={`size-2.5 ${colours[kind]}`}><path d={shapes[kind]} /></svg>{kindNames[kind]}</li>)}
    </ul>
  )
}
