import { Lock } from 'lucide-react'
import { Suspense } from 'react'
import { Outlet, useLocation } from 'react-router'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { SkeletonRows } from '../../ui/Skeleton'
import { ConnectionBadge } from '../connection/ConnectionBadge'
import { LatencyBadge } from '../connection/LatencyBadge'
import { DiskBanner, StaleBanner } from '../connection/StaleBanner'
import { EditNotices } from '../editing/EditNotices'
import { EditsBadge } from '../editing/EditsBadge'
import { UndoOffer } from '../editing/UndoOffer'
import { SearchBox } from '../search/SearchBox'
import { useConnection, useSignedIn } from '../session/SessionContext'
import { Account } from './Account'
import { Navigation } from './Navigation'
import { PageFault } from './PageFault'
import { ThemeToggle } from './ThemeToggle'
import { UpdateNotice } from './UpdateNotice'

export function Frame() {
  const connection = useConnection()
  const { session } = useSignedIn()
  return (
    <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-3">
        Skip to the content
      </a>
      <header className="flex items-center gap-2 border-b bg-surface px-3 py-1.5 md:gap-3">
        <span className="hidden w-38 pl-2 text-[15px] font-semibold tracking-tight md:block">CreatorFlow</span>
        <SearchBox />
        <div className="ml-auto flex items-center gap-1.5">
          <EditsBadge />
          <LatencyBadge />
          <ConnectionBadge />
          <ThemeToggle />
          <Account />
        </div>
      </header>
      <div className="flex min-h-0 max-md:flex-col">
        <Navigation />
        <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
          <UpdateNotice newVersion={session.newVersion} />
          <DiskBanner />
          <StaleBanner />
          <EditNotices />
          {connection.kind === 'forbidden' ? <Forbidden code={connection.failure.code} title={connection.failure.title} /> : <CurrentPage />}
        </main>
      </div>
      <UndoOffer />
    </div>
  )
}

/** Pages that are not of the first paint come when they are opened. */
function CurrentPage() {
  const { pathname } = useLocation()
  return <PageFault key={pathname}><Suspense fallback={<div className="p-4"><SkeletonRows rows={8} height={56} /></div>}><Outlet /></Suspense></PageFault>
}

function Forbidden({ code, title }: { readonly code: string; readonly title: string }) {
  const { session, signOut } = useSignedIn()
  return (
    <Notice
      page
      icon={Lock}
      title="This key may not read stock and orders"
      code={code}
      action={<div className="flex gap-2"><Button look="primary" onClick={signOut}>Use another key</Button><Button onClick={session.retry}>Try again</Button></div>}
    >
      <p>{title}</p>
      <p>A key with the scope “read” or “owner” may.</p>
    </Notice>
  )
}
