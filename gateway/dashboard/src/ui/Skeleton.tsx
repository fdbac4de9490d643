/** Rows that stand where the data will be. */
export function SkeletonRows({ rows, height }: { readonly rows: number; readonly height: number }) {
  return (
    <div role="status" aria-label="Loading" className="divide-y">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex items-center gap-4 px-4" style={{ height }}>
          <div className="skeleton size-8 shrink-0" />
          <div className="skeleton h-3.5 w-24" />
          <div className="skeleton hidden h-3.5 flex-1 md:block" style={{ maxWidth: `${String(24 + ((row * 7) % 20))}rem` }} />
          <div className="skeleton ml-auto h-5 w-12" />
        </div>
      ))}
    </div>
  )
}
