import { Activity } from 'lucide-react'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { brought, type Described } from '../../api/online'
import { Button } from '../../ui/Button'
import { count, milliseconds } from '../../ui/format'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { Time } from '../../ui/Time'
import { Asked } from '../server/Asked'
import { Row, Rows, Tag } from '../server/Row'
import { useAsked } from '../server/useAsked'
import { kinds, readSearch, type Search } from './search'

const everyMs = 5_000

/** Traces of the creator's deliveries, the newest first; found by what they brought. */
export function Traces() {
  const [params, setParams] = useSearchParams()
  const search = readSearch(params)
  const traces = useAsked(['traces', search.kind, search.text, search.remarkable], (online, signal) => brought(online.GET('/api/v1/traces', {
    params: { query: { limit: '50', remarkable: search.remarkable, ...(search.text === '' ? {} : { [search.kind]: search.text }) } }, signal,
  })), { every: everyMs })
  return (
    <>
      <header className="flex flex-wrap items-end gap-3">
        <h2 className="mr-auto text-lg font-semibold">Traces</h2>
        <SearchForm key={`${search.kind} ${search.text}`} search={search} onSearch={(wanted) => { setParams(wanted, { replace: true }) }} />
      </header>
      <Panel title={search.remarkable ? 'Failed or slow' : 'Latest'} aside={<RemarkableSwitch search={search} onSearch={(wanted) => { setParams(wanted, { replace: true }) }} />}>
        <Asked question={traces} what="Traces">
          {({ traces: found }) => found.length === 0 ? <Nothing search={search} /> : <Rows label="Traces">{found.map((trace) => <TraceRow key={trace.traceId} trace={trace} />)}</Rows>}
        </Asked>
      </Panel>
    </>
  )
}

interface Searching {
  readonly search: Search
  readonly onSearch: (wanted: Record<string, string>) => void
}

function SearchForm({ search, onSearch }: Searching) {
  const [kind, setKind] = useState(search.kind)
  const [text, setText] = useState(search.text)
  return (
    <form className="flex flex-wrap items-center gap-2" onSubmit={(event) => { event.preventDefault(); onSearch(toParams({ ...search, kind, text: text.trim() })) }}>
      <label className="sr-only" htmlFor="trace-kind">Search by</label>
      <select id="trace-kind" className="h-9 rounded-md border bg-surface px-2" value={kind} onChange={(event) => { setKind(kinds.find(({ value }) => value === event.target.value)?.value ?? 'delivery') }}>
        {kinds.map(({ value, name }) => <option key={value} value={value}>{name}</option>)}
      </select>
      <label className="sr-only" htmlFor="trace-text">What to search for</label>
      <input id="trace-text" type="search" className="h-9 w-64 max-w-full rounded-md border bg-surface px-2.5" placeholder={kinds.find(({ value }) => value === kind)?.example} value={text} onChange={(event) => { setText(event.target.value) }} />
      <Button type="submit">Find</Button>
    </form>
  )
}

function RemarkableSwitch({ search, onSearch }: Searching) {
  return (
    <label className="flex items-center gap-2">
      <input type="checkbox" checked={search.remarkable} onChange={(event) => { onSearch(toParams({ ...search, remarkable: event.target.checked })) }} />
      Only failed or slow
    </label>
  )
}

function toParams({ kind, text, remarkable }: Search): Record<string, string> {
  return { ...(text === '' ? {} : { [kind]: text }), ...(remarkable ? { remarkable: 'true' } : {}) }
}

function TraceRow({ trace }: { readonly trace: Described['TraceShown'] }) {
  return (
    <Row
      testId={`trace-${trace.traceId}`}
      title={<><Link to={`/ops/traces/${trace.traceId}`} className="break-all text-accent hover:underline">{trace.name}</Link>{trace.failed && <Tag tone="bad">failed</Tag>}</>}
      facts={<><span>{count(trace.spans, 'span')}</span><span>{trace.services.join(' → ')}</span></>}
      actions={<span className="flex items-center gap-4"><span className="figures">{milliseconds(trace.durationMs)}</span><Time at={trace.startedAt} className="figures text-xs whitespace-nowrap text-ink-faint" /></span>}
    />
  )
}

function Nothing({ search }: { readonly search: Search }) {
  return (
    <Notice icon={Activity} title={search.text === '' ? 'No traces yet' : 'No trace of this is kept'}>
      <p>{search.text === '' ? 'Each webhook that arrives leaves one.' : 'A sample of all traces is kept, with those that failed or were slow, until newer ones take their place.'} With a collector, look there: nothing is kept here then.</p>
    </Notice>
  )
}
