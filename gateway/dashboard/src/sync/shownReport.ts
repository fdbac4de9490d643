/** A change on the screen: when the page had it and when it was painted, by this device's clock. */
export interface ShownChange {
  readonly cursor: string
  readonly receivedAt: number
  readonly shownAt: number
}

interface ReportPorts {
  readonly send: (changes: readonly ShownChange[]) => void
  readonly delay: (ms: number, then: () => void) => void
}

/** What the server takes in one report. */
export const mostInReport = 50
/** A report costs a request: there is one in so long at most. */
export const reportEveryMs = 1_000

/** Gathers what was shown of traced changes. Under load the newest are told and the others are not: it is a sample anyway. */
export function createShownReport({ send, delay }: ReportPorts) {
  let gathered: readonly ShownChange[] = []
  const report = () => {
    const changes = gathered
    gathered = []
    send(changes)
  }
  return (changes: readonly ShownChange[]): void => {
    if (changes.length === 0) return
    if (gathered.length === 0) delay(reportEveryMs, report)
    gathered = [...gathered, ...changes].slice(-mostInReport)
  }
}
