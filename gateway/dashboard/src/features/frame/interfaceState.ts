import { create } from 'zustand'
import { keepTheme, readTheme, type Theme } from '../../storage/preferences'

interface InterfaceState {
  readonly theme: Theme
  readonly chooseTheme: (theme: Theme) => void
}

/** The interface's own state; data lives in the replica. */
export const useInterface = create<InterfaceState>()((set) => ({
  theme: readTheme(localStorage),
  chooseTheme: (theme) => {
    keepTheme(theme, localStorage)
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
    set({ theme })
  },
}))
