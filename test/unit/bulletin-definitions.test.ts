import { readFileSync } from 'node:fs'
import { METRICS, SMALL_SAMPLE } from '@tongban/supervision'
import { expect, test } from 'vitest'

test('do the docs say of every figure what is counted, in the words that are printed, in both languages?', () => {
  const text = readFileSync('docs/supervision.md', 'utf8')
  expect(text).toContain(`fewer than ${SMALL_SAMPLE} cases`)
  expect(text).toContain(`不足${SMALL_SAMPLE}件`)
  for (const { zh, en, code, definition } of METRICS) {
    expect(text).toContain(`| ${zh} | \`${code}\` | ${definition.zh} |`)
    expect(text).toContain(`| ${en} | \`${code}\` | ${definition.en} |`)
  }
})
