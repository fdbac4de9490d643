import { Pause, Play } from 'lucide-react'
import { Ask } from '../../ui/Ask'
import { Button } from '../../ui/Button'
import { useMayChange } from '../asking/useDeed'
import { onlyReads } from '../server/useRights'
import { Refusal } from '../asking/Refusal'
import type { Channel } from './channelWords'
import { usePausing } from './useChannels'

/** Resuming is harmless; pausing lets the channel sell by old numbers, so it asks. */
export function PauseButton({ channel }: { readonly channel: Channel }) {
  const deed = usePausing(channel.id)
  const mayChange = useMayChange()
  const disabled = !mayChange || deed.isPending
  const title = mayChange ? undefined : onlyReads
  return (
    <>
      {channel.paused
        ? <Button disabled={disabled} title={title} aria-label={`Resume ${channel.name}`} onClick={() => { deed.mutate(false) }}><Play aria-hidden="true" className="size-4" />Resume</Button>
        : (
          <Ask title={`Pause ${channel.name}?`} action="Pause it" onConfirm={() => { deed.mutate(true) }}
            trigger={<Button disabled={disabled} title={title} aria-label={`Pause ${channel.name}`}><Pause aria-hidden="true" className="size-4" />Pause</Button>}>
            <p>It is told nothing until it is resumed, and goes on selling by the numbers it shows now. What changes meanwhile waits and is told then.</p>
          </Ask>
        )}
      {deed.isError && <div className="basis-full"><Refusal deed={deed} what={channel.paused ? 'It was not resumed' : 'It was not paused'} /></div>}
    </>
  )
}
