import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DEFINITIONS } from './compiled/definitions.ts'

/** Ratings are append-only: what is said of a service is neither changed nor taken back by anything the store can run. */
const FOLDER = 'packages/store/src/'
const sources = [
  ...readdirSync(FOLDER),
  ...readdirSync(`${FOLDER}compiled`).map((name) => `compiled/${name}`),
]
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => [name, readFileSync(`${FOLDER}${name}`, 'utf8')] as const)
const CHANGES =
  /(?:UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+"?(evaluations|evaluation_texts|evaluation_exclusions)"?\b[\s\S]{0,400}?(?=WHERE|$)/gi
const found = sources.flatMap(([name, text]) =>
  [...text.matchAll(CHANGES)].map(([sql]) => [name, sql] as const),
)

test('does no statement change or delete a rating, but for the end of its case, which takes persons and words alone?', () => {
  expect(sources.length).toBeGreaterThan(30)
  expect(new Set(found.map(([name]) => name))).toEqual(new Set(['retention.ts']))
  const set = found.flatMap(([, sql]) =>
    [...(/SET([\s\S]*)/i.exec(sql)?.[1] ?? sql).matchAll(/(\w+) =/g)].map(([, column]) => column),
  )
  expect(set.toSorted()).toEqual(['device', 'evaluator', 'holder', 'text_enc', 'visit'])
})

test('do the statements that are built for ratings insert and read only?', () => {
  const built = Object.values(DEFINITIONS).map(({ query }) => query.toSQL().sql)
  expect(built.length).toBeGreaterThan(100)
  expect(
    built.filter((sql) => /^(?:update|delete from) "(?:evaluations|evaluation_texts)"/i.test(sql)),
  ).toEqual([])
})
