import { Monitor, Moon, Sun } from 'lucide-react'
import { themes } from '../../storage/preferences'
import { Button } from '../../ui/Button'
import { useInterface } from './interfaceState'

const icons = { system: Monitor, light: Sun, dark: Moon } as const

/** Goes from system to light to dark and around. */
export function ThemeToggle() {
  const { theme, chooseTheme } = useInterface()
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
  const Icon = icons[theme]
  return (
    <Button look="bare" className="px-2" onClick={() => { chooseTheme(next) }} aria-label={`Theme: ${theme}. Change to ${next}`} title={`Theme: ${theme}`}>
      <Icon aria-hidden="true" className="size-4" />
    </Button>
  )
}
