import { describe, expect, it } from 'vitest'
import { memory } from './memory.testing'
import { exchanged, forgetSignIn, keepSignIn, maskKey, readSignIn, signInFromFragment, updateSignIn } from './signIn'

describe('signing in', () => {
  it('takes the key and the name from a link', () => {
    expect(signInFromFragment('#key=cf_0123456789&creator=Mia%20Park')).toEqual({ key: 'cf_0123456789', tokens: null, creator: 'Mia Park', identity: null })
    expect(signInFromFragment('#key=cf_0123456789')).toEqual({ key: 'cf_0123456789', tokens: null, creator: null, identity: null })
  })

  it('takes nothing from any other fragment', () => {
    for (const fragment of ['', '#', '#top', '#key=', '#key=two%20words', '#key=short']) expect(signInFromFragment(fragment)).toBeNull()
  })

  it('prefers the tab to the device, and forgets both', () => {
    const [tab, device] = [memory(), memory()]
    keepSignIn({ key: 'cf_device0', tokens: null, creator: null, identity: null }, device)
    expect(readSignIn(tab, device)).toEqual({ key: 'cf_device0', tokens: null, creator: null, identity: null })
    keepSignIn({ key: 'cf_tab0000', tokens: null, creator: 'Mia', identity: { creatorId: 'mia', mayEdit: true } }, tab)
    expect(readSignIn(tab, device)).toEqual({ key: 'cf_tab0000', tokens: null, creator: 'Mia', identity: { creatorId: 'mia', mayEdit: true } })
    forgetSignIn(tab, device)
    expect(readSignIn(tab, device)).toBeNull()
  })

  it('reads what an older version of the page kept', () => {
    const tab = memory()
    tab.setItem('creatorflow.signIn', 'cf_tab0000\nMia')
    expect(readSignIn(tab, memory())).toEqual({ key: 'cf_tab0000', tokens: null, creator: 'Mia', identity: null })
  })

  it('writes what became known of the key to where the key is', () => {
    const [tab, device] = [memory(), memory()]
    keepSignIn({ key: 'cf_device0', tokens: null, creator: null, identity: null }, device)
    updateSignIn({ key: 'cf_device0', tokens: null, creator: null, identity: { creatorId: 'mia', mayEdit: false } }, tab, device)
    expect(tab.length).toBe(0)
    expect(readSignIn(tab, device)?.identity).toEqual({ creatorId: 'mia', mayEdit: false })
  })

  it('keeps tokens in place of the key they were given for', () => {
    const tab = memory()
    const tokens = { access: 'CfDJ8a', refresh: 'CfDJ8r', expiresAt: 1_800_000 }
    keepSignIn(exchanged({ key: 'cf_0123456789abcdef', tokens: null, creator: 'Mia', identity: { creatorId: 'mia', mayEdit: true } }, tokens), tab)
    expect(tab.getItem('creatorflow.signIn')).not.toContain('cf_0123456789')
    expect(readSignIn(tab, memory())).toEqual({ key: 'cf_0123…', tokens, creator: 'Mia', identity: { creatorId: 'mia', mayEdit: true } })
    expect(maskKey('cf_0123…')).toBe('cf_0123…')
  })

  it('never shows a whole key', () => {
    expect(maskKey('cf_0123456789abcdef')).toBe('cf_0123…')
  })
})
