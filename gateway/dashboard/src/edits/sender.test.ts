import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { FailureError, failureOf, localFailure } from '../api/failure'
import type { Mutation, MutationAnswer, MutationResult } from '../api/mutations'
import { createDatabase, type Database } from '../storage/database'
import { addEdit, dismissEdit, loadEdits, markSent, mostSynced, settleEdits, withdrawEdit } from '../storage/editStore'
import { createDesk } from './desk'
import { isPending, type EditState } from './edit'
import { createSender, type SenderPorts, type Sending } from './sender'
import { change, edit, newEdit, set } from './samples.testing'

let run = 0
let database: Database
beforeEach(() => { database = createDatabase(`sender ${String(run++)}`) })

/** A server that counts each id once for good, and fails as it is told to. */
function server() {
  const books = new Map<string, Mutation>()
  const requests: Mutation[][] = []
  const world = {
    books, requests,
    /** What goes wrong with a request, before or after the server has done its work. */
    before: (_: readonly Mutation[]): void => {},
    after: (_: readonly Mutation[]): void => {},
    answerFor: (mutation: Mutation): MutationResult => ({ id: mutation.id, result: books.has(mutation.id) ? 'duplicate' : 'applied' }),
    send: (mutations: readonly Mutation[]): Promise<MutationAnswer> => {
      requests.push([...mutations])
      world.before(mutations)
      const results = mutations.map((mutation) => {
        const answer = world.answerFor(mutation)
        if (answer.result === 'applied') books.set(mutation.id, mutation)
        return answer
      })
      world.after(mutations)
      return Promise.resolve({ results, items: [] })
    },
  }
  return world
}

function senderFor(world: ReturnType<typeof server>, over: Partial<SenderPorts> = {}) {
  const said: Sending[] = []
  const sender = createSender({
    all: async () => (await loadEdits(database)).edits,
    markSent: (edits, held) => markSent(database, edits, held),
    settle: (states) => settleEdits(database, states),
    send: world.send,
    heldItem: () => undefined,
    canSend: () => true,
    now: () => 1_000,
    random: () => 0,
    delay: (_, then) => {
      const timer = setTimeout(then, 0)
      return () => { clearTimeout(timer) }
    },
    onSending: (sending) => { said.push(sending) },
    onBroken: (error) => { throw error },
    ...over,
  })
  return { sender, said }
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 5_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come to that.')
    await new Promise((resolve) => { setTimeout(resolve, 1) })
  }
}

const states = async () => (await loadEdits(database)).edits.map(({ state }) => state.kind)
const nothingPending = async () => !(await loadEdits(database)).edits.some(isPending)
const unreachable = () => { throw new FailureError(localFailure('unreachable')) }

describe('the queue', () => {
  it('is sent in one batch and answered edit by edit', async () => {
    const world = server()
    world.answerFor = ({ id, sku }) => sku === 'B' ? { id, result: 'refused', code: 'bundle.has_no_stock_of_its_own' }
      : sku === 'C' ? { id, result: 'conflict', conflict: { id: null, reason: 'superseded', status: null, winner: null } } : { id, result: 'applied' }
    for (const [id, sku] of [['1', 'A'], ['2', 'B'], ['3', 'C']] as const) await addEdit(database, newEdit(id, set(sku, 4)))
    senderFor(world).sender.wake(false)
    await until(nothingPending)
    expect(world.requests).toHaveLength(1)
    expect(await states()).toEqual(['synced', 'refused', 'conflicting'])
  })

  it('sends again with the same id what was accepted only', async () => {
    const world = server()
    let asked = 0
    world.answerFor = ({ id }) => ({ id, result: ++asked < 3 ? 'accepted' : 'applied' })
    await addEdit(database, newEdit('1', set('A', 4)))
    senderFor(world).sender.wake(false)
    await until(nothingPending)
    expect(world.requests.map(([only]) => only?.id)).toEqual(['1', '1', '1'])
  })

  it('keeps everything while the server cannot be reached, and is answered once it can', async () => {
    const world = server()
    world.before = unreachable
    await addEdit(database, newEdit('1', set('A', 4)))
    const { sender, said } = senderFor(world)
    sender.wake(false)
    await until(() => world.requests.length > 2)
    expect(await states()).toEqual(['pending'])
    world.before = () => {}
    await until(nothingPending)
    expect(world.books.size).toBe(1)
    expect(said.some(({ kind }) => kind === 'waiting')).toBe(true)
  })

  it('finds the one edit that the server never takes, and keeps the rest', async () => {
    const world = server()
    world.before = (mutations) => { if (mutations.some(({ sku }) => sku === 'BAD')) throw new FailureError(failureOf(400, { code: 'mutations.invalid' }, null)) }
    for (let at = 0; at < 9; at++) await addEdit(database, newEdit(String(at), set(at === 5 ? 'BAD' : `S${String(at)}`, 4)))
    senderFor(world).sender.wake(false)
    await until(nothingPending)
    expect(world.books.size).toBe(8)
    expect((await states()).filter((state) => state === 'refused')).toHaveLength(1)
  })

  it('waits for another key where this one may not', async () => {
    const world = server()
    world.before = () => { throw new FailureError(failureOf(403, { code: 'auth.scope' }, null)) }
    await addEdit(database, newEdit('1', set('A', 4)))
    const { sender, said } = senderFor(world)
    sender.wake(false)
    await until(() => said.at(-1)?.kind === 'blocked')
    expect(world.requests).toHaveLength(1)
    expect(await states()).toEqual(['pending'])
  })

  it('sends nothing while nothing would get through', async () => {
    const world = server()
    await addEdit(database, newEdit('1', set('A', 4)))
    const { sender, said } = senderFor(world, { canSend: () => false })
    sender.wake(true)
    await until(() => said.length > 0)
    expect(world.requests).toEqual([])
  })
})

describe('a page that is killed', () => {
  const steps = ['before the attempt is counted', 'before the request', 'after the server has done its work', 'before the answer is on disk', 'after the answer is on disk'] as const

  for (const killedAt of steps) {
    it(`${killedAt} has every edit counted once by the page after it`, async () => {
      const world = server()
      for (const id of ['1', '2', '3']) await addEdit(database, newEdit(id, change('A', -1)))
      let killed = false
      const dieAt = (step: typeof killedAt) => {
        if (step !== killedAt || killed) return
        killed = true
        first.sender.stop()
        throw new Error('killed')
      }
      const first = senderFor(world, {
        onBroken: () => {},
        markSent: (edits, held) => {
          dieAt('before the attempt is counted')
          return markSent(database, edits, held)
        },
        send: async (mutations) => {
          dieAt('before the request')
          const answer = await world.send(mutations)
          dieAt('after the server has done its work')
          return answer
        },
        settle: async (answers: ReadonlyMap<string, EditState>) => {
          dieAt('before the answer is on disk')
          await settleEdits(database, answers)
          dieAt('after the answer is on disk')
        },
      })
      first.sender.wake(false)
      await until(() => killed)
      database.close()
      database = createDatabase(database.name)
      senderFor(world).sender.wake(false)
      await until(nothingPending)
      expect([...world.books.keys()]).toEqual(['1', '2', '3'])
      expect(await states()).toEqual(['synced', 'synced', 'synced'])
    })
  }
})

describe('taking back', () => {
  const desk = () => createDesk({ database, now: () => 1_000, randomBytes: () => crypto.getRandomValues(new Uint8Array(10)), onChanged: () => Promise.resolve() })

  it('withdraws what nobody has heard of', async () => {
    const id = await desk().make(set('A', 4), 1)
    expect(await desk().undo(id)).toBe(true)
    expect(await states()).toEqual([])
  })

  it('sends the opposite after what may have been sent', async () => {
    const id = await desk().make(set('A', 4, 10), 1)
    await markSent(database, (await loadEdits(database)).edits.filter(isPending), () => 10)
    expect(await withdrawEdit(database, id)).toBe(false)
    expect(await desk().undo(id)).toBe(true)
    expect((await loadEdits(database)).edits.at(-1)).toMatchObject({ undoes: id, wanted: { kind: 'change', units: 6 } })
  })

  it('dismisses what is answered, never what waits', async () => {
    await addEdit(database, newEdit('1', set('A', 4)))
    const [waiting] = (await loadEdits(database)).edits
    await dismissEdit(database, waiting?.sequence ?? 0)
    expect(await states()).toEqual(['pending'])
    await settleEdits(database, new Map([['1', { kind: 'refused', answeredAt: 1, code: 'c' }]]))
    await dismissEdit(database, waiting?.sequence ?? 0)
    expect(await states()).toEqual([])
  })
})

describe('edits on disk', () => {
  it('that this version cannot read are kept and told of', async () => {
    await database.edits.add({ ...edit(7, set('A', 4)), wanted: { kind: 'paint', sku: 'A' } } as never)
    const stored = await loadEdits(database)
    expect(stored.edits).toEqual([])
    expect(stored.unreadable.map(({ id }) => id)).toEqual(['edit-7'])
  })

  it('keep the last few that are in the books', async () => {
    for (let at = 0; at < mostSynced + 5; at++) {
      await addEdit(database, newEdit(String(at), set('A', at)))
      await settleEdits(database, new Map([[String(at), { kind: 'synced', answeredAt: at }]]))
    }
    expect((await loadEdits(database)).edits).toHaveLength(mostSynced)
  })
})
