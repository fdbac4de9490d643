/** The origin that the page asks: the one it was built for, else its own. */
export function originOf(built: unknown, own: string): string {
  if (built === undefined || built === '') return own
  if (typeof built !== 'string') throw new TypeError('VITE_API_ORIGIN is no text.')
  const { origin, protocol } = new URL(built)
  if (origin !== built || (protocol !== 'https:' && protocol !== 'http:')) throw new TypeError(`VITE_API_ORIGIN is no origin: ${built}`)
  return origin
}
