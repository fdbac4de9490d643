import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Link2Off, PackageOpen } from 'lucide-react'
import { useState } from 'react'
import { brought, type Online } from '../../api/online'
import { failureFrom } from '../../ui/FailureNotice'
import { exactTime, number } from '../../ui/format'
import { Notice } from '../../ui/Notice'
import { Table } from '../../ui/Table'
import { Time } from '../../ui/Time'
import { Asked, MoreButton } from '../server/Asked'
import { given, useListed } from '../server/useAsked'
import { sharedRows } from './sharedRows'

interface SharedPageProps {
  readonly token: string
  readonly online: Online
}

/** What a share link shows to anybody, without signing in: what is available, and nothing to press. */
export function SharedPage(props: SharedPageProps) {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: 1 } } }))
  return <QueryClientProvider client={queries}><Shared {...props} /></QueryClientProvider>
}

const heads = [{ name: 'Product' }, { name: 'SKU' }, { name: 'Available', right: true }]

function Shared({ token, online }: SharedPageProps) {
  const [words, setWords] = useState('')
  const [about, setAbout] = useState<{ readonly label: string; readonly expiresAt: string } | null>(null)
  const shared = useListed(['shared', token], async (cursor, signal) => {
    const page = await brought(online.GET('/api/v1/shared/{token}', { params: { path: { token }, query: { limit: '500', ...given('cursor', cursor) } }, signal }))
    setAbout({ label: page.label, expiresAt: page.expiresAt })
    return page
  }, 30_000)
  const gone = shared.error !== null && failureFrom(shared.error).kind === 'missing'
  return (
    <main className="h-dvh overflow-y-auto">
      <title>{`${about?.label ?? 'Stock'} · CreatorFlow`}</title>
      <meta name="robots" content="noindex" />
      <div className="mx-auto flex max-w-3xl flex-col gap-4 p-4">
        {gone ? <Notice icon={Link2Off} title="This link shows nothing any more" code="share_link.not_found"><p>It was revoked, has expired or is mistyped. Ask whoever sent it for another.</p></Notice> : (
          <>
            <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
              <div>
                <p className="text-xs text-ink-faint">Available stock</p>
                <h1 className="text-xl font-semibold break-words">{about?.label ?? '…'}</h1>
              </div>
              <p className="text-xs text-ink-faint">{shared.dataUpdatedAt > 0 && <>As of <Time at={shared.dataUpdatedAt} />. </>}{about !== null && <>The link works until {exactTime(about.expiresAt)}.</>}</p>
            </header>
            <section className="overflow-hidden rounded-lg border bg-surface">
              <Asked question={shared} what="The stock">
                {(items) => items.length === 0 ? <Notice icon={PackageOpen} title="Nothing is listed here yet" /> : (
                  <>
                    <div className="border-b p-3"><input type="search" value={words} placeholder="Find" aria-label="Find a product" onChange={(event) => { setWords(event.target.value) }} className="target w-full rounded-md border border-line-strong bg-canvas px-2.5" /></div>
                    <Table label="Available stock" heads={heads}>
                      {sharedRows(items, words).map(({ sku, title, available }) => (
                        <tr key={sku} data-testid={`shared-${sku}`}>
                          <td className="break-words">{title ?? sku}</td>
                          <td className="text-ink-soft">{sku}</td>
                          <td className={`figures text-right text-base font-semibold ${available <= 0 ? 'text-ink-faint' : ''}`}>{available <= 0 ? <span className="text-xs font-normal">none</span> : number(available)}</td>
                        </tr>
                      ))}
                    </Table>
                    <MoreButton list={shared} />
                  </>
                )}
              </Asked>
            </section>
          </>
        )}
      </div>
    </main>
  )
}
