import { brought } from '../../api/online'
import { Asked } from '../server/Asked'
import { PageBody } from '../server/PageBody'
import { useAsked } from '../server/useAsked'
import { Traces } from '../traces/Traces'
import { AlertPanel } from './AlertPanel'
import { ChannelPanel, FigurePanel, LatencyPanel, QueuePanel } from './FigurePanels'
import { ServicePanel } from './ServicePanel'

const everyMs = 3_000

/** The platform's condition at a glance, what is wrong first; the traces below. */
export function OpsPage() {
  const ops = useAsked(['ops'], (online, signal) => brought(online.GET('/api/v1/ops', { signal })), { every: everyMs })
  return (
    <PageBody title="Ops">
      <Asked question={ops} what="The platform's condition">
        {(shown) => (
          <>
            <AlertPanel ops={shown} />
            <div className="grid gap-4 md:grid-cols-2">
              <ServicePanel ops={shown} />
              <div className="flex min-w-0 flex-col gap-4"><LatencyPanel ops={shown} /><FigurePanel ops={shown} /></div>
              <QueuePanel ops={shown} />
              <ChannelPanel ops={shown} />
            </div>
          </>
        )}
      </Asked>
      <Traces />
    </PageBody>
  )
}
