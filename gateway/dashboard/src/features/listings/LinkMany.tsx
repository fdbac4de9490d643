import { useState } from 'react'
import { brought, type Described } from '../../api/online'
import { count, number } from '../../ui/format'
import { Table } from '../../ui/Table'
import { AskFirst } from '../server/AskFirst'
import { newKey } from '../server/newKey'
import { useAct } from '../server/useAct'
import { useReplica, useSignedIn } from '../session/SessionContext'
import { listingsKey } from './ListingsPage'
import { inBatches, listingKey, mostLinks, type Link, type Listing } from './proposals'

interface LinkManyProps {
  readonly links: readonly Link[]
  readonly listings: readonly Listing[]
  readonly onClose: () => void
  readonly onLinked: (keys: readonly string[]) => void
}

type Answer = Described['LinkAnswered']

const heads = [{ name: 'Listing' }, { name: 'Becomes' }, { name: 'Has now', right: true }, { name: 'What became of it' }]

/** What is going to be linked, row by row, before it is; and what became of each. */
export function LinkMany({ links: wanted, listings: shown, onClose, onLinked }: LinkManyProps) {
  const { online } = useSignedIn().session
  const inventory = useReplica((replica) => replica.inventory)
  // What was shown is what is done, whatever the list behind it does meanwhile.
  const [links] = useState(wanted)
  const [listings] = useState(shown)
  const [key] = useState(newKey)
  const [answers, setAnswers] = useState<readonly Answer[]>([])
  const run = useAct(async () => {
    for (const items of inBatches(links, mostLinks)) {
      const answer = await brought(online.POST('/api/v1/listings/links', { params: { header: { 'Idempotency-Key': key } }, body: { items: [...items] } }))
      setAnswers((before) => [...before, ...answer.items])
      onLinked(answer.items.filter(isLinked).map((item) => `${item.connectionId ?? ''} ${item.listingId ?? ''}`))
    }
  }, { touches: [listingsKey] })
  const over = answers.length === links.length
  const found = (link: Link) => answers.find((answer) => answer.connectionId === link.connectionId && answer.listingId === link.listingId)
  return (
    <AskFirst
      open onClose={onClose} wide over={over} title={`Link ${count(links.length, 'listing')}?`} busy={run.busy} failure={run.failure}
      verb={over ? 'Done' : 'Link them'} onDo={() => { if (over) onClose(); else { setAnswers([]); run.run(undefined) } }}
      what="From then on each shows the stock of its SKU and is told every change of it. One that is refused leaves the others."
    >
      {run.busy && <progress aria-label="Linked so far" className="mb-2 h-1.5 w-full accent-accent" value={answers.length} max={links.length} />}
      <Table label="Links" heads={heads}>
        {links.map((link) => {
          const listing = listings.find((one) => listingKey(one) === listingKey(link))
          const stock = inventory.get(link.sku)?.item
          return (
            <tr key={listingKey(link)}>
              <td className="break-words">{listing?.title ?? link.listingId}</td>
              <td className="font-medium break-all">{link.sku}</td>
              <td className="figures text-right">{stock === undefined ? <span className="text-xs text-ink-faint">new SKU</span> : number(stock.available)}</td>
              <td className="text-xs"><Outcome answer={found(link)} /></td>
            </tr>
          )
        })}
      </Table>
    </AskFirst>
  )
}

function isLinked({ outcome }: Answer): boolean {
  return outcome === 'applied' || outcome === 'duplicate' || outcome === 'accepted'
}

function Outcome({ answer }: { readonly answer: Answer | undefined }) {
  if (answer === undefined) return <span className="text-ink-faint">not yet</span>
  if (answer.outcome === 'accepted') return <span className="text-ink-soft">taken, decided soon</span>
  if (isLinked(answer)) return <span className="text-good">linked</span>
  return <span className="text-bad">{answer.outcome === 'unavailable' ? 'not sent, try again' : 'refused'} <code className="font-mono">{answer.code}</code></span>
}
