import { expect, test } from 'vitest'
import { aVersion } from './agreement.fixture.ts'
import { agreementInForce, reignOf } from './reign.ts'

/** When a version governs. */
test('does a version govern from its first day, or from the later signature where that came after?', () => {
  const version = aVersion()
  expect(reignOf(version, [version])).toEqual({ from: '2026-12-01', until: null })
  const late = aVersion({}, { signedOn: '2026-12-20' })
  expect(reignOf(late, [late])).toEqual({ from: '2026-12-20', until: null })
})

test('does a version nobody or one side has signed govern on no day?', () => {
  const version = aVersion({}, { signedOn: null })
  expect(reignOf(version, [version])).toBeNull()
  expect(agreementInForce([version], '2026-12-05')).toBeNull()
})

test('does an amendment take over on its first day, and not a day before?', () => {
  const first = aVersion({ until: '2027-12-31' })
  const second = aVersion({ version: 2, from: '2027-01-01' }, { signedOn: '2026-12-10' })
  const rows = [first, second]
  expect(reignOf(first, rows)).toEqual({ from: '2026-12-01', until: '2026-12-31' })
  expect(agreementInForce(rows, '2026-12-31')).toBe(first)
  expect(agreementInForce(rows, '2027-01-01')).toBe(second)
  // An amendment that runs out does not bring back what it amended.
  const short = aVersion({ version: 2, from: '2027-01-01', until: '2027-01-31' })
  expect(agreementInForce([first, short], '2027-02-01')).toBeNull()
})

test('does an amendment signed late begin when it was signed?', () => {
  const rows = [aVersion(), aVersion({ version: 2 }, { signedOn: '2026-12-24' })]
  expect(agreementInForce(rows, '2026-12-23')?.version).toBe(1)
  expect(agreementInForce(rows, '2026-12-24')?.version).toBe(2)
})

test('does it end on the day of the notice, on that day still in force?', () => {
  const ended = aVersion({}, { endedOn: '2027-03-31' })
  expect(agreementInForce([ended], '2027-03-31')).toBe(ended)
  expect(agreementInForce([ended], '2027-04-01')).toBeNull()
  expect(reignOf(aVersion({}, { endedOn: '2026-11-30' }), [])).toBeNull()
})

test('is one proposal that is not signed no bar to the version before it?', () => {
  const rows = [aVersion(), aVersion({ version: 2 }, { signedOn: null })]
  expect(agreementInForce(rows, '2027-06-01')?.version).toBe(1)
})
