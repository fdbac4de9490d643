import { createCell, type Cell } from '../storage/cell'

/** Null until another version of the page lies ready; then the way to change to it. */
export const newVersion: Cell<(() => void) | null> = createCell<(() => void) | null>(null)

/** A page that stays open for days asks this often. */
const lookEveryMs = 30 * 60_000

/** Keeps the page itself on the device, so that it opens without a network from the first visit on. */
export async function keepAppShell(): Promise<void> {
  // A page without TLS has none, and the development server must not be kept.
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  const { serviceWorker } = navigator
  let controlled = serviceWorker.controller !== null
  const registration = await serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' }).catch(() => null)
  // A browser may forbid it; the page then works as any page does, with a network.
  if (registration === null) return
  // The first worker takes over silently; a later one only when the person says so, and every tab then loads anew.
  serviceWorker.addEventListener('controllerchange', () => {
    if (controlled) window.location.reload()
    controlled = true
  })
  offer(registration)
  registration.addEventListener('updatefound', () => {
    const { installing } = registration
    installing?.addEventListener('statechange', () => { offer(registration) })
  })
  setInterval(() => { void registration.update().catch(ignoreOffline) }, lookEveryMs)
}

function offer({ waiting }: ServiceWorkerRegistration): void {
  if (waiting === null || navigator.serviceWorker.controller === null) return
  newVersion.write(() => { waiting.postMessage({ type: 'SKIP_WAITING' }) })
}

/** Without a network there is no newer version to be had. */
function ignoreOffline(error: unknown): void {
  if (!(error instanceof TypeError)) throw error
}
