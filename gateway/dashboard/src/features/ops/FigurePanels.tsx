import { milliseconds, number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Row, Rows, Tag } from '../server/Row'
import { toneOf, words, type Ops } from './standing'

const kinds = [{ kind: 'inventory', name: 'Stock: webhook to stored' }, { kind: 'order', name: 'Order: webhook to stored' }, { kind: 'cross_platform', name: 'Decision to channel' }, { kind: 'conflict_resolution', name: 'Conflict to decision' }]
const seconds = (value: number) => milliseconds(value * 1_000)

/** How long things took within five minutes; a kind of which there was nothing keeps its place. */
export function LatencyPanel({ ops: { latencies } }: { readonly ops: Ops }) {
  return (
    <Panel title="Latency" aside="p95 of five minutes">
      <Rows label="Latency">
        {kinds.map(({ kind, name }) => {
          const found = latencies.find((latency) => latency.kind === kind)
          const late = found !== undefined && found.promisedMs !== null && found.p95Ms > found.promisedMs
          return <Row key={kind} title={name} actions={<span className={`figures ${late ? 'font-medium text-bad' : ''}`}>{found === undefined ? 'nothing' : milliseconds(found.p95Ms)}</span>} />
        })}
      </Rows>
    </Panel>
  )
}

export function FigurePanel({ ops: { figures, log } }: { readonly ops: Ops }) {
  const wrong = log.lost + log.duplicated + log.disordered
  const lines: readonly (readonly [string, string, boolean])[] = [
    ['Live pages', number(figures.streams), false],
    ['Live pages behind', figures.feedLagSeconds === null ? 'unknown' : seconds(figures.feedLagSeconds), false],
    ['Parked events', number(figures.parked), figures.parked > 0],
    ['Quarantined in 15 min', number(figures.quarantined), figures.quarantined > 0],
    ['Fullest database pool', figures.poolUsed === null ? 'unknown' : `${number(figures.poolUsed * 100)} %`, false],
    ['Log: checked events', number(log.checked), false],
    ['Log: lost, twice, disordered', `${number(log.lost)}, ${number(log.duplicated)}, ${number(log.disordered)}`, wrong > 0],
  ]
  return (
    <Panel title="Figures">
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2 px-4 py-2.5">
        {lines.map(([name, value, bad]) => <div key={name} className="contents"><dt>{name}</dt><dd className={`figures text-right ${bad ? 'font-medium text-bad' : ''}`}>{value}</dd></div>)}
      </dl>
    </Panel>
  )
}

export function QueuePanel({ ops: { queues } }: { readonly ops: Ops }) {
  return (
    <Panel title="Queues" aside="how many wait, and how long the first has">
      {queues.length === 0 ? <p className="px-4 py-3 text-ink-soft">No service has said what waits.</p> : (
        <Rows label="Queues">
          {queues.map(({ name, depth, ageSeconds, behind }) => (
            <Row
              key={name}
              title={<>{words(name)}{behind && <Tag tone="warn">behind</Tag>}</>}
              actions={<span className="figures">{number(depth)}<span className="ml-3 inline-block w-16 text-right text-ink-faint">{ageSeconds > 0 ? seconds(ageSeconds) : '–'}</span></span>}
            />
          ))}
        </Rows>
      )}
    </Panel>
  )
}

export function ChannelPanel({ ops: { channels, otherChannelsLeftAlone } }: { readonly ops: Ops }) {
  return (
    <Panel title="Channels" aside="circuit breakers">
      {channels.length === 0 ? <p className="px-4 py-3 text-ink-soft">None was told anything since Adapters started.</p> : (
        <Rows label="Channels">
          {channels.map(({ connectionId, name, breaker }) => <Row key={connectionId} title={name} actions={<Tag tone={toneOf(breaker)}>{breaker === 'open' ? 'left alone' : breaker}</Tag>} />)}
        </Rows>
      )}
      {otherChannelsLeftAlone > 0 && <p className="border-t px-4 py-2.5 text-ink-soft">{number(otherChannelsLeftAlone)} of other creators do not answer.</p>}
    </Panel>
  )
}
