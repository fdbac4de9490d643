import type { ReactNode } from 'react'
import type { SessionAnalytics } from '../../api/sessions'
import { number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Table } from '../../ui/Table'
import { average, typeName } from './sessionWords'

const heads = {
  today: [{ name: 'Kind' }, { name: 'Sessions', right: true }, { name: 'Active', right: true }, { name: 'Tokens', right: true }, { name: 'Messages each', right: true }],
  week: [{ name: 'Kind' }, { name: 'Sessions', right: true }, { name: 'Tokens', right: true }],
}

/** Today and the seven days with it, by kind of session. */
export function FiguresPanel({ analytics: { today, week } }: { readonly analytics: SessionAnalytics }) {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title="Today">
        {today.length === 0 ? <None>No session yet today.</None> : (
          <Table label="Today by kind" heads={heads.today}>
            {today.map(({ type, sessions, active, tokens, averageMessages }) => <Row key={type} type={type} figures={[number(sessions), number(active), number(tokens), average(averageMessages)]} />)}
          </Table>
        )}
      </Panel>
      <Panel title="Last seven days">
        {week.length === 0 ? <None>No session in the last seven days.</None> : (
          <Table label="Last seven days by kind" heads={heads.week}>
            {week.map(({ type, sessions, tokens }) => <Row key={type} type={type} figures={[number(sessions), number(tokens)]} />)}
          </Table>
        )}
      </Panel>
    </div>
  )
}

function Row({ type, figures }: { readonly type: string; readonly figures: readonly string[] }) {
  return (
    <tr>
      <th scope="row" className="h-11 pr-3 pl-4 text-left font-medium whitespace-nowrap">{typeName(type)}</th>
      {figures.map((figure, at) => <td key={at} className="figures text-right">{figure}</td>)}
    </tr>
  )
}

function None({ children }: { readonly children: ReactNode }) {
  return <p className="px-4 py-6 text-ink-soft">{children}</p>
}
