import { expect, test } from 'vitest'
import site from '../../../../netlify.toml?raw'
import gateway from '../../../Page/SecurityHeaders.cs?raw'
import { usualAgent } from '../api/agentAddress'

const agent = `${usualAgent.origin} ${new URL(usualAgent.socket).origin}`
const placeholder = 'https://gateway.invalid'

function constant(name: string): string {
  const written = new RegExp(`const string ${name} =\\s*((?:"[^"]*"[\\s+]*)+);`).exec(gateway)?.[1] ?? ''
  return [...written.matchAll(/"([^"]*)"/g)].map(([, text]) => text).join('')
}

function header(name: string): string | undefined {
  return new RegExp(`^ *${name} = "(.*)"$`, 'm').exec(site)?.[1]
}

test('the page hosted elsewhere is told what the gateway tells its own', () => {
  expect(header('Content-Security-Policy')?.replace(` ${placeholder}`, '')).toBe(constant('PagePolicy').replace('{agent}', agent))
  expect(header('Permissions-Policy')).toBe(constant('Permissions'))
  for (const [name, value] of [['X-Content-Type-Options', 'nosniff'], ['Referrer-Policy', 'no-referrer'], ['Cross-Origin-Opener-Policy', 'same-origin'], ['X-Frame-Options', 'DENY'], ['Strict-Transport-Security', 'max-age=31536000']] as const) {
    expect(header(name)).toBe(value)
    expect(gateway).toContain(`"${value}"`)
  }
})

test('the page asks itself and the agent on its own machine, and the gateway is named where the page asks and where the site asks, and in no other place', () => {
  expect(header('Content-Security-Policy')).toContain(`connect-src 'self' ${agent} ${placeholder};`)
  expect(site).toContain(`to = "${placeholder}/api/:splat"`)
  const rules = site.split('\n').filter((line) => !line.startsWith('#') && line.includes(placeholder))
  expect(rules).toHaveLength(3)
})
