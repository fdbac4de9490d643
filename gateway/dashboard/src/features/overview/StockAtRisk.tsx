import { useMemo } from 'react'
import { Link } from 'react-router'
import { brought } from '../../api/online'
import { number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { useAsked } from '../server/useAsked'
import { standingLabel, stockStanding } from '../inventory/standing'
import { skuAddress } from '../search/useSearchResults'
import { atRisk, daysLeftInWords, type Outlook } from './risk'
import type { Summary } from './summary'

const mostShown = 8
const rateDays = 14
const refreshMs = 30_000

/** What is low by now, and what will be soon at the rate that it sells. */
export function StockAtRisk({ summary }: { readonly summary: Summary }) {
  const outlooks = useOutlooks()
  const all = useMemo(() => atRisk(summary.low, outlooks ?? []), [summary.low, outlooks])
  if (all.length === 0) return null
  return (
    <Panel title="Stock at risk" aside={<span className="figures">{number(summary.soldOut)} out, {number(summary.low.length - summary.soldOut)} low</span>}>
      <ul className="divide-y">
        {all.slice(0, mostShown).map(({ sku, title, available, low, outlook }) => {
          const standing = low === null ? 'fine' : stockStanding(low)
          return (
            <li key={sku}>
              <Link to={skuAddress(sku)} className="flex min-h-11 items-center gap-3 px-4 py-1 hover:bg-raised">
                <span className="min-w-0 flex-1">
                  <span className="block truncate"><span className="font-medium">{title ?? sku}</span> {title !== null && <span className="text-xs text-ink-faint">{sku}</span>}</span>
                  {outlook !== null && <span className="figures block text-xs text-ink-faint">{daysLeftInWords(outlook)}</span>}
                </span>
                <span className={`text-xs font-medium ${standing === 'fine' || standing === 'low' ? 'text-warn' : 'text-bad'}`}>{standing === 'fine' ? 'Soon' : standingLabel[standing]}</span>
                <span className="figures w-10 text-right text-lg font-semibold">{number(available)}</span>
              </Link>
            </li>
          )
        })}
      </ul>
      {all.length > mostShown && <Link to="/inventory?show=low&sort=available" className="flex min-h-11 items-center border-t px-4 font-medium text-accent hover:bg-raised">All {number(all.length)}</Link>}
    </Panel>
  )
}

function useOutlooks(): readonly Outlook[] | undefined {
  const { data } = useAsked(['figures', 'stock'], (online, signal) =>
    brought(online.GET('/api/v1/analytics/stock', { params: { query: { days: String(rateDays), limit: '100' } }, signal })), { every: refreshMs })
  return data?.items
}
