import fc from 'fast-check'
import { expect, test } from 'vitest'
import { A, anAgreement, B } from './agreement.fixture.ts'
import { agreementSchema } from './agreement.ts'
import {
  actOfAnswer,
  isOpenTransfer,
  TRANSFERS,
  type TransferAct,
  type TransferState,
  transferAfter,
  transferableIn,
  transferVersion,
} from './transfer.ts'

const ENTRY = { licenceType: 'sole-trader-licence', offeredBy: A, takenBy: B, office: 'market' }
const agreement = anAgreement({ licenceTypes: [ENTRY] })

test('is there one answer to an offer, whatever is asked and answered in whatever order?', () => {
  const act = fc.constantFrom<TransferAct>('take', 'decline', 'askBack', 'giveBack')
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      let state: TransferState = 'offered'
      let answers = 0
      for (const each of acts) {
        const next: TransferState | undefined = transferAfter(state, each)
        if (next === undefined) continue
        if (!isOpenTransfer(next)) answers += 1
        state = next
      }
      expect(answers).toBeLessThanOrEqual(1)
      expect(isOpenTransfer(state)).toBe(answers === 0)
    }),
  )
})

test('does asking back end nothing by itself?', () => {
  expect(transferAfter('offered', 'askBack')).toBe('withdrawing')
  expect(Object.keys(TRANSFERS.withdrawing).toSorted()).toEqual(['decline', 'giveBack', 'take'])
})

test('is what an answer does told by its outcome, and by its code where it was asked back?', () => {
  expect(actOfAnswer({ outcome: 'taken' })).toBe('take')
  expect(actOfAnswer({ outcome: 'declined', code: 'held' })).toBe('decline')
  expect(actOfAnswer({ outcome: 'declined', code: 'withdrawn' })).toBe('giveBack')
})

test('does an agreement speak of a type in one direction, and are other documents the bytes they were?', async () => {
  const sides = { licenceType: ENTRY.licenceType, offeredBy: A, takenBy: B }
  expect(transferableIn(agreement, sides)).toEqual(ENTRY)
  expect(transferableIn(agreement, { ...sides, offeredBy: B, takenBy: A })).toBeNull()
  expect(transferableIn(anAgreement(), sides)).toBeNull()
  expect(await transferVersion(agreement, ENTRY)).not.toBe(
    await transferVersion({ ...agreement, version: 2 }, ENTRY),
  )
  const plain = anAgreement()
  expect(agreementSchema.parse(plain)).toStrictEqual(plain)
})

test.each([
  ['between others than the parties', [{ ...ENTRY, takenBy: '340100' }]],
  ['from a region to itself', [{ ...ENTRY, takenBy: A }]],
  ['twice', [ENTRY, { ...ENTRY, office: 'health' }]],
])('is an agreement refused that lets a licence go %s?', (_, licenceTypes) => {
  expect(agreementSchema.safeParse(anAgreement({ licenceTypes })).success).toBe(false)
})
