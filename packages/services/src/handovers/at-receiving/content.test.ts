import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readContent, reasonsIn } from './content.ts'

test('is what another region’s programme told read as far as it is in the form, and nothing guessed?', () => {
  const content = readContent({
    reasons: [{ zh: '理由', en: 5, basis: null, cure: 'x' }],
    documents: 'none',
    licences: [{ identifier: 'L', credential: 'c', typeName: 'x' }],
    more: { deep: true },
  })
  expect(content).toEqual({
    reasons: [{ zh: '理由', en: null, basis: '', cure: null }],
    errors: [],
    zh: null,
    en: null,
    documents: [],
    licences: [
      { identifier: 'L', type: '', typeName: null, validFrom: null, validUntil: null, credential: 'c' },
    ],
  })
  expect(readContent({ reasons: [{ en: 'without Chinese' }] }).reasons).toEqual([])
  // A whole list is left out rather than half of it shown.
  const paper = { number: '1', kind: 'grant', issuedOn: '2026-11-26', text: 't', digest: 'd' }
  expect(readContent({ documents: [paper, { ...paper, text: 7 }] }).documents).toEqual([])
})

test('are the reasons of a decision, of a return and of errors read alike?', () => {
  const reason = { zh: '不符合规划', en: null, basis: '条例 3', cure: null }
  expect(reasonsIn(readContent({ reasons: [reason] }))).toEqual([reason])
  expect(
    reasonsIn(
      readContent({
        zh: '填写内容有误',
        en: 'wrong',
        errors: [{ pointer: '/form', zh: '缺少', en: 'missing' }],
      }),
    ),
  ).toEqual([
    { zh: '填写内容有误', en: 'wrong', basis: '', cure: null },
    { zh: '缺少', en: 'missing', basis: '', cure: null },
  ])
})

test('can nothing a partner sends keep the case from being shown?', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { reasons, documents, licences } = readContent(value)
      expect([reasons, documents, licences].every(Array.isArray)).toBe(true)
    }),
    { seed: 20_261_123, numRuns: 500 },
  )
})
