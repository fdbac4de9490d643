import { Timer, WifiOff } from 'lucide-react'
import type { AgentAddress } from '../../api/agentAddress'
import type { Failure } from '../../api/failure'
import type { SessionReading } from '../../api/sessions'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { SkeletonRows } from '../../ui/Skeleton'
import { PageBody } from '../server/PageBody'
import { ActivePanel } from './ActivePanel'
import { AgentSetup } from './AgentSetup'
import { BlockPanel } from './BlockPanel'
import { FiguresPanel } from './FiguresPanel'
import { RecentPanel } from './RecentPanel'
import { isAway, situationOf } from './situation'
import { SourceLine } from './SourceLine'
import { useWorkSessions } from './useWorkSessions'
import type { View } from './watching'

/** Work sessions: from the agent on this device where it answers, else from the hosted copy. */
export function SessionsPage() {
  const { retry, agent, ...view } = useWorkSessions()
  return (
    <PageBody title="Sessions">
      <SourceLine view={view} onRetry={retry} />
      <Content view={view} agent={agent} onRetry={retry} />
    </PageBody>
  )
}

function Content({ view, agent, onRetry }: { readonly view: View; readonly agent: AgentAddress; readonly onRetry: () => void }) {
  const situation = situationOf(view)
  switch (situation.kind) {
    case 'loading':
      return <SkeletonRows rows={8} height={56} />
    case 'unavailable':
      return <Unavailable agent={situation.agent} hosted={situation.hosted} online={view.choice.online} onRetry={onRetry} />
    case 'firstRun':
      return <AgentSetup agent={agent} />
    case 'empty':
      return <None />
    case 'filled':
      return view.shown === null ? null : <Reading reading={view.shown.reading} />
  }
}

function Reading({ reading: { active, recent, analytics, blocks } }: { readonly reading: SessionReading }) {
  return (
    <>
      <BlockPanel block={analytics.block} blocks={blocks} />
      <ActivePanel sessions={active} />
      <FiguresPanel analytics={analytics} />
      <RecentPanel sessions={recent} />
    </>
  )
}

interface UnavailableProps { readonly agent: Failure; readonly hosted: Failure; readonly online: boolean; readonly onRetry: () => void }

function Unavailable({ agent, hosted, online, onRetry }: UnavailableProps) {
  return (
    <Notice icon={WifiOff} tone="bad" title="The sessions cannot be shown" code={`agent: ${agent.code}, hosted copy: ${hosted.code}`} action={<Button onClick={onRetry}>Try now</Button>}>
      <p>{isAway(agent) ? 'No agent answers on this device.' : `The agent on this device: ${agent.title} ${agent.detail ?? ''}`}</p>
      <p>{online ? `The hosted copy: ${hosted.title} ${hosted.detail ?? ''}` : 'This device has no network, and so no hosted copy.'}</p>
      <p>{hosted.kind === 'forbidden' ? 'Use a key that may read sessions, or start the agent.' : 'Both are looked for all the time. Start the agent, or try again in a moment.'}</p>
    </Notice>
  )
}

function None() {
  return (
    <Notice icon={Timer} title="No sessions yet">
      <p>The first one appears here as soon as the agent records it. How to record one: <code className="font-mono text-xs">docs/sessions.md</code>.</p>
    </Notice>
  )
}
