export function fileName(what: string, now: number): string {
  return `${what}-${new Date(now).toISOString().slice(0, 10)}.csv`
}

/** Hands bytes to the browser as a download. */
export function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun by then.
  setTimeout(() => { URL.revokeObjectURL(address) }, 60_000)
}
