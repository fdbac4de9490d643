export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Also read by public/theme.js, before the first paint. */
const entry = 'creatorflow.theme'

export function readTheme(device: Storage): Theme {
  const stored = device.getItem(entry)
  return themes.find((theme) => theme === stored) ?? 'system'
}

export function keepTheme(theme: Theme, device: Storage): void {
  if (theme === 'system') device.removeItem(entry)
  else device.setItem(entry, theme)
}
