import { NavLink } from 'react-router'

const look = ({ isActive }: { readonly isActive: boolean }) => `-mb-px inline-flex min-h-11 items-center border-b-2 px-3 whitespace-nowrap ${isActive ? 'border-accent font-medium text-accent' : 'border-transparent text-ink-soft hover:text-ink'}`

export function DeliveryTabs() {
  return (
    <header className="flex flex-col gap-2">
      <h1 className="text-lg font-semibold">Deliveries</h1>
      <nav aria-label="Deliveries" className="flex gap-1 border-b">
        <NavLink to="/deliveries" end className={look}>All</NavLink>
        <NavLink to="/parked" className={look}>Parked</NavLink>
      </nav>
    </header>
  )
}
