import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { placesOf } from '../region/places.ts'
import { firstDayOf } from './first-day.ts'
import { peopleOf } from './people.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(resolve(tmpdir(), 'tongban-first-day-'))
})
afterEach(() => rm(root, { recursive: true }))

const FIRST = Date.parse('2026-11-23T06:00:00+08:00')
const YEAR_MS = 366 * 86_400_000

test('does everybody stay the same person in another month, in both regions?', () => {
  const [one, other] = ['510116', '500112'].map((code) => placesOf(code, root))
  if (one === undefined || other === undefined) throw new Error('two regions')
  const first = peopleOf('510116', firstDayOf(one, FIRST))
  expect(firstDayOf(one, FIRST)).toBe('2026-11-23')
  expect(firstDayOf(other, FIRST + YEAR_MS)).toBe('2026-11-23')
  expect(peopleOf('510116', firstDayOf(one, FIRST + YEAR_MS))).toEqual(first)
})

test('is a damaged file told, and what to do about it?', async () => {
  const places = placesOf('510116', root)
  firstDayOf(places, FIRST)
  for (const text of ['{"firstDay":"soon"}', '']) {
    await writeFile(resolve(root, '.tongban', 'first-day.json'), text)
    expect(() => firstDayOf(places, FIRST)).toThrow('first-day.json')
  }
})
