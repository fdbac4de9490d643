import { expect, test } from 'vitest'
import { oneSession } from './samples.testing'
import { aboutOf, inMinutes, lasting, nameOf, typeName } from './sessionWords'

test('kinds read as words', () => {
  expect(['video_editing', 'live-stream', 'mail', ' '].map(typeName)).toEqual(['Video editing', 'Live stream', 'Mail', 'Untyped'])
})

test('spans are hours and minutes, and never less than none', () => {
  expect([0, 0.9, 59, 60, 125, -3].map(inMinutes)).toEqual(['0 min', '0 min', '59 min', '1 h', '2 h 5 min', '0 min'])
})

test('a session that goes on lasts until now', () => {
  const now = Date.parse('2026-11-28T11:30:00Z')
  expect(lasting('2026-11-28T09:00:00Z', null, now)).toBe('2 h 30 min')
  expect(lasting('2026-11-28T09:00:00Z', '2026-11-28T09:45:00Z', now)).toBe('45 min')
})

test('a session goes by its project, or else by its kind, which is then not said twice', () => {
  for (const session of oneSession.active) {
    expect([nameOf(session), aboutOf(session)]).toEqual(['Autumn', 'Editing · small'])
    expect([nameOf({ ...session, project: null }), aboutOf({ ...session, project: null, models: [] })]).toEqual(['Editing', ''])
  }
})
