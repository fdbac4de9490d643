/** A browser's storage that ends with the test. */
export function memory(): Storage {
  const held = new Map<string, string>()
  return {
    get length() { return held.size },
    clear: () => { held.clear() },
    getItem: (name) => held.get(name) ?? null,
    key: (at) => [...held.keys()][at] ?? null,
    removeItem: (name) => { held.delete(name) },
    setItem: (name, value) => { held.set(name, value) },
  }
}
