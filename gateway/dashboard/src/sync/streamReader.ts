import { decodeChange, decodeChangePage } from '../api/decodeChange'
import { fields, readOrSkip } from '../api/fields'
import { freshParser, parseStream, type StreamPart } from '../api/eventStream'
import type { Change } from '../api/shapes'

/** Changes that are applied together, and where the feed stands after them. */
export interface Batch {
  readonly changes: readonly Change[]
  readonly cursor: string | null
}

/** Under load the screen is repainted at most this often; a change that comes alone is shown at once. */
export const batchWindowMs = 100

export interface StreamListener {
  readonly onHeard: () => void
  readonly onBatch: (batch: Batch) => void
}

type Delay = (ms: number, then: () => void) => () => void

/** Reads a stream's body to its end. Nothing is left behind: what was gathered is handed over before it returns or throws. */
export async function readStream(response: Response, delay: Delay, listener: StreamListener): Promise<void> {
  const gathered = gather(delay, listener.onBatch)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let parser = freshParser
  try {
    for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
      listener.onHeard()
      const parsed = parseStream(parser, read.value)
      parser = parsed.state
      gathered.add(parsed.parts.map(readPart))
    }
  } finally {
    gathered.flush()
  }
}

/** The first batch goes at once; what follows within the window goes together at its end. */
function gather(delay: Delay, onBatch: (batch: Batch) => void) {
  let waiting: readonly Batch[] = []
  let closed = true
  const flush = () => {
    const changes = waiting.flatMap((batch) => batch.changes)
    const cursor = waiting.findLast((batch) => batch.cursor !== null)?.cursor ?? null
    waiting = []
    if (changes.length > 0 || cursor !== null) onBatch({ changes, cursor })
  }
  const openWindow = () => {
    closed = false
    delay(batchWindowMs, () => {
      closed = true
      if (waiting.length > 0) send()
    })
  }
  const send = () => {
    flush()
    openWindow()
  }
  const add = (batches: readonly Batch[]) => {
    waiting = [...waiting, ...batches.filter((batch) => batch.changes.length > 0 || batch.cursor !== null)]
    if (closed && waiting.length > 0) send()
  }
  return { add, flush }
}

/** One message is one change; a server may also bundle several as a page. The message's id is the cursor. */
export function readPart(part: StreamPart): Batch {
  if (part.kind === 'comment') return { changes: [], cursor: null }
  // An id alone moves the cursor; a server may send one with its heartbeat.
  if (part.data === '') return { changes: [], cursor: part.id }
  const body = readOrSkip(part.data, (data) => fields(parseJson(String(data)), 'message'))
  if (body === undefined) return { changes: [unreadable], cursor: part.id }
  if (Array.isArray(body['changes'])) {
    const page = decodeChangePage(body)
    return { changes: page.changes, cursor: part.id ?? page.cursor }
  }
  const change = decodeChange({ topic: part.event, ...body })
  return { changes: [change], cursor: part.id ?? change.cursor }
}

const unreadable: Change = { topic: 'other', unreadable: true, sessions: false, cursor: null, occurredAt: null, recordedAt: null, traced: false }

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
