import { describe, expect, it } from 'vitest'
import { readPart } from './streamReader'
import { item } from './samples.testing'

const message = (data: string, id: string | null, event = 'inventory') => ({ kind: 'message', event, data, id }) as const

describe('a part of the stream', () => {
  it('is one change, its id the cursor', () => {
    const body = { topic: 'inventory', id: 'A', version: 1, data: item('A', 1) }
    expect(readPart(message(JSON.stringify(body), '7'))).toMatchObject({ cursor: '7', changes: [{ topic: 'inventory', item: { sku: 'A' } }] })
  })

  it('may bundle several changes', () => {
    const change = (sku: string) => ({ topic: 'inventory', data: item(sku, 1) })
    expect(readPart(message(JSON.stringify({ changes: [change('A'), change('B')], cursor: '9' }), null))).toMatchObject({ cursor: '9', changes: [{}, {}] })
  })

  it('moves the cursor alone when it is an id, an unknown topic or no JSON', () => {
    expect(readPart(message('', '8'))).toEqual({ changes: [], cursor: '8' })
    expect(readPart(message('{}', '8', 'moon'))).toMatchObject({ cursor: '8', changes: [{ topic: 'other', unreadable: false }] })
    expect(readPart(message('{', '8'))).toMatchObject({ cursor: '8', changes: [{ topic: 'other', unreadable: true }] })
  })

  it('is nothing when it is a heartbeat', () => {
    expect(readPart({ kind: 'comment' })).toEqual({ changes: [], cursor: null })
  })
})
