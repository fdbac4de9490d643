import { NavLink, Outlet } from 'react-router'

const tabs = [
  { to: 'keys', name: 'People and keys' },
  { to: 'links', name: 'Share links' },
  { to: 'secrets', name: 'Connections’ secrets' },
  { to: 'webhooks', name: 'Alert webhooks' },
  { to: 'conflicts', name: 'Conflicts' },
  { to: 'audit', name: 'Audit' },
] as const

/** The tab is in the address. */
export function SettingsPage() {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
        <h1 className="text-lg font-semibold">Settings</h1>
        <nav aria-label="Settings" className="-mx-4 flex gap-1 overflow-x-auto border-b px-4 md:mx-0 md:px-0">
          {tabs.map(({ to, name }) => (
            <NavLink key={to} to={to} className={({ isActive }) => `-mb-px inline-flex min-h-11 items-center border-b-2 px-3 whitespace-nowrap ${isActive ? 'border-accent font-medium text-accent' : 'border-transparent text-ink-soft hover:text-ink'}`}>
              {name}
            </NavLink>
          ))}
        </nav>
        <Outlet />
      </div>
    </div>
  )
}
