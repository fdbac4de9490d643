import { Panel } from '../../ui/Panel'
import { PlatformMark } from '../../ui/PlatformMark'

const sources = [
  { platform: 'shopify', path: '/webhooks/shopify/{connectionId}' },
  { platform: 'tiktok', path: '/webhooks/tiktok/{connectionId}' },
  { platform: 'instagram', path: '/webhooks/instagram/{connectionId}' },
  { platform: 'amazon', path: '/webhooks/amazon/{connectionId}' },
  { platform: 'standard', path: '/webhooks/standard/{connectionId}' },
]

/** What to connect when there is nothing to show yet. */
export function FirstRun() {
  return (
    <Panel title="Connect a channel">
      <p className="px-4 pt-3 text-ink-soft">Nothing has arrived for this creator yet. Point a platform’s webhooks here; the first one fills this page without a reload.</p>
      <ul className="divide-y py-2">
        {sources.map(({ platform, path }) => (
          <li key={platform} className="grid min-h-11 grid-cols-[8rem_minmax(0,1fr)] items-center gap-3 px-4">
            <PlatformMark platform={platform} named />
            <code className="font-mono text-xs break-all text-ink-soft">{window.location.origin}{path}</code>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
