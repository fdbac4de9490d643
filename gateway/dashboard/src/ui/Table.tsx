import type { ReactNode } from 'react'

export interface Head { readonly name: string; readonly right?: boolean }

/** A short table inside a panel; it scrolls sideways rather than being cut off. */
export function Table({ label, heads, children }: { readonly label: string; readonly heads: readonly Head[]; readonly children: ReactNode }) {
  return (
    <div role="group" aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse [&_td]:h-11 [&_td]:px-3 [&_td:first-child]:pl-4 [&_td:last-child]:pr-4 [&_tbody_tr+tr]:border-t">
        <thead>
          <tr className="border-b text-xs text-ink-soft">
            {heads.map(({ name, right }) => <th key={name} scope="col" className={`h-8 px-3 font-medium whitespace-nowrap first:pl-4 last:pr-4 ${right === true ? 'text-right' : 'text-left'}`}>{name}</th>)}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
