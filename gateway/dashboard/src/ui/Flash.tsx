/** Tints its nearest positioned ancestor softly for two seconds after a live change. */
export function Flash({ changedAt }: { readonly changedAt: number | null }) {
  if (changedAt === null || Date.now() - changedAt > flashMs) return null
  return <span key={changedAt} aria-hidden="true" className="flash pointer-events-none absolute inset-0 -z-10" />
}

const flashMs = 2_000
