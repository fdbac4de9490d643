import { useId, useMemo } from 'react'
import { useReplica } from '../session/SessionContext'
import { TextField } from './Fields'

const mostOffered = 50

interface SkuFieldProps {
  readonly label: string
  readonly value: string
  readonly onPick: (sku: string) => void
  readonly className?: string
  readonly placeholder?: string
}

/** One of the creator's own SKUs, offered while it is typed; another may be typed as well. */
export function SkuField({ label, value, onPick, className = '', placeholder = 'Type to find' }: SkuFieldProps) {
  const id = useId()
  const inventory = useReplica((replica) => replica.inventory)
  const typed = value.trim().toLowerCase()
  const offered = useMemo(
    () => [...inventory.values()].filter(({ item }) => !item.unlinked && `${item.sku} ${item.title ?? ''}`.toLowerCase().includes(typed)).slice(0, mostOffered),
    [inventory, typed],
  )
  return (
    <div className={className}>
      <TextField label={label} list={id} value={value} placeholder={placeholder} spellCheck={false} onChange={(event) => { onPick(event.target.value) }} />
      <datalist id={id}>{offered.map(({ item }) => <option key={item.sku} value={item.sku}>{item.title ?? item.sku}</option>)}</datalist>
    </div>
  )
}
