import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from 'react'

const look = 'target w-full min-w-0 rounded-md border border-line-strong bg-canvas px-2.5 font-normal placeholder:text-ink-faint aria-invalid:border-bad disabled:opacity-60'

interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly className?: string
}

export function TextField({ label, hint, className = '', ...rest }: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId()
  return (
    <label className={`flex min-w-0 flex-col gap-1 font-medium ${className}`}>
      {label}
      <input autoComplete="off" aria-describedby={hint === undefined ? undefined : id} className={look} {...rest} />
      {hint !== undefined && <span id={id} className="text-xs font-normal text-ink-faint">{hint}</span>}
    </label>
  )
}

export interface Choice { readonly value: string; readonly name: string }

export function ChoiceField({ label, hint, className = '', choices, ...rest }: FieldProps & SelectHTMLAttributes<HTMLSelectElement> & { readonly choices: readonly Choice[] }) {
  const id = useId()
  return (
    <label className={`flex min-w-0 flex-col gap-1 font-medium ${className}`}>
      {label}
      <select aria-describedby={hint === undefined ? undefined : id} className={look} {...rest}>
        {choices.map(({ value, name }) => <option key={value} value={value}>{name}</option>)}
      </select>
      {hint !== undefined && <span id={id} className="text-xs font-normal text-ink-faint">{hint}</span>}
    </label>
  )
}
