import { expect, test } from 'vitest'
import { originOf } from './origin'

test('a page asks its own origin unless it was built for another', () => {
  expect(originOf(undefined, 'https://here.example')).toBe('https://here.example')
  expect(originOf('', 'https://here.example')).toBe('https://here.example')
  expect(originOf('https://gateway.example:8443', 'https://here.example')).toBe('https://gateway.example:8443')
})

test.each(['https://gateway.example/', 'https://gateway.example/api', 'gateway.example', 'file:///etc', '*'])('%s is no origin', (built) => {
  expect(() => originOf(built, 'https://here.example')).toThrow(TypeError)
})
