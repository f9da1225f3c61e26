import { expect, test } from 'vitest'
import type { Answer } from '../answer.ts'
import type { Visit } from '../visit.ts'
import { showHandling } from './handling.tsx'
import { showRatings } from './ratings.tsx'

/** A visit whose API answers this; all these pages ask is one thing. */
const visitTo = (answer: unknown): Visit =>
  // Guarantee: these pages look at nothing else of a visit.
  ({
    t: ({ zh }: { zh: string }) => zh,
    language: 'zh',
    path: '/open',
    query: new URLSearchParams(),
    api: { get: async () => ({ ok: true, value: answer }) },
  }) as unknown as Visit

async function htmlOf(answer: Answer | Promise<Answer>): Promise<string> {
  const shown = await answer
  if (shown.kind !== 'page') throw new Error(shown.kind)
  return String(await shown.body)
}

const ITEM = { code: 'x', zh: '户外"><script>', en: 'x' }
const line = {
  items: [ITEM],
  handled: 12,
  instant: null,
  withinLimit: 7,
  late: null,
  onTime: null,
  instantShare: null,
}
const rate = { hits: 27, of: 30, rate: 0.9 }
const handling = {
  region: ITEM,
  month: '2026-10',
  asOf: 0,
  countedUntil: 0,
  all: { ...line, items: [], handled: 30, late: 3, onTime: rate, instantShare: rate },
  items: [line],
  definitions: [{ code: 'late', name: ITEM, definition: { zh: '超过期限', en: 'late' } }],
}

test('is what is withheld said in words and not drawn, and is every figure in the table too?', async () => {
  const html = await htmlOf(showHandling.answer(visitTo(handling)))
  expect(html).toContain('不足 5，不公布')
  expect(html.match(/class="bars-bar"/g)).toHaveLength(1)
  expect(html.match(/<rect x=/g)).toHaveLength(1)
  expect(html).toContain('90.0%（27/30）')
  expect(html).toContain('超过期限')
})

test('is a name never more than text?', async () => {
  const html = await htmlOf(showHandling.answer(visitTo(handling)))
  expect(html).not.toContain('<script>')
  expect(html).toContain('&lt;script&gt;')
})

test('does a region too small to publish say so instead of nothing?', async () => {
  const html = await htmlOf(showHandling.answer(visitTo({ ...handling, all: null, items: [] })))
  expect(html).toContain('本月办结不足 5 件')
  expect(html).not.toContain('bars-bar')
})

test('do ratings name each level in words, and from when the next month is public?', async () => {
  const rated = {
    departments: [ITEM],
    rated: 20,
    valid: 18,
    levels: { 1: null, 2: null, 3: 5, 4: 6, 5: 7 },
    satisfaction: rate,
    bad: null,
    average: 4.25,
  }
  const html = await htmlOf(
    showRatings.answer(
      visitTo({
        month: '2026-09',
        asOf: 0,
        awaiting: { month: '2026-10', fromOn: '2026-12-15' },
        all: { ...rated, departments: [] },
        departments: [rated],
        options: [],
        orders: null,
        findings: 2,
        definitions: [],
      }),
    ),
  )
  for (const text of ['非常不满意', '2026年12月15日', '4.25', '：2 条']) expect(html).toContain(text)
})
