import { describe, expect, test } from 'vitest'
import { factsOf } from './documents.fixture.ts'
import { DOCUMENT_KINDS, type DocumentKind } from './kinds.ts'
import { documentNumber } from './number.ts'
import { renderDocument } from './text.ts'

const KINDS = Object.keys(DOCUMENT_KINDS) as DocumentKind[]

test.each(KINDS)('is the text of %s as it was read and found right?', async (kind) => {
  const facts = factsOf(kind)
  const text = renderDocument(kind, documentNumber(kind, facts, 7), facts)
  await expect(`${text}\n`).toMatchFileSnapshot(`./golden/${kind}.txt`)
})

describe.each(['2026-11-3', '2026-11-4'])('a document of template %s', (version) => {
  test.each(KINDS)('is %s still the text it was issued as, bit for bit?', async (kind) => {
    const facts = factsOf(kind)
    const text = renderDocument(kind, documentNumber(kind, facts, 7), facts, version)
    await expect(`${text}\n`).toMatchFileSnapshot(`./golden/${version}/${kind}.txt`)
  })
})

test('is the region’s mark of the organ in the number, and each kind told from every other?', () => {
  expect(documentNumber('grant', factsOf('grant'), 9, '演城管')).toBe(
    '演城管准〔2026〕5101162026112300000015-9号',
  )
  const numbers = KINDS.map((kind) => documentNumber(kind, factsOf(kind), 7))
  expect(new Set(numbers).size).toBe(KINDS.length)
})
