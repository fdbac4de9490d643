import { Dexie, type Table } from 'dexie'
import type { InventoryItem, Order } from '../api/shapes'
import type { NewEdit } from '../edits/edit'

/** What is known of the copy as a whole. */
export interface CopyMeta {
  readonly name: 'copy'
  /** Everything up to here is in the tables, and nothing beyond is missing. */
  readonly cursor: string
  /** When it was last known to be the server's, in milliseconds. */
  readonly asOf: number
  readonly unreadable: number
  readonly ordersCut: boolean
}

/** Which tab leads, where the browser has no locks. */
export interface Lease {
  readonly name: 'lease'
  readonly tab: string
  readonly until: number
}

export type Meta = CopyMeta | Lease

/** An edit as it lies on disk; another version of this page may have written it. */
export interface StoredEdit {
  readonly sequence: number
  readonly id: string
}

/** One creator's data on this device. An environment is another origin, which has databases of its own. */
export type Database = Dexie & {
  readonly inventory: Table<InventoryItem, string>
  readonly orders: Table<Order, string>
  readonly edits: Table<StoredEdit, number, NewEdit | StoredEdit>
  readonly meta: Table<Meta, Meta['name']>
}

export function databaseName(creatorId: string): string {
  return `creatorflow ${creatorId}`
}

/**
 * The disk's version, which the tabs' channel carries too.
 *
 * A record's shape is part of the version: whoever changes it adds a version whose upgrade clears `inventory`, `orders` and
 * `meta`, and the copy is read anew. `edits` are kept through every version.
 */
export const databaseVersion = 3

export function createDatabase(name: string): Database {
  const database = new Dexie(name) as Database
  const tables = { inventory: 'sku', orders: 'id', edits: '++sequence, &id', meta: 'name' }
  database.version(1).stores(tables)
  database.version(databaseVersion).stores(tables).upgrade(async (opened) => {
    for (const table of ['inventory', 'orders', 'meta']) await opened.table(table).clear()
  })
  return database
}
