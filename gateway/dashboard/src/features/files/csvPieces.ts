/** A part of a file that can be sent alone: the head of the file, and some of its rows. */
export interface CsvPiece {
  readonly text: string
  readonly rows: number
  /** Rows of the file before this piece's. */
  readonly rowsBefore: number
  /** Lines to be added to a line of this piece, to have it in the file. */
  readonly linesBefore: number
}

/** Splits a file between its rows; a quoted line break ends none. Blank lines go with the row before them. */
export function csvPieces(text: string, rowsEach: number): readonly CsvPiece[] {
  const [head, ...rows] = records(text)
  if (head === undefined) return []
  const pieces: CsvPiece[] = []
  const headLines = linesIn(head)
  let [rowsBefore, line] = [0, headLines]
  for (let at = 0; at < rows.length; at += rowsEach) {
    const own = rows.slice(at, at + rowsEach)
    const filled = own.filter((row) => row.trim() !== '').length
    pieces.push({ text: withEnd(head) + own.join(''), rows: filled, rowsBefore, linesBefore: line - headLines })
    rowsBefore += filled
    line += own.reduce((sum, row) => sum + linesIn(row), 0)
  }
  return pieces
}

/** Each with its line break. */
function records(text: string): readonly string[] {
  const found: string[] = []
  let [start, quoted] = [0, false]
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted
    if (text[at] !== '\n' || quoted) continue
    found.push(text.slice(start, at + 1))
    start = at + 1
  }
  return start < text.length ? [...found, text.slice(start)] : found
}

function linesIn(record: string): number {
  return Math.max(1, record.split('\n').length - (record.endsWith('\n') ? 1 : 0))
}

function withEnd(head: string): string {
  return head.endsWith('\n') ? head : `${head}\n`
}

/** As the server reads it: UTF-8, or UTF-16 with its mark; null when it is neither. */
export function textOf(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
