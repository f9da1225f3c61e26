import { REPRESENTATION_KINDS } from '@tongban/catalogue'
import { REAL_NAME_LEVELS } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { contentFor } from './content.ts'

test('who is told the outcome, who only that something was received, and who nothing?', () => {
  const told = REPRESENTATION_KINDS.map((kind) => [
    kind,
    REAL_NAME_LEVELS.map((level) => contentFor(kind, level, 'L2')).join(' '),
  ])
  expect(Object.fromEntries(told)).toEqual({
    self: 'none receipt outcome outcome',
    staffAssisted: 'none receipt outcome outcome',
    guardian: 'none receipt receipt receipt',
    agent: 'none receipt receipt receipt',
    legalRepresentative: 'none receipt receipt receipt',
    handler: 'none receipt receipt receipt',
  })
})

test('is an item that asks for more taken at its word?', () => {
  expect(contentFor('self', 'L2', 'L3')).toBe('receipt')
  expect(contentFor('self', 'L3', 'L3')).toBe('outcome')
})
