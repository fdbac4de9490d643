import { Activity, Bell, Boxes, Cable, FileSpreadsheet, GitCompareArrows, House, Inbox, Link2, ReceiptText, Settings, Timer, type LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import { NavLink } from 'react-router'
import { AlertCount, ChannelDot, ConflictCount } from './badges'

interface PageLink {
  readonly to: string
  readonly name: string
  readonly icon: LucideIcon
  /** What there is to see on it, at a glance. */
  readonly badge?: ComponentType
}

const pages: readonly PageLink[] = [
  { to: '/', name: 'Overview', icon: House },
  { to: '/inventory', name: 'Inventory', icon: Boxes },
  { to: '/orders', name: 'Orders', icon: ReceiptText },
  { to: '/conflicts', name: 'Conflicts', icon: GitCompareArrows, badge: ConflictCount },
  { to: '/channels', name: 'Channels', icon: Cable, badge: ChannelDot },
  { to: '/alerts', name: 'Alerts', icon: Bell, badge: AlertCount },
  { to: '/sessions', name: 'Sessions', icon: Timer },
  { to: '/listings', name: 'Listings', icon: Link2 },
  { to: '/deliveries', name: 'Deliveries', icon: Inbox },
  { to: '/import', name: 'Files', icon: FileSpreadsheet },
  { to: '/ops', name: 'Ops', icon: Activity },
  { to: '/settings', name: 'Settings', icon: Settings },
]

/** A rail on the left; a bar at the bottom on a phone, which scrolls when there are more pages than fit. */
export function Navigation() {
  return (
    <nav
      aria-label="Pages"
      className="flex border-t bg-surface pb-[env(safe-area-inset-bottom)] max-md:order-last max-md:overflow-x-auto md:w-44 md:flex-col md:gap-0.5 md:border-t-0 md:border-r md:p-2"
    >
      {pages.map(({ to, name, icon: Icon, badge: Badge }) => (
        <NavLink
          key={to}
          to={to}
          end={to === '/'}
          className={({ isActive }) =>
            `relative flex min-h-11 items-center gap-x-2.5 gap-y-0.5 rounded-md px-3 font-medium max-md:min-w-16 max-md:flex-1 max-md:flex-col max-md:justify-center max-md:px-1 max-md:py-1.5 max-md:text-xs ${
              isActive ? 'bg-accent-soft text-accent max-md:bg-transparent' : 'text-ink-soft hover:bg-raised hover:text-ink'
            }`
          }
        >
          <Icon aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
          {name}
          {Badge !== undefined && <Badge />}
        </NavLink>
      ))}
    </nav>
  )
}
