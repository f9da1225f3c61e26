import { expect, test } from 'vitest'
import { doneInRound } from './clocks.tsx'

const step = (code: string, facts: Readonly<Record<string, boolean>> = {}) => ({
  step: { code, zh: code, en: code },
  on: '2026-11-23',
  facts,
  text: null,
})

test.each([
  ['nothing but the opening', [step('opened')], false],
  ['a reply', [step('opened'), step('contacted'), step('replied')], true],
  ['a reply that was returned', [step('replied'), step('calledBack'), step('returned')], false],
  ['a reply after the return', [step('replied'), step('returned'), step('replied')], true],
  [
    'a reply whoever rated was not content with',
    [step('replied'), step('rated', { opensNext: true })],
    false,
  ],
  ['a reply whoever rated was content with', [step('replied'), step('rated', { opensNext: false })], true],
])('is the mending done in this round with %s?', (_, steps, isDone) => {
  expect(doneInRound(steps, 'replied')).toBe(isDone)
})
