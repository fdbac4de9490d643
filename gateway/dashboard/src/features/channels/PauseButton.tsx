import { Pause, Play } from 'lucide-react'
import { Ask } from '../../ui/Ask'
import { Button } from '../../ui/Button'
import { useMayChange } from '../asking/useDeed'
import { onlyReads } from '../server/useRights'
import { Refusal } from '../asking/Refusal'
import { pauses, type Channel, type Pausable } from './channelWords'
import { usePausing } from './useChannels'

/** Resuming is harmless; pausing lets the channel sell by old numbers, or go unread, so it asks. */
export function PauseButton({ channel, of }: { readonly channel: Channel; readonly of: Pausable }) {
  const deed = usePausing(channel.id, of)
  const mayChange = useMayChange()
  const disabled = !mayChange || deed.isPending
  const title = mayChange ? undefined : onlyReads
  const words = pauses[of]
  const paused = words.isPaused(channel)
  return (
    <>
      {paused
        ? <Button disabled={disabled} title={title} aria-label={`Resume ${words.of(channel)}`} onClick={() => { deed.mutate(false) }}><Play aria-hidden="true" className="size-4" />{`Resume${words.what}`}</Button>
        : (
          <Ask title={`Pause ${words.of(channel)}?`} action="Pause" onConfirm={() => { deed.mutate(true) }}
            trigger={<Button disabled={disabled} title={title} aria-label={`Pause ${words.of(channel)}`}><Pause aria-hidden="true" className="size-4" />{`Pause${words.what}`}</Button>}>
            <p>{words.meaning}</p>
          </Ask>
        )}
      {deed.isError && <div className="basis-full"><Refusal deed={deed} what={paused ? 'It was not resumed' : 'It was not paused'} /></div>}
    </>
  )
}
