export type Kind = 'delivery' | 'sku' | 'order'

export interface Search {
  readonly kind: Kind
  readonly text: string
  readonly remarkable: boolean
}

export const kinds: readonly { readonly value: Kind; readonly name: string; readonly example: string }[] = [
  { value: 'delivery', name: 'Delivery', example: 'Id of a delivery' },
  { value: 'sku', name: 'SKU', example: 'MUG-BLUE' },
  { value: 'order', name: 'Order', example: 'shopify-5678901234' },
]

/** What the page's address asks for. */
export function readSearch(params: URLSearchParams): Search {
  const kind = kinds.find(({ value }) => (params.get(value) ?? '') !== '')?.value ?? 'delivery'
  return { kind, text: params.get(kind) ?? '', remarkable: params.get('remarkable') === 'true' }
}
