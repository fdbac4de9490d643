import { number } from '../../ui/format'
import { PlatformMark } from '../../ui/PlatformMark'
import { statusLabel } from '../orders/status'
import type { SearchResult } from './useSearchResults'

interface SearchResultsProps {
  readonly query: string
  readonly results: readonly SearchResult[]
  readonly active: number
  readonly onChoose: (to: string) => void
}

export function SearchResults({ query, results, active, onChoose }: SearchResultsProps) {
  return (
    <div id="search-results" role="listbox" aria-label="Found" className="absolute inset-x-0 top-full z-30 mt-1 max-h-[70dvh] overflow-y-auto rounded-lg border border-line-strong/60 bg-surface py-1 max-md:fixed max-md:inset-x-2 max-md:top-14">
      {results.length === 0 && <p className="px-3 py-3 text-ink-soft">Nothing here is called “{query}”.</p>}
      {results.map((result, at) => (
        <div
          key={result.to}
          id={`search-result-${String(at)}`}
          role="option"
          aria-selected={at === active}
          onPointerDown={(event) => {
            event.preventDefault()
            onChoose(result.to)
          }}
          className={`flex min-h-11 cursor-pointer items-center gap-3 px-3 md:min-h-9 ${at === active ? 'bg-accent-soft' : 'hover:bg-raised'}`}
        >
          <Result result={result} />
        </div>
      ))}
    </div>
  )
}

function Result({ result }: { readonly result: SearchResult }) {
  if (result.kind === 'sku')
    return (
      <>
        <span className="shrink-0 font-medium">{result.item.sku}</span>
        <span className="min-w-0 flex-1 truncate text-ink-soft">{result.item.title}</span>
        <span className="figures">{number(result.item.available)} left</span>
      </>
    )
  return (
    <>
      <PlatformMark platform={result.order.platform} />
      <span className="min-w-0 flex-1 truncate font-medium">{result.order.platformOrderId}</span>
      <span className="text-ink-soft">{statusLabel[result.order.status]}</span>
    </>
  )
}
