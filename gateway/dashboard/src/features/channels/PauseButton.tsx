import { Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/Button'
import { AskFirst } from '../server/AskFirst'
import { onlyReads, useMayChange } from '../server/useRights'
import { Refusal } from '../server/Refusal'
import type { Channel } from './channelWords'
import { usePausing } from './useChannels'

/** Resuming is harmless; pausing lets the channel sell by old numbers, so it asks. */
export function PauseButton({ channel }: { readonly channel: Channel }) {
  const deed = usePausing(channel.id)
  const [asking, setAsking] = useState(false)
  const mayChange = useMayChange()
  const disabled = !mayChange || deed.busy
  const title = mayChange ? undefined : onlyReads
  return (
    <>
      {channel.paused
        ? <Button disabled={disabled} title={title} aria-label={`Resume ${channel.name}`} onClick={() => { deed.run(false) }}><Play aria-hidden="true" className="size-4" />Resume</Button>
        : (
          <>
            <Button disabled={disabled} title={title} aria-label={`Pause ${channel.name}`} onClick={() => { setAsking(true) }}><Pause aria-hidden="true" className="size-4" />Pause</Button>
            <AskFirst open={asking} onClose={() => { setAsking(false) }} title={`Pause ${channel.name}?`} verb="Pause it" onDo={() => { setAsking(false); deed.run(true) }}
              what="It is told nothing until it is resumed, and goes on selling by the numbers it shows now. What changes meanwhile waits and is told then." />
          </>
        )}
      {deed.failure !== null && <div className="basis-full"><Refusal failure={deed.failure} what={channel.paused ? 'It was not resumed' : 'It was not paused'} onDismiss={deed.dismiss} /></div>}
    </>
  )
}
