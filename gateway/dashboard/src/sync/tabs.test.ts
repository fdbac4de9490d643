import { expect, test } from 'vitest'
import { openChannel } from './tabs'
import { until } from './world.testing'

test('tabs hear each other while they listen, and leave nothing open', async () => {
  const open = new Set<BroadcastChannel>()
  const make = () => {
    const broadcast = new BroadcastChannel('tabs of these tests')
    open.add(broadcast)
    const close = broadcast.close.bind(broadcast)
    broadcast.close = () => {
      open.delete(broadcast)
      close()
    }
    return broadcast
  }
  const [one, other] = [openChannel(make), openChannel(make)]
  const heard: string[] = []
  const leave = [one.listen(({ kind }) => { heard.push(`one ${kind}`) }), other.listen(({ kind }) => { heard.push(`other ${kind}`) })]
  one.post({ kind: 'hello' })
  other.post({ kind: 'retry' })
  await until(() => heard.length === 2)
  expect(heard.sort()).toEqual(['one retry', 'other hello'])
  expect(open.size).toBe(2)
  leave.forEach((end) => { end() })
  expect(open.size).toBe(0)
  one.post({ kind: 'hello' })
})
