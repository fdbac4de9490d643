import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { brought } from '../../api/online'
import { useRefresh } from '../history/useHistory'
import { useSignedIn } from '../session/SessionContext'
import { momentsOf } from './story'

const pageSize = '200'

/** Why a SKU's numbers are what they are: its steps, the newest first by the page, read again whenever `version` is another. */
export function useStory(sku: string, version: number) {
  const { online } = useSignedIn().session
  const key = ['why', sku]
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      brought(online.GET('/api/v1/inventory/{sku}/explain', { params: { path: { sku }, query: { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
  useRefresh(key, version)
  const moments = useMemo(() => momentsOf(query.data?.pages.flatMap((page) => page.items) ?? []), [query.data])
  return { query, moments }
}

/** A slider that is moved passes many moments; the one where it rests is asked for. */
const restMs = 150

/** The SKU as it was recorded at a time; the past does not change. */
export function useStockAt(sku: string, at: string | null) {
  const { online } = useSignedIn().session
  const asOf = useRested(at)
  return useQuery({
    queryKey: ['stock at', sku, asOf],
    queryFn: ({ signal }) => brought(online.GET('/api/v1/inventory/{sku}', { params: { path: { sku }, query: { asOf: asOf ?? '' } }, signal })),
    enabled: asOf !== null,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
}

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => { setRested(value) }, restMs)
    return () => { clearTimeout(timer) }
  }, [value])
  return rested
}
