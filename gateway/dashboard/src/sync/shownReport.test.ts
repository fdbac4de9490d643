import { expect, test } from 'vitest'
import { createShownReport, mostInReport, type ShownChange } from './shownReport'

const change = (cursor: number): ShownChange => ({ cursor: String(cursor), receivedAt: cursor, shownAt: cursor + 1 })

function begin() {
  const sent: (readonly ShownChange[])[] = []
  const waiting: (() => void)[] = []
  const report = createShownReport({ send: (changes) => { sent.push(changes) }, delay: (_, then) => { waiting.push(then) } })
  return { sent, report, pass: () => { waiting.splice(0).forEach((then) => { then() }) } }
}

test('what is shown within a second goes in one report, and nothing shown is no report', () => {
  const { sent, report, pass } = begin()
  report([change(1)])
  report([])
  report([change(2), change(3)])
  pass()
  pass()
  expect(sent).toEqual([[change(1), change(2), change(3)]])
  report([change(4)])
  pass()
  expect(sent).toHaveLength(2)
})

test('a report holds no more than the server takes: the newest', () => {
  const { sent, report, pass } = begin()
  report(Array.from({ length: mostInReport + 7 }, (_, at) => change(at)))
  pass()
  expect(sent[0]).toHaveLength(mostInReport)
  expect(sent[0]?.[0]).toEqual(change(7))
})
