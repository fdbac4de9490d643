import { Laptop } from 'lucide-react'
import type { AgentAddress } from '../../api/agentAddress'
import { Panel } from '../../ui/Panel'

/** What to do when there is no agent here, and none has ever sent anything. */
export function AgentSetup({ agent }: { readonly agent: AgentAddress }) {
  return (
    <Panel title="Set up the agent">
      <div className="flex flex-col gap-4 p-4">
        <p className="flex items-start gap-2 text-ink-soft"><Laptop aria-hidden="true" className="mt-0.5 size-4 shrink-0" /><span>Sessions are recorded by an agent on your own machine. None answers on this device, and none has sent anything yet. Once it runs, this page finds it by itself within ten seconds.</span></p>
        <ol className="flex list-decimal flex-col gap-3 pl-5">
          <li>Start it, in the repository of CreatorFlow: <Command>{`dotnet run --project services/Agent -- --port ${new URL(agent.origin).port}`}</Command></li>
          <li>See that it answers: <Command>{`curl ${agent.origin}/api/status`}</Command></li>
          <li>If the browser asks whether this page may reach other apps on this device, allow it. That is how it reads the agent.</li>
        </ol>
        <p className="text-ink-soft">How it sends to this dashboard, so that your other devices show its sessions too, its settings, and what to do when it does not answer: <code className="font-mono text-xs">docs/sessions.md</code>.</p>
      </div>
    </Panel>
  )
}

function Command({ children }: { readonly children: string }) {
  return <code tabIndex={0} className="mt-1 block overflow-x-auto rounded-md bg-raised px-3 py-2 font-mono text-xs whitespace-nowrap">{children}</code>
}
