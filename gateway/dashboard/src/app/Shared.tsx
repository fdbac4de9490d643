import { lazy, Suspense } from 'react'
import { createOnline } from '../api/online'
import { SkeletonRows } from '../ui/Skeleton'
import { apiOrigin, plain } from './keyrings'

const SharedPage = lazy(() => import('../features/shared/SharedPage').then(({ SharedPage: page }) => ({ default: page })))
const online = createOnline(plain, apiOrigin)

/** The one page that needs no key, and is shown none. */
export function Shared({ token }: { readonly token: string }) {
  return <Suspense fallback={<SkeletonRows rows={8} height={48} />}><SharedPage token={token} online={online} /></Suspense>
}
