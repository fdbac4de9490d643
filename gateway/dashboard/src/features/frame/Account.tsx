import { LogOut } from 'lucide-react'
import { maskKey } from '../../storage/signIn'
import { Button } from '../../ui/Button'
import { useSignedIn } from '../session/SessionContext'

/** Whose data this is, and the way out. */
export function Account() {
  const { session, signOut } = useSignedIn()
  const { key, creator } = session.signIn
  return (
    <div className="flex items-center gap-1">
      <span className="hidden max-w-40 truncate text-ink-soft lg:block" title={`Signed in with key ${maskKey(key)}`}>
        {creator ?? <code className="font-mono text-xs">{maskKey(key)}</code>}
      </span>
      <Button look="bare" className="px-2" onClick={signOut} aria-label="Sign out" title={`Sign out${creator === null ? '' : ` ${creator}`}`}>
        <LogOut aria-hidden="true" className="size-4" />
      </Button>
    </div>
  )
}
