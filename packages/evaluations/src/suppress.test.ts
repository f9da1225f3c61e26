import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canDiffer, type Group, LEAST_SHOWN, type ShownTable, shownTable } from './suppress.ts'

const of = (tables: Readonly<Record<string, readonly number[]>>): readonly Group<string>[] =>
  Object.entries(tables).map(([code, counts]) => ({ code, counts }))
const sum = (counts: readonly number[]) => counts.reduce((all, n) => all + n, 0)

/** Levels 1 to 5. */
test('are counts of one to four withheld, each with another of its row and of its column?', () => {
  const shown = shownTable(
    of({ health: [2, 9, 30, 200, 900], housing: [8, 12, 40, 300, 800], transport: [6, 0, 20, 100, 700] }),
  )
  expect(shown?.rows).toEqual([
    { codes: ['health'], total: 1141, counts: [null, null, 30, 200, 900] },
    { codes: ['housing'], total: 1160, counts: [null, null, 40, 300, 800] },
    { codes: ['transport'], total: 826, counts: [6, 0, 20, 100, 700] },
  ])
  expect(shown?.totals).toEqual({ codes: [], total: 3127, counts: [16, 21, 90, 600, 2400] })
})

test('are departments with few ratings merged, and does one alone take the next smallest with it?', () => {
  const shown = shownTable(
    of({
      archives: [0, 0, 1, 1, 1],
      housing: [0, 0, 0, 60, 900],
      health: [0, 0, 0, 0, 40],
      sports: [0, 0, 0, 0, 0],
    }),
  )
  expect(shown?.rows.map(({ codes, total }) => [codes, total])).toEqual([
    [['housing'], 960],
    [['sports'], 0],
    [['archives', 'health'], 43],
  ])
})

test('is nothing shown of fewer than five ratings, and everything of a table without small counts?', () => {
  expect(shownTable(of({ health: [1, 0, 0, 1, 2] }))).toBeNull()
  expect(shownTable([])).toBeNull()
  expect(shownTable(of({ health: [0, 0, 0, 0, 5], housing: [5, 6, 7, 8, 9] }))).toEqual({
    rows: [
      { codes: ['health'], total: 5, counts: [0, 0, 0, 0, 5] },
      { codes: ['housing'], total: 35, counts: [5, 6, 7, 8, 9] },
    ],
    totals: { codes: [], total: 40, counts: [5, 6, 7, 8, 14] },
  })
})

test('is a pair of ones not left where their sum gives both away?', () => {
  const shown = shownTable(of({ health: [1, 1, 0, 30, 40], housing: [0, 0, 0, 30, 40] }))
  expect(shown?.rows[0]?.counts.filter((n) => n === null).length).toBeGreaterThan(2)
})

/** Every way to fill the withheld cells, 1 at least, that agrees with all that is shown: tried one after the other. */
function completions(shown: ShownTable<string>): readonly (readonly (readonly number[])[])[] {
  const lines = [...shown.rows, shown.totals]
  const most = sum(shown.rows.map(({ total }) => total))
  const found: (readonly (readonly number[])[])[] = []
  const fill = (line: number, filled: readonly (readonly number[])[]) => {
    const row = lines[line]
    if (row === undefined) {
      const totals = filled.at(-1) ?? []
      const agrees = totals.every((n, at) => n === sum(filled.slice(0, -1).map((each) => each[at] ?? 0)))
      if (agrees) found.push(filled)
      return
    }
    for (const counts of fillings(row.counts, row.total, most)) fill(line + 1, [...filled, counts])
  }
  fill(0, [])
  return found
}

function fillings(
  counts: readonly (number | null)[],
  total: number,
  most: number,
): readonly (readonly number[])[] {
  const [first, ...rest] = counts
  if (first === undefined) return total === 0 ? [[]] : []
  const choices = first === null ? Array.from({ length: Math.min(total, most) }, (_, at) => at + 1) : [first]
  return choices.flatMap((n) =>
    n > total ? [] : fillings(rest, total - n, most).map((filled) => [n, ...filled]),
  )
}

const small = fc
  .array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((rows) => rows.map((counts, at) => ({ code: String(at), counts })))

test('can nobody tell a withheld count, whatever the table, though every way to fill it is tried?', () => {
  let withheld = 0
  fc.assert(
    fc.property(small, (groups) => {
      const shown = shownTable(groups)
      if (shown === null) return
      const all = completions(shown)
      for (const [row, { counts }] of [...shown.rows, shown.totals].entries())
        for (const [column, n] of counts.entries()) {
          if (n !== null) continue
          withheld += 1
          const values = new Set(all.map((each) => each[row]?.[column]))
          expect(values.size, JSON.stringify(shown)).toBeGreaterThanOrEqual(2)
        }
    }),
    { numRuns: 120 },
  )
  expect(withheld).toBeGreaterThan(100)
})

const levels = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 400 }), fc.constant(0)),
  { minLength: 5, maxLength: 5 },
)

test('does every count that is shown say the truth, is none of one to four among them, and is no rating lost?', () => {
  fc.assert(
    fc.property(fc.array(levels, { minLength: 1, maxLength: 12 }), (rows) => {
      const groups = rows.map((counts, at) => ({ code: at, counts }))
      const shown = shownTable(groups)
      const all = sum(rows.map(sum))
      if (shown === null) {
        expect(all).toBeLessThan(LEAST_SHOWN)
        return
      }
      expect(shown.totals.total).toBe(all)
      expect(shown.rows.flatMap(({ codes }) => codes).toSorted((a, b) => a - b)).toEqual(
        rows.map((_, at) => at),
      )
      const truth = shown.rows.map(({ codes }) =>
        [0, 1, 2, 3, 4].map((column) => sum(codes.map((at) => rows[at]?.[column] ?? 0))),
      )
      const table = [...truth, [0, 1, 2, 3, 4].map((column) => sum(truth.map((row) => row[column] ?? 0)))]
      const lines = [...shown.rows, shown.totals]
      const hidden = lines.map(({ counts }) => counts.map((n) => n === null))
      for (const [row, { counts, total }] of lines.entries()) {
        expect(total === 0 || total >= LEAST_SHOWN).toBe(true)
        for (const [column, n] of counts.entries()) {
          if (n === null) {
            expect(table[row]?.[column]).toBeGreaterThan(0)
            expect(canDiffer(table, hidden, { row, column })).toBe(true)
          } else {
            expect(n).toBe(table[row]?.[column])
            expect(n === 0 || n >= LEAST_SHOWN).toBe(true)
          }
        }
      }
    }),
    { numRuns: 200 },
  )
})
