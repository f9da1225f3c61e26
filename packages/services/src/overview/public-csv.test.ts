import { rateOf } from '@tongban/kernel'
import { expect, test } from 'vitest'
import type { PublicHandling } from './frozen.ts'
import type { PublicHandlingLine } from './public.ts'
import { publicHandlingCsv } from './public-csv.ts'

/** Whether the CSV of the public figures says what is shown, and neither more nor a formula. */
const line = (change: Partial<PublicHandlingLine> = {}): PublicHandlingLine => ({
  items: [],
  handled: 28,
  instant: 20,
  withinLimit: 7,
  late: 1,
  onTime: rateOf(27, 28),
  instantShare: rateOf(20, 28),
  ...change,
})
const handling = (change: Partial<PublicHandling> = {}): PublicHandling => ({
  region: { code: '510116', zh: '四川双流', en: 'Shuangliu' },
  month: '2026-10',
  asOf: Date.UTC(2026, 10, 1, 2),
  countedUntil: Date.UTC(2026, 10, 1, 1),
  notice: null,
  all: line(),
  items: [],
  definitions: [] as unknown as PublicHandling['definitions'],
  ...change,
})
const rowsOf = (csv: string) => csv.split('\r\n').slice(1, -1)

test('are counts, rates and the instant of the counting in it, the total last?', () => {
  const [one, all] = rowsOf(
    publicHandlingCsv(handling({ items: [line({ items: [{ code: 'a', zh: '甲', en: 'A' }] })] }), 'zh'),
  )
  expect(one).toMatch(/^2026-10,甲,28,20,7,1,0\.9643,0\.7143,2026-11-01/)
  expect(all).toMatch(/^2026-10,合计,/)
})

test('is what is withheld said so, and never left to be guessed?', () => {
  const merged = [
    { code: 'a', zh: '=甲', en: '=A' },
    { code: 'b', zh: '乙', en: 'B' },
  ]
  const hidden = line({ items: merged, withinLimit: null, late: null, onTime: null })
  const [row] = rowsOf(publicHandlingCsv(handling({ items: [hidden] }), 'zh'))
  expect(row).toContain(",'=甲、乙,28,20,不足 5，不公布,不足 5，不公布,不足 5，不公布,")
  const [english] = rowsOf(publicHandlingCsv(handling({ items: [hidden] }), 'en'))
  expect(english).toContain(`,"'=A, B",28,20,"below 5, withheld"`)
})

test('is a month of fewer than five a heading and nothing else, with the mark spreadsheets need?', () => {
  const csv = publicHandlingCsv(handling({ all: null }), 'en')
  expect(csv.startsWith('\u{FEFF}month,item,')).toBe(true)
  expect(rowsOf(csv)).toEqual([])
})
