// Runs before the first paint; src/storage/preferences.ts writes the value.
try {
  const theme = localStorage.getItem('creatorflow.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage may be blocked; the system's theme then stands.
}
