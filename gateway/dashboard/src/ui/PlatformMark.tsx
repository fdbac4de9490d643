interface Mark { readonly letter: string; readonly name: string; readonly colour: string }

/** Letter and colour, not logos; white on each colour passes AA. */
const marks: Readonly<Record<string, Mark>> = {
  tiktok: { letter: 'T', name: 'TikTok Shop', colour: '#0b6e7a' },
  shopify: { letter: 'S', name: 'Shopify', colour: '#4a6b12' },
  instagram: { letter: 'I', name: 'Instagram', colour: '#b0246f' },
  amazon: { letter: 'A', name: 'Amazon', colour: '#8f4a06' },
  standard: { letter: 'W', name: 'Webhook', colour: '#5b3fb5' },
  manual: { letter: 'M', name: 'By hand', colour: '#555a66' },
}

function markOf(platform: string): Mark {
  return marks[platform] ?? { letter: platform.slice(0, 1).toUpperCase() || '?', name: platform, colour: '#555a66' }
}

export function platformName(platform: string): string {
  return markOf(platform).name
}

export function PlatformMark({ platform, named = false }: { readonly platform: string; readonly named?: boolean }) {
  const mark = markOf(platform)
  return (
    <span className={`inline-flex items-center whitespace-nowrap ${named ? 'gap-1.5' : ''}`} title={mark.name}>
      <span
        aria-hidden="true"
        className="inline-grid size-4.5 shrink-0 place-items-center rounded text-[11px] leading-none font-bold text-white"
        style={{ backgroundColor: mark.colour }}
      >
        {mark.letter}
      </span>
      <span className={named ? '' : 'told'}>{mark.name}</span>
    </span>
  )
}
