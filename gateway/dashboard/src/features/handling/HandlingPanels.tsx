import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { brought } from '../../api/online'
import { Panel } from '../../ui/Panel'
import { Asked } from '../server/Asked'
import { useSignedIn } from '../session/SessionContext'
import { BundleForm } from './BundleForm'
import { ConflictPanel } from './ConflictPanel'
import { draftOf } from './draft'
import { HandlingForm } from './HandlingForm'

/** How one SKU is handled: threshold and buffers, who is believed, and what it is a bundle of. Asked anew with each version of it. */
export function HandlingPanels({ sku, version }: { readonly sku: string; readonly version: number }) {
  const { online } = useSignedIn().session
  const item = useQuery({
    queryKey: ['handling', sku, version], queryFn: ({ signal }) => brought(online.GET('/api/v1/inventory/{sku}', { params: { path: { sku } }, signal })),
    // A version may be a channel's report alone: what is shown, and what is being typed, stays.
    placeholderData: keepPreviousData,
  })
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel title="How it is handled"><Asked question={item} what="The settings">{(shown) => <HandlingForm key={JSON.stringify([shown.sku, draftOf(shown)])} item={shown} />}</Asked></Panel>
      <ConflictPanel sku={sku} version={version} />
      <Panel title="Bundle"><Asked question={item} what="The bundle">{(shown) => <BundleForm key={JSON.stringify([shown.sku, shown.components])} item={shown} />}</Asked></Panel>
    </div>
  )
}
