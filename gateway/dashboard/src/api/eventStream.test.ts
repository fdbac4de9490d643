import { describe, expect, it } from 'vitest'
import { freshParser, parseStream, type StreamPart } from './eventStream'

function parse(...pieces: readonly string[]): readonly StreamPart[] {
  let state = freshParser
  return pieces.flatMap((piece) => {
    const parsed = parseStream(state, piece)
    state = parsed.state
    return parsed.parts
  })
}

const whole = 'id: 7\nevent: orders\ndata: {"a":\ndata: 1}\n\n'
const message = { kind: 'message', event: 'orders', data: '{"a":\n1}', id: '7' }

describe('the event stream', () => {
  it('joins the data lines of a message', () => {
    expect(parse(whole)).toEqual([message])
  })

  it('reads the same whatever the pieces and the line ends', () => {
    for (const text of [whole, whole.replaceAll('\n', '\r\n'), whole.replaceAll('\n', '\r') + ':'])
      for (let cut = 0; cut < text.length; cut++) expect(parse(text.slice(0, cut), text.slice(cut))).toEqual([message])
  })

  it('tells a heartbeat from a message', () => {
    expect(parse(': still here\n\n')).toEqual([{ kind: 'comment' }])
  })

  it('passes on an id without data, which moves the cursor', () => {
    expect(parse('id: 9\n\n')).toEqual([{ kind: 'message', event: '', data: '', id: '9' }])
  })

  it('sends nothing before the blank line', () => {
    expect(parse('data: 1\n')).toEqual([])
  })
})
