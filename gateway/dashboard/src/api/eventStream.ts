/** One parsed part of a `text/event-stream` body. A comment carries nothing but the proof that the line is alive. */
export type StreamPart =
  | { readonly kind: 'message'; readonly event: string; readonly data: string; readonly id: string | null }
  | { readonly kind: 'comment' }

export interface ParserState {
  readonly rest: string
  readonly event: string
  readonly data: readonly string[]
  readonly id: string | null
}

export const freshParser: ParserState = { rest: '', event: '', data: [], id: null }

/**
 * Feeds one piece of text to the parser, as the WHATWG standard on server-sent events parses a stream:
 * a piece may end anywhere, a line ends with LF, CR LF or CR, and a blank line sends what was gathered.
 */
export function parseStream(state: ParserState, piece: string): { state: ParserState; parts: readonly StreamPart[] } {
  const { lines, rest } = splitLines(state.rest + piece)
  const parts: StreamPart[] = []
  let open: ParserState = state
  for (const line of lines) {
    if (line === '') {
      if (open.data.length > 0 || open.id !== null)
        parts.push({ kind: 'message', event: open.event, data: open.data.join('\n'), id: open.id })
      open = freshParser
    } else if (line.startsWith(':')) parts.push({ kind: 'comment' })
    else open = addField(open, line)
  }
  return { state: { ...open, rest }, parts }
}

function splitLines(text: string): { lines: readonly string[]; rest: string } {
  // A CR at the very end may be the first half of CR LF: it waits for the next piece.
  const settled = text.endsWith('\r') ? text.length - 1 : text.length
  const lines = text.slice(0, settled).split(/\r\n|\n|\r/)
  const unfinished = lines.pop() ?? ''
  return { lines, rest: unfinished + text.slice(settled) }
}

function addField(open: ParserState, line: string): ParserState {
  const colon = line.indexOf(':')
  const name = colon < 0 ? line : line.slice(0, colon)
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
  switch (name) {
    case 'event':
      return { ...open, event: value }
    case 'data':
      return { ...open, data: [...open.data, value] }
    case 'id':
      return value.includes('\0') ? open : { ...open, id: value }
    default:
      return open
  }
}
