/** Groups in the order in which they were first met. */
export function lanesBy<T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const lanes = new Map<K, T[]>()
  for (const one of all) {
    const lane = lanes.get(keyOf(one))
    if (lane === undefined) lanes.set(keyOf(one), [one])
    else lane.push(one)
  }
  return lanes
}
