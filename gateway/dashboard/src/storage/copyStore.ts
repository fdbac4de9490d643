import type { InventoryItem, Order } from '../api/shapes'
import type { CopyMeta, Database } from './database'

export interface StoredCopy {
  readonly meta: Omit<CopyMeta, 'name'>
  readonly inventory: readonly InventoryItem[]
  readonly orders: readonly Order[]
}

/** Rows to write, and the cursor that they belong to. */
export interface CopyDelta {
  readonly meta: Omit<CopyMeta, 'name'>
  readonly inventory: { readonly put: readonly InventoryItem[]; readonly remove: readonly string[] }
  readonly orders: { readonly put: readonly Order[]; readonly remove: readonly string[] }
}

/** Somebody else has written since: what is in memory is not what the disk goes on from. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError'
}

/**
 * Reads the copy as of one moment; null when there is none.
 * @param onInventory Called as soon as the stock is there: the orders may take longer.
 */
export function loadCopy(database: Database, onInventory: (items: readonly InventoryItem[]) => void): Promise<StoredCopy | null> {
  return database.transaction('r', [database.inventory, database.orders, database.meta], async () => {
    const meta = await copyMeta(database)
    if (meta === null) return null
    const inventory = await database.inventory.toArray()
    onInventory(inventory)
    return { meta, inventory, orders: await database.orders.toArray() }
  })
}

/** Writes rows and their cursor, or neither. Throws {@link OvertakenError} unless the copy on disk stands at `from`. */
export function commitDelta(database: Database, from: string | null, { meta, inventory, orders }: CopyDelta): Promise<void> {
  return database.transaction('rw', [database.inventory, database.orders, database.meta], async () => {
    const stored = await copyMeta(database)
    if ((stored?.cursor ?? null) !== from) throw new OvertakenError('The copy on disk has moved.')
    await database.inventory.bulkPut([...inventory.put])
    await database.inventory.bulkDelete([...inventory.remove])
    await database.orders.bulkPut([...orders.put])
    await database.orders.bulkDelete([...orders.remove])
    await database.meta.put({ name: 'copy', ...meta })
  })
}

/** Puts a whole new copy in the place of the old one, or leaves the old one. Edits are not touched. */
export function replaceCopy(database: Database, { meta, inventory, orders }: StoredCopy): Promise<void> {
  return database.transaction('rw', [database.inventory, database.orders, database.meta], async () => {
    await Promise.all([database.inventory.clear(), database.orders.clear()])
    await database.inventory.bulkAdd([...inventory])
    await database.orders.bulkAdd([...orders])
    await database.meta.put({ name: 'copy', ...meta })
  })
}

/** Notes that the copy was the server's at that time, if it still stands where it did. */
export async function touchCopy(database: Database, cursor: string, asOf: number): Promise<void> {
  await database.transaction('rw', [database.meta], async () => {
    const stored = await copyMeta(database)
    if (stored?.cursor === cursor && asOf > stored.asOf) await database.meta.put({ name: 'copy', ...stored, asOf })
  })
}

export async function copyCursor(database: Database): Promise<string | null> {
  return (await copyMeta(database))?.cursor ?? null
}

async function copyMeta(database: Database): Promise<Omit<CopyMeta, 'name'> | null> {
  const stored = await database.meta.get('copy')
  return stored?.name === 'copy' ? stored : null
}
