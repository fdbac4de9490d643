import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useSearchParams } from 'react-router'
import type { InventoryItem } from '../../api/shapes'
import { Button } from '../../ui/Button'
import { failureFrom, FailureNotice } from '../../ui/FailureNotice'
import { number } from '../../ui/format'
import { SkeletonRows } from '../../ui/Skeleton'
import { StepLine } from './StepLine'
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
      <Dialog.Trigger asChild><Button look="bare" className="figures -ml-3 text-accent" data-testid="why">Why is this {number(item.available)}?</Button></Dialog.Trigger>
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
  if (query.isError && moments.length === 0) return <FailureNotice failure={failureFrom(query.error)} what="The reasons" onRetry={() => void query.refetch()} />
  if (query.isPending) return <SkeletonRows rows={8} height={64} />
  return (
    <div role="region" aria-label="Steps" tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
      <p className="figures border-b px-4 py-3">
        <strong>{number(item.onHand)} on hand</strong> less <strong>{number(item.reserved)} reserved</strong> leave <strong>{number(item.available)} available</strong>.
        {item.backordered > 0 && ` ${number(item.backordered)} more are promised than there are.`} The steps that led here, the latest first:
      </p>
      <ol className="divide-y">{[...moments].reverse().map(({ step }) => <StepLine key={step.id} step={step} />)}</ol>
      {query.hasNextPage && <div className="border-t p-2 text-center"><Button look="bare" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{query.isFetchingNextPage ? 'Loading…' : 'Earlier steps'}</Button></div>}
    </div>
  )
}
