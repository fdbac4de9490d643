import { LogOut } from 'lucide-react'
import { maskKey } from '../../storage/signIn'
import { isPending } from '../../edits/edit'
import { Button } from '../../ui/Button'
import { count } from '../../ui/format'
import { useCell } from '../../ui/useCell'
import { useSignedIn } from '../session/SessionContext'

/** Whose data this is, and the way out. */
export function Account() {
  const { session, signOut } = useSignedIn()
  const { key, creator } = session.signIn
  const pending = useCell(session.edits, ({ edits }) => edits.filter(isPending).length)
  const leave = () => {
    const lost = `${count(pending, 'change')} of yours ${pending === 1 ? 'was' : 'were'} not sent yet. Signing out takes everything off this device, ${pending === 1 ? 'this change' : 'these changes'} too.`
    if (pending === 0 || window.confirm(lost)) signOut()
  }
  return (
    <div className="flex items-center gap-1">
      <span className="hidden max-w-40 truncate text-ink-soft lg:block" title={`Signed in with key ${maskKey(key)}`}>
        {creator ?? <code className="font-mono text-xs">{maskKey(key)}</code>}
      </span>
      <Button look="bare" className="px-2" onClick={leave} aria-label="Sign out" title={`Sign out${creator === null ? '' : ` ${creator}`}`}>
        <LogOut aria-hidden="true" className="size-4" />
      </Button>
    </div>
  )
}
