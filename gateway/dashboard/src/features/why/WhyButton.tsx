import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { InventoryItem } from '../../api/shapes'
import { Button } from '../../ui/Button'
import { Chip } from '../../ui/Chip'
import { failureFrom, FailureNotice } from '../../ui/FailureNotice'
import { number } from '../../ui/format'
import { SkeletonRows } from '../../ui/Skeleton'
import { StepLine } from './StepLine'
import type { Step } from './story'
import { useStory } from './useStory'

/** Opens by the address too, so that every number elsewhere can lead here. */
export function WhyButton({ item }: { readonly item: InventoryItem }) {
  const [address, setAddress] = useSearchParams()
  const open = address.has('why')
  const change = (wanted: boolean) => {
    setAddress((before) => {
      if (wanted) before.set('why', '')
      else before.delete('why')
      return before
    }, { replace: true })
  }
  return (
    <Dialog.Root open={open} onOpenChange={change}>
      <Dialog.Trigger asChild><button type="button" data-testid="why" className="figures target inline-flex items-center text-left font-medium text-accent underline underline-offset-2">Why is this {number(item.available)}?</button></Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)]" />
        <Dialog.Content aria-describedby={undefined} className="fixed inset-y-0 right-0 z-50 flex w-[min(40rem,100vw)] flex-col border-l bg-surface outline-none">
          <header className="flex items-center justify-between gap-3 border-b px-4 py-2">
            <Dialog.Title className="figures text-base font-semibold">Why is {item.sku} {number(item.available)}?</Dialog.Title>
            <Dialog.Close asChild><Button look="bare" className="px-2" aria-label="Close"><X aria-hidden="true" className="size-4" /></Button></Dialog.Close>
          </header>
          <Steps item={item} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Steps({ item }: { readonly item: InventoryItem }) {
  const { query, moments } = useStory(item.sku, item.version)
  const [all, setAll] = useState(false)
  if (query.isError && moments.length === 0) return <FailureNotice failure={failureFrom(query.error)} what="The reasons" onRetry={() => void query.refetch()} />
  if (query.isPending) return <SkeletonRows rows={8} height={64} />
  const shown = moments.filter(({ step }) => all || counts(step)).reverse()
  return (
    <div role="region" aria-label="Steps" tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
      <p className="figures px-4 pt-3">
        <strong>{number(item.onHand)} on hand</strong> less <strong>{number(item.reserved)} reserved</strong> leave <strong>{number(item.available)} available</strong>.
        {item.backordered > 0 && ` ${number(item.backordered)} more are promised than there are.`} The steps that led here, the latest first:
      </p>
      <div className="flex flex-wrap gap-2 border-b px-4 py-2.5">
        <Chip pressed={!all} onPress={() => { setAll(false) }}>What changed a number</Chip>
        <Chip pressed={all} onPress={() => { setAll(true) }}>Everything <span className="figures">{number(moments.length)}{query.hasNextPage && '+'}</span></Chip>
      </div>
      {shown.length === 0 && <p className="px-4 py-6 text-ink-soft">None of the latest {number(moments.length)} steps changed a number.</p>}
      <ol className="divide-y">{shown.map(({ step }) => <StepLine key={step.id} step={step} />)}</ol>
      {query.hasNextPage && <div className="border-t p-2 text-center"><Button look="bare" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{query.isFetchingNextPage ? 'Loading…' : 'Earlier steps'}</Button></div>}
    </div>
  )
}

/** Whether a step moved what is on hand, reserved or owed. */
function counts({ before, after }: Step): boolean {
  return before.onHand !== after.onHand || before.reserved !== after.reserved || before.backordered !== after.backordered
}
