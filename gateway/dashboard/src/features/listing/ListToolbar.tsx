import { ArrowUpDown } from 'lucide-react'
import { Button } from '../../ui/Button'
import { Chip } from '../../ui/Chip'
import { count, number } from '../../ui/format'
import type { Sorting } from './useListAddress'

export interface Filter { readonly id: string; readonly name: string; readonly count: number }
export interface SortChoice extends Sorting { readonly name: string }

interface ListToolbarProps {
  readonly title: string
  /** False while the first snapshot is being read: there is nothing to count yet. */
  readonly filled: boolean
  readonly shown: number
  readonly filters: readonly Filter[]
  readonly filter: string | null
  readonly onFilter: (filter: string | null) => void
  readonly sorts: readonly SortChoice[]
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
  readonly waiting: number
  readonly onRelease: () => void
}

export function ListToolbar(props: ListToolbarProps) {
  return (
    <div className="flex flex-col gap-2 px-4 py-2.5 md:flex-row md:items-center md:gap-4">
      <div className="flex items-center gap-3">
        <h1 className="text-lg font-semibold">{props.title}</h1>
        {(props.filled || props.shown > 0) && <span className="figures text-ink-faint" data-testid="shown-count">{number(props.shown)}</span>}
        <SortChoices {...props} />
      </div>
      <div role="group" aria-label="Show only" className="-mx-4 flex gap-1.5 overflow-x-auto px-4 py-1 md:mx-0 md:px-0">
        {props.filters.map(({ id, name, count: matching }) => (
          <Chip key={id} pressed={props.filter === id} onPress={() => { props.onFilter(props.filter === id ? null : id) }}>
            {name} {props.filled && <span className="figures text-xs">{number(matching)}</span>}
          </Chip>
        ))}
      </div>
      <div aria-live="polite" className="md:ml-auto">
        {props.waiting > 0 && (
          <Button onClick={props.onRelease} className="text-accent max-md:w-full">
            <ArrowUpDown aria-hidden="true" className="size-3.5" />
            <span className="figures">{count(props.waiting, 'new change')}: sort again</span>
          </Button>
        )}
      </div>
    </div>
  )
}

/** On a phone there is no table head to sort by. */
function SortChoices({ sorts, sorting, onSort }: ListToolbarProps) {
  const current = sorts.findIndex((sort) => sort.id === sorting.id && sort.desc === sorting.desc)
  return (
    <label className="ml-auto flex items-center gap-2 text-ink-soft md:hidden">
      <span className="sr-only">Sort by</span>
      <select
        value={String(Math.max(0, current))}
        onChange={(event) => {
          const chosen = sorts[Number(event.target.value)]
          if (chosen !== undefined) onSort({ id: chosen.id, desc: chosen.desc })
        }}
        className="target rounded-md border border-line-strong/60 bg-surface px-2"
      >
        {sorts.map((sort, at) => <option key={sort.name} value={String(at)}>{sort.name}</option>)}
      </select>
    </label>
  )
}
