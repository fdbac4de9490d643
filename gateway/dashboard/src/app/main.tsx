import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createCell } from '../storage/cell'
import { sharedToken } from '../features/shared/sharedRows'
import { forgetSignIn, keepSignIn, readSignIn, signInFromFragment, type SignIn } from '../storage/signIn'
import '../ui/styles.css'
import { App } from './App'
import { keepAppShell } from './appShell'
import { Shared } from './Shared'

const signIn = createCell<SignIn | null>(null)

/** A key in the fragment becomes this tab's key and leaves the address, and the history entry with it, at once. */
function takeKeyFromAddress(): void {
  const given = signInFromFragment(window.location.hash)
  if (given === null) return
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
  forgetSignIn(sessionStorage, localStorage)
  keepSignIn(given, sessionStorage)
  signIn.write(given)
}

takeKeyFromAddress()
if (signIn.read() === null) signIn.write(readSignIn(sessionStorage, localStorage))
window.addEventListener('hashchange', takeKeyFromAddress)
// Signing out in one tab is signing out in all that share its key.
window.addEventListener('storage', () => { if (readSignIn(sessionStorage, localStorage) === null) signIn.write(null) })

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root.')
const token = sharedToken(window.location.pathname)
createRoot(root).render(<StrictMode>{token === null ? <App signIn={signIn} /> : <Shared token={token} />}</StrictMode>)

// After the first paint: the files that it fetches must not stand in the page's way.
window.addEventListener('load', () => { void keepAppShell() })
