import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COMMON, factsOf } from './documents.fixture.ts'
import type { DocumentFacts } from './facts.ts'
import { documentHtml } from './html.ts'
import { DOCUMENT_KINDS, type DocumentKind } from './kinds.ts'
import { missingErrors, missingFacts, neededFacts } from './missing.ts'
import { documentNumber } from './number.ts'
import { renderDocument } from './text.ts'
import { inFull } from './wording.ts'

const KINDS = Object.keys(DOCUMENT_KINDS) as DocumentKind[]
const kind = fc.constantFrom(...KINDS)
const render = (of: DocumentKind, facts: DocumentFacts) =>
  renderDocument(of, documentNumber(of, COMMON, 7), facts)

/** Every text a fact holds, however deep, replaced by `change`. */
function withTexts<T>(value: T, change: (text: string, key: string) => string, key = ''): T {
  if (typeof value === 'string') return change(value, key) as T
  if (Array.isArray(value)) return value.map((each) => withTexts(each, change, key)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withTexts(each, change, name)]),
  ) as T
}
/** Facts that are codes, dates or numbers and never free text. */
const CODED = ['caseNumber', 'applicantKind', 'procedure', 'opinion', 'method', 'fault', 'hash']
const isFree = (text: string, key: string) => !CODED.includes(key) && !/^\d{4}-\d{2}-\d{2}$/.test(text)

test('is a document that lacks any one thing it needs refused, by its name?', () => {
  const emptied = fc.constantFrom<unknown>(
    undefined,
    null,
    '',
    '   ',
    [],
    [''],
    [{ text: ' ', basis: '', cure: null }],
  )
  fc.assert(
    fc.property(kind, fc.nat(), emptied, (of, pick, nothing) => {
      const facts = factsOf(of)
      const needed = neededFacts(of, false)
      const name = needed[pick % needed.length]
      if (name === undefined) throw new Error('a document needs something')
      const lacking = { ...facts, [name]: nothing } as DocumentFacts
      expect(missingFacts(of, facts)).toEqual([])
      expect(missingFacts(of, lacking)).toContain(name)
      expect(missingErrors(missingFacts(of, lacking)).map(({ pointer }) => pointer)).toContain(`/${name}`)
      expect(() => render(of, lacking)).toThrow('lacks')
    }),
    { numRuns: 400 },
  )
})

test('is a document with everything it needs ever refused, whatever else is absent?', () => {
  const optional = [
    'participants',
    'place',
    'receiverIs',
    'closedBecause',
    'attachments',
    'fault',
    'abandonment',
  ]
  fc.assert(
    fc.property(kind, fc.subarray(optional), (of, dropped) => {
      const needed: readonly string[] = neededFacts(of, false)
      const kept = Object.entries(factsOf(of)).filter(
        ([name]) => needed.includes(name) || !dropped.includes(name),
      )
      const text = render(of, Object.fromEntries(kept) as unknown as DocumentFacts)
      expect(text).not.toMatch(/undefined|null|NaN|\[object/)
    }),
  )
})

test('is every date said as people say it, and nothing left of how a program writes one?', () => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(kind, day, (of, date) => {
      const on = date.toISOString().slice(0, 10)
      const facts = withTexts(factsOf(of), (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? on : text))
      const text = render(of, facts)
      expect(text).toContain(`${Number(on.slice(0, 4))}年${Number(on.slice(5, 7))}月${Number(on.slice(8))}日`)
      expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}(?!\d)/)
    }),
  )
})

test('can anything that was filled in look like a line of the document, or turn its writing round?', () => {
  const hostile = fc.constantFrom(
    '\n',
    '\r\n',
    '\u2028',
    '\u2029',
    '\t',
    '\u0000',
    '\u202E',
    '\u2066',
    '\n\n',
  )
  fc.assert(
    fc.property(kind, hostile, fc.string({ maxLength: 8 }), (of, mark, tail) => {
      const facts = factsOf(of)
      const evil = withTexts(facts, (text, key) => (isFree(text, key) ? `${text}${mark}${tail}。` : text))
      const text = render(of, evil)
      expect(text.split('\n')).toHaveLength(render(of, facts).split('\n').length)
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u)
    }),
    { numRuns: 300 },
  )
})

test('does the page say the very text of the digest, with all that was filled in escaped?', () => {
  fc.assert(
    fc.property(
      kind,
      fc.string({ unit: fc.constantFrom(...'<>&"\'/a演script'), maxLength: 20 }),
      (of, tail) => {
        const facts = withTexts(factsOf(of), (text, key) => (isFree(text, key) ? `${text}${tail}` : text))
        const text = render(of, facts)
        const digest = 'ab'.repeat(32)
        const page = documentHtml({
          title: DOCUMENT_KINDS[of].zh,
          number: '1',
          text,
          digest,
          seal: [`未加盖${tail}`],
        })
        expect(linesOf(page)).toEqual(text.split('\n').filter((line) => line !== ''))
        expect(tagsOf(page).filter((tag) => !KNOWN_TAGS.includes(tag))).toEqual([])
        expect(page).not.toMatch(/\son\w+=|javascript:|<script|src=|href=/i)
      },
    ),
    { numRuns: 200 },
  )
})

const KNOWN_TAGS = [
  '!doctype',
  'html',
  'head',
  'meta',
  'title',
  'style',
  'body',
  'main',
  'header',
  'p',
  'h1',
  'div',
  'aside',
]
const tagsOf = (page: string) =>
  [...page.matchAll(/<\/?([!a-z][a-z0-9]*)/gi)].map((found) => String(found[1]).toLowerCase())

/** The lines of `main` as a browser shows them. */
function linesOf(page: string): readonly string[] {
  const main = page.slice(page.indexOf('<main>'), page.indexOf('</main>'))
  return [...main.matchAll(/<(p|h1)[^>]*>([^<]*)<\/\1>/g)].map((found) =>
    String(found[2])
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&'),
  )
}

test('is an article put into words as the law counts it, and any other text left alone?', () => {
  expect(inFull('行政许可法 32(1)(四)')).toBe('《中华人民共和国行政许可法》第三十二条第一款第四项')
  expect(inFull('行政许可法 36、47')).toBe('《中华人民共和国行政许可法》第三十六条、第四十七条')
  expect(inFull('市场主体登记管理条例 19；实施细则 18')).toBe(
    '《中华人民共和国市场主体登记管理条例》第十九条；实施细则 18',
  )
  expect(inFull('行政许可法 100')).toBe('《中华人民共和国行政许可法》第一百条')
  expect(inFull('行政许可法 103(10)')).toBe('《中华人民共和国行政许可法》第一百零三条第十款')
  expect(inFull('行政许可法第四十二条')).toBe('《中华人民共和国行政许可法》第四十二条')
  expect(inFull('行政许可法第五十条第二款、市场主体登记管理条例实施细则第十八条')).toBe(
    '《中华人民共和国行政许可法》第五十条第二款、《中华人民共和国市场主体登记管理条例实施细则》第十八条',
  )
  expect(inFull('行政许可法 第四十二条；行政许可法 44')).toBe(
    '《中华人民共和国行政许可法》第四十二条；《中华人民共和国行政许可法》第四十四条',
  )
  expect(inFull('某省行政许可法第四条')).toBe('某省行政许可法第四条')
  expect(inFull('《行政许可法》第四十五条')).toBe('《行政许可法》第四十五条')
  expect(inFull('本地配置：承诺办结时限 5 日')).toBe('本地配置：承诺办结时限 5 日')
})

const DUE = { on: '2026-12-04', basis: '行政许可法 44' }
const PROMISED = { on: '2026-12-01', basis: '本地配置', is: 'kept' } as const
const LETTER: Partial<DocumentFacts> = {
  automatic: true,
  mayDecline: true,
  applicantKind: 'person',
  receivedOn: '2026-11-23',
  rules: { version: 1, hash: 'a'.repeat(64) },
  due: DUE,
}
/** What may differ between two letters on one item, one thing at a time. */
const CHANGES: readonly Partial<DocumentFacts>[] = [
  { automatic: false },
  { mayDecline: false },
  { applicantKind: 'organisation' },
  { phone: '023-11111111' },
  { rules: null },
  { rules: { version: 2, hash: 'a'.repeat(64) } },
  { rules: { version: 1, hash: 'b'.repeat(64) } },
  { due: null },
  { due: { ...DUE, on: '2026-12-05' } },
  { due: { ...DUE, basis: '行政许可法 42' } },
  { due: { ...DUE, provisional: true } },
  { promised: PROMISED },
  { promised: { ...PROMISED, provisional: true } },
  { remedies: null },
  {
    remedies: {
      reconsideration: '向演示市人民政府申请行政复议',
      litigation: '向演示市人民法院提起行政诉讼',
      silence: '向演示市人民政府申请行政复议；再向人民法院提起行政诉讼。',
    },
  },
  { receivedOn: '2026-11-20' },
  { issuedOn: '2026-11-30' },
  { legalBasis: ['《演示条例》第一条'] },
]
const LETTER_KINDS = KINDS.filter((each) => DOCUMENT_KINDS[each].form === 'letter')

test.each(LETTER_KINDS)(
  'does %s say what its own facts say, whatever was written on the item before it?',
  (of) => {
    const written: DocumentFacts = { ...factsOf(of), ...LETTER }
    // A fresh copy shares nothing with any letter: nothing is remembered for it.
    const fresh = (facts: DocumentFacts) => rendered(of, structuredClone(facts))
    const own = fresh(written)
    expect(missingFacts(of, written)).toEqual([])
    for (const change of CHANGES) {
      const other: DocumentFacts = { ...written, ...change }
      expect(rendered(of, written)).toBe(own)
      expect(rendered(of, other), JSON.stringify(change)).toBe(fresh(other))
      expect(rendered(of, written)).toBe(own)
    }
  },
)

/** The text, or what it lacks. */
function rendered(of: DocumentKind, facts: DocumentFacts): string {
  const missing = missingFacts(of, facts)
  return missing.length === 0 ? render(of, facts) : missing.join()
}
