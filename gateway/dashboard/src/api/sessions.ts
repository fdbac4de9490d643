/** Work sessions as the agent and the gateway answer them alike (docs/sessions.md). Times stay the ISO 8601 text they came as. */
export interface WorkSession {
  readonly id: string
  readonly type: string
  readonly startedAt: string
  /** Null while it goes on. */
  readonly endedAt: string | null
  readonly active: boolean
  readonly estimatedTokens: number
  readonly messages: number
  readonly models: readonly string[]
  readonly project: string | null
  readonly description: string | null
  /** Of a whole of one; null while nothing is known of it. */
  readonly efficiency: number | null
}

export interface TodayFigures {
  readonly type: string
  readonly sessions: number
  readonly tokens: number
  /** Messages a session; may be a fraction. */
  readonly averageMessages: number
  readonly active: number
}

export interface WeekFigures {
  readonly type: string
  readonly sessions: number
  readonly tokens: number
}

export interface CurrentBlock {
  readonly id: string
  readonly elapsedMinutes: number
  readonly remainingMinutes: number
  readonly sessions: number
  readonly tokens: number
  /** Between 0 and 100; may be a fraction. */
  readonly progressPercent: number
}

export interface SessionAnalytics {
  readonly today: readonly TodayFigures[]
  /** The last seven days, today among them. */
  readonly week: readonly WeekFigures[]
  /** Null while no block runs. */
  readonly block: CurrentBlock | null
}

export interface SessionBlock {
  readonly id: string
  readonly startedAt: string
  readonly endsAt: string
  readonly sessions: number
  readonly tokens: number
}

/** How the agent stands with the gateway. */
export interface SessionStatus {
  /** When the gateway last took what the agent sent; null when it never did. */
  readonly syncedAt: string | null
  /** Changes that wait at the agent to be sent. Null where only the agent knows. */
  readonly queued: number | null
}

/** Everything the page shows, read at once. */
export interface SessionReading {
  readonly status: SessionStatus
  readonly active: readonly WorkSession[]
  readonly recent: readonly WorkSession[]
  readonly analytics: SessionAnalytics
  readonly blocks: readonly SessionBlock[]
}
