import { FailureError } from '../../api/failure'
import { brought, type Described, type Online } from '../../api/online'
import { csvPieces, textOf, type CsvPiece } from './csvPieces'

export type ImportAnswer = Described['ImportAnswer']
export type ImportRow = Described['ImportResult']

/** Rows of one question: answered within seconds, so that the progress is one. */
const rowsEach = 200

const mediaType = 'text/csv'

/** What the file would do; nothing changes. */
export function preview(online: Online, file: Blob): Promise<ImportAnswer> {
  return send(online, file, { preview: 'true' }, {})
}

export interface Applied { readonly rows: readonly ImportRow[]; readonly done: number; readonly total: number }

/** Applies the file piece by piece. Stopped or broken off, it can be applied again: what was counted counts once. */
export async function apply(online: Online, bytes: Uint8Array<ArrayBuffer>, onProgress: (applied: Applied) => void, isStopped: () => boolean): Promise<void> {
  const text = textOf(bytes)
  if (text === null) throw new FailureError({ kind: 'refused', code: 'import.not_utf8', title: 'The file cannot be imported.', detail: 'Save it as CSV in UTF-8.', status: null, retryAfterMs: null })
  const pieces = csvPieces(text, rowsEach)
  const total = pieces.reduce((sum, piece) => sum + piece.rows, 0)
  const name = await nameOf(bytes)
  let rows: readonly ImportRow[] = []
  for (const [at, piece] of pieces.entries()) {
    if (isStopped()) return
    const answer = await send(online, new Blob([piece.text]), {}, { 'Idempotency-Key': `import-${name}-${String(at)}` })
    rows = [...rows, ...answer.items.map((row) => inFile(row, piece))]
    onProgress({ rows, done: piece.rowsBefore + piece.rows, total })
  }
}

function inFile(row: ImportRow, { rowsBefore, linesBefore }: CsvPiece): ImportRow {
  return { ...row, row: row.row + rowsBefore, line: row.line + linesBefore }
}

/** The same file has the same name, so that it counts once; without TLS a browser cannot tell, and each try is one of its own. */
async function nameOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = isSecureContext ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) : crypto.getRandomValues(new Uint8Array(32))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The description calls the body a text; the bytes go out as they are. */
function send(online: Online, body: Blob, query: { readonly preview?: string }, header: { readonly 'Idempotency-Key'?: string }): Promise<ImportAnswer> {
  return brought(online.POST('/api/v1/import/inventory.csv', { params: { query, header }, body: '', bodySerializer: () => body, headers: { 'Content-Type': mediaType } }))
}
