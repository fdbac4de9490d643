import type { Kind } from './story'

/** Each kind has a shape of its own, so that it can be told without its colour; around (0, 0), in a square of 2 by 2. */
export const shapes: Readonly<Record<Kind, string>> = {
  order: 'M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0Z',
  channel: 'M-.85-.85h1.7v1.7h-1.7Z',
  person: 'M0-1L1 .85H-1Z',
  conflict: 'M0-1.1L1.1 0L0 1.1L-1.1 0Z',
  low: 'M0 1L1-.85H-1Z',
}

export function paintMark(canvas: CanvasRenderingContext2D, kind: Kind, colour: string, around: string, x: number, y: number, radius: number): void {
  canvas.save()
  canvas.translate(x, y)
  canvas.scale(radius, radius)
  const path = new Path2D(shapes[kind])
  canvas.lineWidth = 0.5
  canvas.strokeStyle = around
  canvas.stroke(path)
  canvas.fillStyle = colour
  canvas.fill(path)
  canvas.restore()
}
