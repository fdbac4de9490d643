/** What the page is doing to become the server's copy again. Counts are records, totals null while they are not known. */
export type Resync =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly skus: number; readonly skusInAll: number | null; readonly orders: number; readonly ordersInAll: number | null }
  | { readonly kind: 'catchingUp'; readonly changes: number }
  | { readonly kind: 'checking' }
  | { readonly kind: 'mending'; readonly done: number; readonly inAll: number }

export const noResync: Resync = { kind: 'none' }
