import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { CASE_COLUMNS, ENCRYPTED_COLUMNS, LICENCE_COLUMNS } from './encrypted.ts'
import { cellsOfLicence, eraseLicenceContent } from './licence-retention.ts'
import { cellsOfCase, eraseCaseContent } from './retention.ts'
import * as schema from './schema/index.ts'

test('does a Worker that asks for the key of a case carry nothing of its end?', async () => {
  const carried = async (name: string) => {
    const { outputFiles } = await build({
      stdin: { contents: `export { ${name} } from './retention.ts'`, resolveDir: import.meta.dirname },
      bundle: true,
      write: false,
      format: 'esm',
    })
    return outputFiles.map(({ text }) => text).join('')
  }
  expect(await carried('caseKeyOf')).not.toMatch(/notice_steps|rectification|evaluation/)
  expect(await carried('eraseCaseContent')).toMatch(/notice_steps/)
})

const SAID = ['evaluation_texts', 'evaluation_reviews']

const tables = new Map(
  Object.values(schema)
    .filter((each) => is(each, SQLiteTable))
    .map((table) => [getTableConfig(table).name, getTableConfig(table).columns.map(({ name }) => name)]),
)
/**
 * Files have keys of their own, which are erased with them; what waits to be sent, and the key itself, are deleted. A
 * licence has an end of its own, and comes under a key of its own then. What was said of a service is read by those who
 * mend it, who read no case: it stays under the ring, and is emptied with the case.
 */
const OTHERWISE = ['files', 'outbox', 'case_keys', 'licences', ...SAID]

test('does every encrypted text of a case come under its own key, or end with it in another way?', () => {
  const ofCases = ENCRYPTED_COLUMNS.filter(({ table }) => tables.get(table)?.includes('case_number'))
  const moved = CASE_COLUMNS.map(({ table, column }) => `${table}.${column}`)
  const missing = ofCases.filter(
    ({ table, column }) => !OTHERWISE.includes(table) && !moved.includes(`${table}.${column}`),
  )
  expect(missing, 'add the table to CASE_TABLES in encrypted.ts and to ERASURES in retention.ts').toEqual([])
  expect(cellsOfCase('x')).toHaveLength(CASE_COLUMNS.length)
})

test('does an erasure empty every one of those texts, and delete the key?', () => {
  const sql = eraseCaseContent('x')
    .map((statement) => statement.sql)
    .join(';\n')
  const said = ENCRYPTED_COLUMNS.filter(({ table }) => SAID.includes(table))
  for (const { table, column } of [...CASE_COLUMNS, ...said])
    expect(sql).toMatch(new RegExp(`UPDATE ${table} SET [^;]*${column} = ''`))
  expect(sql).toContain('DELETE FROM case_keys')
  for (const { params } of eraseCaseContent('x')) expect([...new Set(params)]).toEqual(['x'])
})

test('does every encrypted text of a licence come under its own key when it has ended, and end with it?', () => {
  const ofLicences = ENCRYPTED_COLUMNS.filter(
    ({ table }) => table !== 'licence_keys' && tables.get(table)?.includes('identifier'),
  )
  expect(ofLicences, 'add the table to LICENCE_TABLES in encrypted.ts and to ERASURES').toEqual(
    LICENCE_COLUMNS,
  )
  expect(cellsOfLicence('x')).toHaveLength(LICENCE_COLUMNS.length)
  const statements = eraseLicenceContent('x')
  const sql = statements.map((statement) => statement.sql).join(';\n')
  for (const { table, column } of LICENCE_COLUMNS)
    expect(sql).toMatch(new RegExp(`UPDATE ${table} SET [^;]*${column} = ''`))
  // Every other table that names a licence: emptied too, or its place and state, which stay.
  const others = [...tables].filter(
    ([table, columns]) => columns.includes('identifier') && !['licences', 'licence_events'].includes(table),
  )
  for (const [table] of others)
    if (table !== 'licence_retention')
      expect(sql).toMatch(new RegExp(`DELETE FROM ${table} WHERE identifier = `))
  expect(statements.flatMap(({ params }) => params).every((value) => value === 'x')).toBe(true)
})
