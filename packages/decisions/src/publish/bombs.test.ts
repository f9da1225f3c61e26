/** Models made to cost: each is refused before the work it would cause, with its place and the limit. */
import { expect, test } from 'vitest'
import { workedMs } from '../cpu-time.fixture.ts'
import { DMN_15, dmn } from '../dmn.fixture.ts'
import { compileDmn, type Refusal } from '../index.ts'
import { CAPS } from './caps.ts'

const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))
const definitions = (inside: string) =>
  `<definitions xmlns="${DMN_15}" name="bomb" namespace="test">${inside}</definitions>`
const said = (text: string) => dmn({ decisions: [{ name: 'it', text }] })

/** Types of which each holds the one before it `wide` times. */
const chain = (levels: number, wide: number) =>
  times(levels, (level) => {
    const inner = level === 0 ? 'number' : `t${level - 1}`
    const parts = times(
      wide,
      (at) => `<itemComponent name="c${at}"><typeRef>${inner}</typeRef></itemComponent>`,
    )
    return `<itemDefinition name="t${level}">${parts.join('')}</itemDefinition>`
  }).join('')
const typed = (levels: number, wide: number) =>
  dmn({
    types: chain(levels, wide),
    inputs: { x: `t${levels - 1}` },
    decisions: [{ name: 'it', requires: ['x'], type: `t${levels - 1}`, text: 'x' }],
  })

const table = (rows: number, columns: number) =>
  dmn({
    inputs: Object.fromEntries(times(columns, (at) => [`i${at}`, 'number'])),
    decisions: [
      {
        name: 'it',
        requires: times(columns, (at) => `i${at}`),
        table: {
          hit: 'COLLECT',
          inputs: times(columns, (at) => ({ text: `i${at}` })),
          outputs: [{ type: 'number' }],
          rows: times(rows, (row) => [...times(columns, (at) => `> ${row + at}`), '1']),
        },
      },
    ],
  })
const context = (entries: number) =>
  dmn({
    decisions: [
      {
        name: 'it',
        xml: `<context>${times(
          entries,
          (at) =>
            `<contextEntry><variable name="e${at}"/><literalExpression><text>${at === 0 ? 1 : `e${at - 1}`}</text></literalExpression></contextEntry>`,
        ).join('')}</context>`,
      },
    ],
  })

const BOMBS: readonly (readonly [what: string, xml: string, code: string, element: string, limit: number])[] =
  [
    ['types that double fifty times', typed(50, 2), 'typeTooLarge', 't9', CAPS.typeParts],
    ['types ten wide, ten deep', typed(10, 10), 'typeTooLarge', 't3', CAPS.typeParts],
    ['types nested in a long line', typed(400, 1), 'typeTooLarge', 't31', CAPS.typeDepth],
    ['large types in many places', manyTyped(), 'typeTooLarge', 'd', CAPS.planTypeParts],
    ['a sum of thousands', said(times(2900, () => '1').join('+')), 'tooDeep', 'it', CAPS.expressionDepth],
    [
      'a list of thousands',
      said(`[${times(2900, () => '1').join(',')}]`),
      'tooDeep',
      'it',
      CAPS.expressionNodes,
    ],
    [
      'five hundred brackets',
      said(`${'('.repeat(500)}1${')'.repeat(500)}`),
      'tooDeep',
      'it',
      CAPS.expressionDepth,
    ],
    ['a text of 7,000 characters', said(`"${'a'.repeat(7000)}"`), 'tooDeep', 'it', CAPS.expressionLength],
    [
      'hundreds of long expressions',
      dmn({ decisions: times(60, (at) => ({ name: `d${at}`, text: `"${'a'.repeat(5000)}"` })) }),
      'textTooLong',
      'd11',
      CAPS.textLength,
    ],
    ['a table of 3,600 cells', table(600, 5), 'tableTooLarge', 'it', CAPS.tableCells],
    ['a table of 100 columns', table(20, 100), 'tableTooLarge', 'it', CAPS.tableColumns],
    ['a context of 1,000 entries', context(1000), 'contextTooLong', 'it', CAPS.contextEntries],
    [
      'a thousand decisions',
      dmn({ decisions: times(1000, (at) => ({ name: `d${at}`, text: '1' })) }),
      'tooManyElements',
      'definitions',
      CAPS.elements,
    ],
    [
      'eight thousand empty tags',
      definitions('<itemDefinition/>'.repeat(CAPS.fileElements)),
      'xmlTooManyParts',
      'definitions',
      CAPS.fileElements,
    ],
    [
      'ten thousand nested tags',
      definitions('<a>'.repeat(10_000)),
      'xmlTooDeep',
      'definitions',
      CAPS.fileDepth,
    ],
    [
      'a megabyte of prose',
      definitions(`<description>${'x'.repeat(1_000_000)}</description>`),
      'xmlTooLarge',
      'definitions',
      CAPS.fileBytes / 1024,
    ],
  ]

/** Every type is small; written out at every input they are not. */
function manyTyped() {
  const wide = 1500
  const parts = times(wide, (at) => `<itemComponent name="c${at}"><typeRef>number</typeRef></itemComponent>`)
  return dmn({
    types: `<itemDefinition name="wide">${parts.join('')}</itemDefinition>`,
    inputs: Object.fromEntries(times(60, (at) => [`d`.repeat(at + 1), 'wide'])),
    decisions: [{ name: 'it', text: '1' }],
  })
}

/** The quickest of a few tries, as the machine may be slow at times. */
async function tried(xml: string): Promise<{ readonly refusals: readonly Refusal[]; readonly ms: number }> {
  let ms = Number.POSITIVE_INFINITY
  let refusals: readonly Refusal[] = []
  for (let at = 0; at < 3 && ms > 100; at += 1) {
    const began = workedMs()
    const plan = await compileDmn(xml)
    ms = Math.min(ms, workedMs() - began)
    refusals = plan.ok ? [] : plan.failure
  }
  return { refusals, ms }
}

test.each(BOMBS)(
  'is %s refused at once, with the place and the limit?',
  async (_what, xml, code, element, limit) => {
    const { refusals, ms } = await tried(xml)
    const [first] = refusals.filter((refusal) => refusal.code === code)
    expect([first?.code, first?.element.replace(/^d+$/, 'd')]).toEqual([code, element])
    for (const text of [first?.zh, first?.en]) expect(text).toContain(String(limit))
    expect(first?.zh).toMatch(/请/)
    expect(ms).toBeLessThan(200)
  },
)

test('is a model within the limits still published?', async () => {
  for (const xml of [typed(8, 2), typed(30, 1), table(480, 5), table(48, 60), context(200)])
    expect((await tried(xml)).refusals).toEqual([])
})
