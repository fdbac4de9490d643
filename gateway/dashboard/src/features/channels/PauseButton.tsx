import { Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/Button'
import { AskFirst } from '../server/AskFirst'
import { onlyReads, useMayChange } from '../server/useRights'
import { Refusal } from '../server/Refusal'
import { pauses, type Channel, type Pausable } from './channelWords'
import { usePausing } from './useChannels'

/** Resuming is harmless; pausing lets the channel sell by old numbers, or go unread, so it asks. */
export function PauseButton({ channel, of }: { readonly channel: Channel; readonly of: Pausable }) {
  const deed = usePausing(channel.id, of)
  const [asking, setAsking] = useState(false)
  const mayChange = useMayChange()
  const disabled = !mayChange || deed.busy
  const title = mayChange ? undefined : onlyReads
  const words = pauses[of]
  const paused = words.isPaused(channel)
  return (
    <>
      {paused
        ? <Button disabled={disabled} title={title} aria-label={`Resume ${words.of(channel)}`} onClick={() => { deed.run(false) }}><Play aria-hidden="true" className="size-4" />{`Resume${words.what}`}</Button>
        : (
          <>
            <Button disabled={disabled} title={title} aria-label={`Pause ${words.of(channel)}`} onClick={() => { setAsking(true) }}><Pause aria-hidden="true" className="size-4" />{`Pause${words.what}`}</Button>
            <AskFirst open={asking} onClose={() => { setAsking(false) }} title={`Pause ${words.of(channel)}?`} verb="Pause" onDo={() => { setAsking(false); deed.run(true) }} what={words.meaning} />
          </>
        )}
      {deed.failure !== null && <div className="basis-full"><Refusal failure={deed.failure} what={paused ? 'It was not resumed' : 'It was not paused'} onDismiss={deed.dismiss} /></div>}
    </>
  )
}
