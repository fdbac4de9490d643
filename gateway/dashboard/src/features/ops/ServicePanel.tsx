import type { Described } from '../../api/online'
import { count } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Row, Rows, Tag } from '../server/Row'
import { toneOf, words, type Ops } from './standing'

/** Services and the servers that they use. */
export function ServicePanel({ ops }: { readonly ops: Ops }) {
  return (
    <Panel title="Services">
      <Rows label="Services">
        {ops.services.map((service) => <ServiceRow key={service.name} service={service} />)}
        {ops.dependencies.map(({ name, status }) => (
          <Row key={name} title={words(name)} actions={<Tag tone={toneOf(status)}>{status}</Tag>} />
        ))}
      </Rows>
    </Panel>
  )
}

function ServiceRow({ service: { name, status, processes } }: { readonly service: Described['OpsService'] }) {
  const notes = processes.flatMap((process) => [
    ...process.notReady.map((check) => `${check} is away`), ...process.behind.map((queue) => `behind with ${words(queue).toLowerCase()}`), ...process.pressure.map((how) => words(how).toLowerCase()),
  ])
  return (
    <Row
      testId={`ops-service-${name}`}
      title={words(name)}
      facts={<>{processes.length > 0 && <span>{count(processes.length, 'process', 'processes')}</span>}{[...new Set(notes)].map((note) => <span key={note}>{note}</span>)}</>}
      actions={<Tag tone={toneOf(status)}>{words(status).toLowerCase()}</Tag>}
    />
  )
}
