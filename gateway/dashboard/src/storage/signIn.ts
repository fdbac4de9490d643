import type { Tokens } from '../api/tokens'

/** Whose data the page shows, and a name for it when the link that brought the key carried one. */
export interface SignIn {
  /** The API key until it is exchanged; from then on only its beginning, for people to tell it by. */
  readonly key: string
  /** Null until the key is exchanged. */
  readonly tokens: Tokens | null
  readonly creator: string | null
  /** What the server said of the key; null until it was asked. It is what the page needs to know without a network. */
  readonly identity: Identity | null
}

export interface Identity {
  readonly creatorId: string
  /** Whether the key may change anything. */
  readonly mayEdit: boolean
}

const entry = 'creatorflow.signIn'

/** Of this tab, else what this device was told to remember; null when there is none. */
export function readSignIn(tab: Storage, device: Storage): SignIn | null {
  const stored = tab.getItem(entry) ?? device.getItem(entry)
  if (stored === null) return null
  const [key = '', creator = '', creatorId = '', right = '', access = '', refresh = '', expiresAt = ''] = stored.split('\n')
  const identity = creatorId === '' ? null : { creatorId, mayEdit: right === 'edit' }
  const tokens = refresh === '' ? null : { access, refresh, expiresAt: Number(expiresAt) || 0 }
  return key === '' ? null : { key, tokens, creator: creator === '' ? null : creator, identity }
}

export function keepSignIn({ key, tokens, creator, identity }: SignIn, storage: Storage): void {
  const known = [key, creator ?? '', identity?.creatorId ?? '', identity?.mayEdit === true ? 'edit' : '']
  storage.setItem(entry, [...known, ...(tokens === null ? [] : [tokens.access, tokens.refresh, String(tokens.expiresAt)])].join('\n'))
}

/** Writes what became known to where the sign-in is. */
export function updateSignIn(signIn: SignIn, tab: Storage, device: Storage): void {
  keepSignIn(signIn, tab.getItem(entry) === null ? device : tab)
}

export function forgetSignIn(tab: Storage, device: Storage): void {
  tab.removeItem(entry)
  device.removeItem(entry)
}

/** Reads `#key=cf_…&creator=Name`; null when the fragment is about something else. A fragment never reaches a server. */
export function signInFromFragment(fragment: string): SignIn | null {
  const given = new URLSearchParams(fragment.replace(/^#/, ''))
  const key = given.get('key')?.trim() ?? ''
  if (!looksLikeKey(key)) return null
  const creator = given.get('creator')?.trim().slice(0, 80) ?? ''
  return { key, tokens: null, creator: creator === '' ? null : creator, identity: null }
}

/** A key is one word of visible ASCII; anything else could not be sent as a header. */
export function looksLikeKey(text: string): boolean {
  return /^[\x21-\x7e]{8,512}$/.test(text)
}

/** The key is exchanged: what is left of it is what people tell it by. */
export function exchanged(signIn: SignIn, tokens: Tokens): SignIn {
  return { ...signIn, key: maskKey(signIn.key), tokens }
}

/** Enough of the key to tell two apart, too little to use. */
export function maskKey(key: string): string {
  return `${key.slice(0, 7)}…`
}
