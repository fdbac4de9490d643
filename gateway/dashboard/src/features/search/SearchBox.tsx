import { Search } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { useNarrow } from '../../ui/useNarrow'
import { SearchResults } from './SearchResults'
import { useSearchResults } from './useSearchResults'

/** On a list it filters that list, by the address; anywhere else it offers what it finds. */
export function SearchBox() {
  const list = ['/inventory', '/orders'].includes(useLocation().pathname)
  return list ? <ListSearch /> : <JumpSearch />
}

function ListSearch() {
  const [params, setParams] = useSearchParams()
  const asked = params.get('q') ?? ''
  const [text, setText] = useState(asked)
  const written = useRef(asked)
  const input = useSearchShortcut()
  // The router renders an address later than it is set: one that lags behind the typing must not overwrite the field.
  useEffect(() => {
    const current = new URLSearchParams(window.location.search).get('q') ?? ''
    if (asked !== current || asked === written.current) return
    written.current = asked
    setText(asked)
  }, [asked])
  const change = (query: string) => {
    setText(query)
    written.current = query
    const next = new URLSearchParams(window.location.search)
    if (query === '') next.delete('q')
    else next.set('q', query)
    setParams(next, { replace: true })
  }
  return (
    <Field
      input={input}
      value={text}
      onChange={change}
      onKeyDown={(event) => { if (event.key === 'Escape') leave(event, () => { change('') }) }}
    />
  )
}

function JumpSearch() {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const input = useSearchShortcut()
  const navigate = useNavigate()
  const results = useSearchResults(query)
  const go = (to: string | undefined) => {
    if (to === undefined) return
    setQuery('')
    void navigate(to)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const by = event.key === 'ArrowDown' ? 1 : results.length - 1
      setActive((now) => (now + by) % Math.max(1, results.length))
    } else if (event.key === 'Enter') go(results[active]?.to)
    else if (event.key === 'Escape') leave(event, () => { setQuery('') })
  }
  const change = (next: string) => {
    setQuery(next)
    setActive(0)
  }
  return (
    <Field input={input} value={query} onChange={change} onKeyDown={onKeyDown} expanded={query !== ''} activeId={query === '' ? undefined : `search-result-${String(active)}`}>
      {query !== '' && <SearchResults query={query} results={results} active={active} onChoose={go} />}
    </Field>
  )
}

function leave(event: KeyboardEvent<HTMLInputElement>, clear: () => void): void {
  if (event.currentTarget.value === '') event.currentTarget.blur()
  else clear()
}

interface FieldProps {
  readonly input: React.RefObject<HTMLInputElement | null>
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly expanded?: boolean
  readonly activeId?: string | undefined
  readonly children?: React.ReactNode
}

function Field({ input, value, onChange, onKeyDown, expanded, activeId, children }: FieldProps) {
  const combobox = expanded === undefined ? {} : { role: 'combobox', 'aria-expanded': expanded, 'aria-controls': 'search-results', 'aria-autocomplete': 'list' as const }
  return (
    <div className="relative min-w-0 flex-1 md:max-w-md">
      <Search aria-hidden="true" className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint" />
      <input
        ref={input}
        type="search"
        value={value}
        onChange={(event) => { onChange(event.target.value) }}
        onKeyDown={onKeyDown}
        placeholder={useNarrow() ? 'Search' : 'Search SKU, title, order'}
        aria-label="Search SKU, title or order number"
        aria-keyshortcuts="/ Control+K"
        aria-activedescendant={activeId}
        autoComplete="off"
        spellCheck={false}
        {...combobox}
        className="target w-full rounded-md border border-line-strong/60 bg-canvas pr-2 pl-8 placeholder:text-ink-faint"
      />
      {value === '' && <kbd aria-hidden="true" className="pointer-events-none absolute top-1/2 right-2.5 hidden -translate-y-1/2 rounded border px-1.5 font-sans text-xs text-ink-faint md:block">/</kbd>}
      {children}
    </div>
  )
}

/** `/` (unless a field has the focus) and Ctrl-K or ⌘K lead to the search. */
function useSearchShortcut() {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]')
      const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
      const ctrlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
      if (!slash && !ctrlK) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    window.addEventListener('keydown', onKey)
    return () => { window.removeEventListener('keydown', onKey) }
  }, [])
  return input
}
