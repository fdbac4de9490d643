import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useInterface } from '../frame/interfaceState'
import { coloursOf, type Colours } from './colours'
import { paintMark } from './marks'
import { heldAt, lineOf, type Moment } from './story'

interface StockChartProps {
  readonly moments: readonly Moment[]
  /** Which moment is looked at. */
  readonly at: number
  readonly onPick: (moment: number) => void
}

const height = 220

/** Available units over time, by steps, with marks for what happened. The slider below it is its keyboard. */
export function StockChart({ moments, at, onPick }: StockChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot>(null)
  const shown = useRef({ moments, at, onPick })
  const theme = useInterface((state) => state.theme)
  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    const plot = new uPlot(optionsFor(element, () => shown.current), [[], []], element)
    chart.current = plot
    const size = new ResizeObserver(() => { plot.setSize({ width: element.clientWidth, height }) })
    size.observe(element)
    return () => {
      size.disconnect()
      plot.destroy()
    }
  }, [theme])
  useEffect(() => {
    shown.current = { moments, at, onPick }
    const { times, available } = lineOf(moments, Date.now())
    chart.current?.setData([[...times], [...available]])
  }, [moments, at, onPick, theme])
  return <div ref={place} aria-hidden="true" className="w-full overflow-hidden" style={{ height }} />
}

type Shown = () => Readonly<StockChartProps>

function optionsFor(element: HTMLElement, shown: Shown): uPlot.Options {
  const colours = coloursOf(element)
  const axis: uPlot.Axis = { stroke: colours.text, grid: { stroke: colours.grid, width: 1 }, ticks: { show: false }, font: '11px "Inter Variable", system-ui' }
  return {
    width: element.clientWidth, height,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { y: { range: (_, low, high) => [Math.min(0, low), Math.max(high * 1.1, 1)] } },
    axes: [{ ...axis, space: 80, values: (plot, splits) => timesInWords(plot, splits) }, { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000] }],
    series: [{}, { stroke: colours.line, fill: colours.fill, width: 1.5, points: { show: false }, ...(uPlot.paths.stepped === undefined ? {} : { paths: uPlot.paths.stepped({ align: 1 }) }) }],
    hooks: {
      draw: [(plot) => { paintMoments(plot, shown(), colours) }],
      ready: [(plot) => {
        plot.over.addEventListener('click', () => {
          const { left } = plot.cursor
          if (left !== undefined && left >= 0) shown().onPick(heldAt(shown().moments, plot.posToVal(left, 'x') * 1_000))
        })
      }],
    },
  }
}

/** By the person's own clock and calendar, as fine as what is seen. */
function timesInWords(plot: uPlot, splits: readonly number[]): string[] {
  const span = (plot.scales['x']?.max ?? 0) - (plot.scales['x']?.min ?? 0)
  const format = new Intl.DateTimeFormat(undefined, span < 600 ? { timeStyle: 'medium' } : span < 2 * 86_400 ? { timeStyle: 'short' } : { month: 'short', day: 'numeric' })
  return splits.map((seconds) => format.format(seconds * 1_000))
}

function paintMoments(plot: uPlot, { moments, at }: Readonly<StockChartProps>, colours: Colours): void {
  const { ctx: canvas } = plot
  const radius = 3.5 * uPlot.pxRatio
  const held = moments[at]
  if (held !== undefined) {
    const x = plot.valToPos(held.at / 1_000, 'x', true)
    canvas.fillStyle = colours.text
    canvas.fillRect(x - uPlot.pxRatio / 2, plot.bbox.top, uPlot.pxRatio, plot.bbox.height)
  }
  for (const { at: time, available, kind } of moments)
    if (kind !== null) paintMark(canvas, kind, colours.marks[kind], colours.fill, plot.valToPos(time / 1_000, 'x', true), plot.valToPos(available, 'y', true), radius)
}
