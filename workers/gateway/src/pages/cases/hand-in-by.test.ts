import { expect, test } from 'vitest'
import { handInBy } from './hand-in-by.ts'

const own = { binds: 'applicant', status: 'running', dueOn: '2026-12-14' }
const organ = { binds: 'organ', status: 'running', dueOn: '2026-11-30' }

test('is the last day that of the applicant, and not that of the organ?', () => {
  expect(handInBy([organ, own])).toBe('2026-12-14')
  expect(handInBy([organ])).toBeNull()
  expect(handInBy([])).toBeNull()
})

test('is a day that is over with no last day, and one that stands still one?', () => {
  expect(handInBy([{ ...own, status: 'ended' }])).toBeNull()
  expect(
    handInBy([
      { ...own, status: 'ended' },
      { ...own, status: 'stands', dueOn: '2026-12-21' },
    ]),
  ).toBe('2026-12-21')
})
