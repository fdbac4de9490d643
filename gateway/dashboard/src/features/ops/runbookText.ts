export type Part = { readonly kind: 'text' | 'code'; readonly text: string }

/** A runbook's line of Markdown: code stays code, a link becomes its words, since its target is in the repository. */
export function parts(markdown: string): readonly Part[] {
  return markdown
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .split('`')
    .map((text, index): Part => ({ kind: index % 2 === 1 ? 'code' : 'text', text }))
    .filter(({ text }) => text !== '')
}
