import { expect, test } from 'vitest'
import { type Ended, sideBySide } from './side-by-side.ts'

const node = (name: string, script: string) => ({ name, file: process.execPath, args: ['-e', script] })

test('does each command run to its end, with all it wrote, whichever fails?', async () => {
  const told: Ended[] = []
  const order = ['late', 'fails', 'missing']
  const ended = await sideBySide(
    [
      [node('late', `console.log('one'); setTimeout(() => { console.error('two') }, 300)`)],
      [node('fails', `console.error('it broke'); process.exitCode = 3`)],
      [{ name: 'missing', file: './no-such-command', args: [] }],
    ],
    (each) => told.push(each),
  )
  expect(ended.map(({ name, ok }) => [name, ok])).toEqual([
    ['late', true],
    ['fails', false],
    ['missing', false],
  ])
  expect(ended.map(({ output }) => output)).toEqual([
    'one\ntwo\n',
    'it broke\n',
    expect.stringContaining('ENOENT'),
  ])
  expect(told.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))).toEqual(ended)
})

test('do commands run at the same time?', async () => {
  const began = performance.now()
  const wait = 'setTimeout(() => {}, 600)'
  const ended = await sideBySide([[node('a', wait)], [node('b', wait)], [node('c', wait)]], () => {})
  const sum = ended.reduce((total, { seconds }) => total + seconds, 0)
  expect((performance.now() - began) / 1000).toBeLessThan(sum * 0.9)
})

test('do the commands of a lane run one after the other, whichever fails?', async () => {
  const told: string[] = []
  const ended = await sideBySide(
    [
      [node('first', 'setTimeout(() => { process.exitCode = 1 }, 900)'), node('second', '')],
      [node('beside', '')],
    ],
    ({ name }) => told.push(name),
  )
  expect(told).toEqual(['beside', 'first', 'second'])
  expect(ended.map(({ name, ok }) => [name, ok])).toEqual([
    ['first', false],
    ['second', true],
    ['beside', true],
  ])
})
