import { useDeferredValue } from 'react'
import { useSearchParams } from 'react-router'

export interface Sorting {
  readonly id: string
  readonly desc: boolean
}

/** A list's search, filter and sorting live in the address, so that they can be kept and shared. */
export function useListAddress(fallback: Sorting) {
  const [params, setParams] = useSearchParams()
  const sort = params.get('sort')
  const put = (name: string, value: string | null) => {
    // From the address itself: what was rendered last may lag behind it.
    const next = new URLSearchParams(window.location.search)
    if (value === null) next.delete(name)
    else next.set(name, value)
    setParams(next, { replace: true })
  }
  const id = sort?.replace(/^-/, '') ?? fallback.id
  const desc = sort === null ? fallback.desc : sort.startsWith('-')
  return {
    query: useDeferredValue(params.get('q') ?? ''),
    filter: params.get('show'),
    sortId: id,
    sortDesc: desc,
    showFilter: (filter: string | null) => { put('show', filter) },
    sortBy: (next: Sorting) => { put('sort', next.id === fallback.id && next.desc === fallback.desc ? null : `${next.desc ? '-' : ''}${next.id}`) },
    clear: () => { setParams({}, { replace: true }) },
  }
}
