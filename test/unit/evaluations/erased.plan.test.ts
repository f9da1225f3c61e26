import { eraseCaseContent, rectificationFilesOfCase, saidCellsOfCase } from '@tongban/store'
import { expect, test } from 'vitest'
import { openMemoryDatabase } from '../supervision/database.ts'

test('does the end of a case read what was said of its services by an index, however many ratings there are?', () => {
  const database = openMemoryDatabase()
  const statements = [
    ...eraseCaseContent('x'),
    saidCellsOfCase('x'),
    rectificationFilesOfCase({ caseNumber: 'x' }),
  ].filter(({ sql }) => /evaluation|rectification/.test(sql))
  expect(statements.length).toBeGreaterThan(6)
  for (const { sql, params } of statements)
    for (const { detail } of database.rows(`EXPLAIN QUERY PLAN ${sql}`, ...params))
      expect(String(detail), sql).not.toMatch(/^SCAN/)
  database.close()
})
