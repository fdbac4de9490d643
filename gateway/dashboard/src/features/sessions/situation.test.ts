import { expect, test } from 'vitest'
import { failureOf, localFailure } from '../../api/failure'
import { answering, choice, failing, noSessions, oneSession } from './samples.testing'
import { situationOf, sourceWords } from './situation'

const away = failing(localFailure('unreachable'))
const wrong = failing(localFailure('unreadable', 'tokens is no whole number'))
const old = { reading: oneSession, readAt: 0 }
const none = { reading: noSessions, readAt: 0 }

test('nothing is said to be missing before both have failed', () => {
  expect(situationOf({ choice: choice({}), shown: null }).kind).toBe('loading')
  expect(situationOf({ choice: choice({ agent: away }), shown: null }).kind).toBe('loading')
  expect(situationOf({ choice: choice({ agent: away, hosted: failing() }), shown: null })).toMatchObject({ kind: 'unavailable', agent: { code: 'client.unreachable' }, hosted: { code: 'http.503' } })
})

test('without an agent that ever sent anything, the page says how to set one up', () => {
  expect(situationOf({ choice: choice({ source: 'hosted', agent: away, hosted: answering(1) }), shown: none }).kind).toBe('firstRun')
  expect(situationOf({ choice: choice({ source: 'agent', agent: answering(1) }), shown: none }).kind).toBe('empty')
  expect(situationOf({ choice: choice({ source: 'hosted', agent: wrong, hosted: answering(1) }), shown: none }).kind).toBe('empty')
})

test('what was answered stays, whoever fails afterwards', () => {
  expect(situationOf({ choice: choice({ source: 'hosted', agent: away, hosted: failing() }), shown: old }).kind).toBe('filled')
})

test('the agent is named as the source while it answers, and said to be old when it stops', () => {
  expect(sourceWords({ choice: choice({ source: 'agent', agent: answering(1) }), shown: old })).toMatchObject({ label: 'Agent on this device', tone: 'good', trouble: null })
  expect(sourceWords({ choice: choice({ source: 'agent', agent: away }), shown: old })).toMatchObject({ tone: 'warn', code: 'client.unreachable' })
  expect(sourceWords({ choice: choice({ source: 'agent', agent: away, hosted: failing() }), shown: old })).toMatchObject({ tone: 'bad', code: 'http.503' })
})

test('the hosted copy is named as the source, with what is wrong with the agent', () => {
  const from = (agent: typeof away) => sourceWords({ choice: choice({ source: 'hosted', agent, hosted: answering(1) }), shown: old })
  expect(from(away)).toMatchObject({ label: 'Hosted copy', tone: 'plain', trouble: 'No agent answers on this device.' })
  expect(from(wrong)).toMatchObject({ tone: 'warn', code: 'client.unreadable' })
  expect(from(wrong).trouble).toContain('tokens is no whole number')
  expect(from(failing(failureOf(500, {}, null)))).toMatchObject({ tone: 'warn', code: 'http.500' })
})

test('a device without a network is told so', () => {
  const { trouble, tone } = sourceWords({ choice: choice({ source: 'hosted', agent: away, hosted: failing(localFailure('unreachable')), online: false }), shown: old })
  expect(tone).toBe('bad')
  expect(trouble).toContain('no network')
})
