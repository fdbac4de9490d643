import { Chip } from '../../ui/Chip'
import { number, signed } from '../../ui/format'
import { Table } from '../../ui/Table'
import { Tag } from '../server/Row'
import type { ImportRow } from './importing'
import { countsOf, isWrong, resultWords } from './rowWords'

/** More is of no use to a person, and slow; the wrong ones come first. */
const mostShown = 300

interface RowsTableProps {
  readonly rows: readonly ImportRow[]
  readonly preview: boolean
  readonly wrongOnly: boolean
  readonly onWrongOnly: (wrongOnly: boolean) => void
}

const heads = [{ name: 'Line' }, { name: 'SKU' }, { name: 'Location' }, { name: 'Before', right: true }, { name: 'After', right: true }, { name: 'Result' }]

export function RowsTable({ rows, preview, wrongOnly, onWrongOnly }: RowsTableProps) {
  const wrong = rows.filter(isWrong)
  const shown = wrongOnly ? wrong : [...wrong, ...rows.filter((row) => !isWrong(row))]
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-t px-4 py-2">
        <strong className="font-semibold">{preview ? 'Preview: nothing has changed yet.' : 'What became of it.'}</strong>
        {countsOf(rows).map(({ result, count }) => <Tag key={result} tone={resultWords(result).tone}><span className="figures">{number(count)}</span> {resultWords(result).name}</Tag>)}
        {wrong.length > 0 && <Chip pressed={wrongOnly} onPress={() => { onWrongOnly(!wrongOnly) }}>Only what is wrong</Chip>}
      </div>
      <div className="max-h-[30rem] overflow-y-auto border-t">
        <Table label="Rows of the file" heads={heads}>
          {shown.slice(0, mostShown).map((row) => <FileRow key={row.row} row={row} />)}
        </Table>
      </div>
      {shown.length > mostShown && <p className="border-t px-4 py-2 text-ink-soft">{number(shown.length - mostShown)} more rows are not listed here.</p>}
    </>
  )
}

function FileRow({ row }: { readonly row: ImportRow }) {
  const { name, tone } = resultWords(row.result)
  const { before, after } = row
  const moved = before !== null && after !== null ? after.onHand - before.onHand : 0
  const threshold = before !== null && after !== null && before.lowStockBelow !== after.lowStockBelow ? ` low below ${number(after.lowStockBelow)}` : ''
  return (
    <tr>
      <td className="figures text-ink-faint">{row.line}</td>
      <td className="font-medium break-all">{row.sku === '' ? '–' : row.sku}</td>
      <td className="text-ink-soft">{row.location ?? ''}</td>
      <td className="figures text-right text-ink-soft">{before === null ? '–' : number(before.onHand)}</td>
      <td className="figures text-right whitespace-nowrap">{after === null ? '–' : <><strong>{number(after.onHand)}</strong>{moved !== 0 && <span className="ml-1.5 text-xs text-ink-faint">{signed(moved)}</span>}</>}{threshold !== '' && <span className="block text-xs text-ink-faint">{threshold}</span>}</td>
      <td className="whitespace-nowrap"><Tag tone={tone}>{name}</Tag>{row.code !== null && <code className="ml-2 font-mono text-xs text-ink-soft">{row.code}{row.column !== null && ` (${row.column})`}</code>}</td>
    </tr>
  )
}
