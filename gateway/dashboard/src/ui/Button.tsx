import type { ButtonHTMLAttributes } from 'react'

const looks = {
  primary: 'bg-accent text-accent-ink border-accent hover:opacity-90',
  quiet: 'bg-surface text-ink border-line-strong/60 hover:bg-raised',
  bare: 'border-transparent text-ink-soft hover:bg-raised hover:text-ink',
} as const

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: keyof typeof looks
}

export function Button({ look = 'quiet', className = '', type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={`target inline-flex items-center justify-center gap-1.5 rounded-md border px-3 font-medium whitespace-nowrap disabled:opacity-60 ${looks[look]} ${className}`}
      {...rest}
    />
  )
}
