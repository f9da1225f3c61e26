import { expect, test } from 'vitest'
import { foldOf, happeningOf, policyOf } from '../test/story.ts'
import { mayHappen } from './may-happen.ts'

const REVIEW = '2026-11-02 received; 2026-11-02 accepted; 2026-11-02 referred'
const SIGNED = `${REVIEW}; 2026-11-03 signed who=a role=handler opinion=grant`

async function verdict(story: string, line: string, data: object = {}) {
  const happening = happeningOf(line)
  const result = mayHappen(
    await foldOf(story),
    { ...happening, data: { ...happening.data, ...data } },
    policyOf(),
  )
  if (result.ok) return 'may'
  const { failure } = result
  return failure.code === 'stepNotPossible' ? (failure.because?.guard ?? failure.state) : failure.code
}
const BACK = '2026-11-04 sentBack who=b role=chief'
const WHY = { reasons: ['text/1'] }

test('does what is sent back lose its signatures, and is everything signed anew?', async () => {
  expect(await verdict(SIGNED, BACK, WHY)).toBe('may')
  const back = `${SIGNED}; ${BACK}`
  expect(await foldOf(back)).toMatchObject({ state: 'inReview', signatures: [] })
  expect(await verdict(back, '2026-11-05 signed who=a role=handler opinion=refuse')).toBe('may')
  expect(await verdict(back, '2026-11-05 signed who=b role=chief opinion=grant')).toBe('signatureOrder')
})

test('is nothing sent back without a reason, without a signature, by the handler or after the decision?', async () => {
  expect(await verdict(SIGNED, BACK)).toBe('invalidInput')
  expect(await verdict(REVIEW, BACK, WHY)).toBe('nothingSigned')
  expect(await verdict(SIGNED, '2026-11-04 sentBack who=a role=handler', WHY)).toBe('notAllowed')
  const decided = `${SIGNED}; 2026-11-04 signed who=b role=chief opinion=grant; 2026-11-04 granted who=b`
  expect(await verdict(decided, BACK, WHY)).toBe('granted')
})

test('does a case that is assigned wait for its handler, or for whoever stands in?', async () => {
  const assigned = `${REVIEW}; 2026-11-03 assigned to=a`
  const sign = (who: string) => `2026-11-04 signed who=${who} role=handler opinion=grant`
  expect(await foldOf(assigned)).toMatchObject({ assignedTo: 'a', state: 'inReview' })
  expect(await verdict(assigned, sign('b'))).toBe('assignedToAnother')
  expect(await verdict(assigned, sign('b'), { onBehalfOf: 'a' })).toBe('may')
  expect(await verdict(assigned, sign('a'))).toBe('may')
  expect(await verdict(`${assigned}; 2026-11-03 assigned to=b`, sign('b'))).toBe('may')
})

test('is a hearing led by somebody who does not examine the application (48(1)(三))?', async () => {
  const held = (chair: string) => `2026-11-05 hearingHeld who=x document=H-1 chair=${chair}`
  expect(await verdict(`${SIGNED}; 2026-11-04 assigned to=c`, held('a'))).toBe('chairExamined')
  expect(await verdict(`${SIGNED}; 2026-11-04 assigned to=c`, held('c'))).toBe('chairExamined')
  expect(await verdict(REVIEW.replace('received', 'received who=h'), held('h'))).toBe('chairExamined')
  expect(await verdict(SIGNED, held('d'))).toBe('may')
})

test('is what is recorded neither in the future nor before the case began or was decided?', async () => {
  const inspected = (on: string) => `2026-11-05 inspected document=I-1 inspectedOn=${on}`
  const two = { officials: ['a', 'b'] }
  expect(await verdict(REVIEW, inspected('2026-11-06'), two)).toBe('datesOutOfOrder')
  expect(await verdict(REVIEW, inspected('2026-11-01'), two)).toBe('datesOutOfOrder')
  expect(await verdict(REVIEW, inspected('2026-11-02'), two)).toBe('may')
  expect(await verdict(REVIEW, '2026-11-05 hearingHeld document=H-1 heldOn=2026-11-06')).toBe(
    'datesOutOfOrder',
  )
  const granted = `${REVIEW}; 2026-11-05 granted`
  const served = (on: string) => `2026-11-09 delivered document=S-1 servedOn=${on}`
  expect(await verdict(granted, served('2026-11-04'))).toBe('datesOutOfOrder')
  expect(await verdict(granted, served('2026-11-10'))).toBe('datesOutOfOrder')
  expect(await verdict(granted, served('2026-11-06'))).toBe('may')
  expect(await foldOf(`${granted}; ${served('2026-11-06')}`)).toMatchObject({ deliveredOn: '2026-11-06' })
})

test('do all who were told have their time, until each has spoken?', async () => {
  const told = `${REVIEW}; 2026-11-03 thirdPartyNotified untilOn=2026-11-10 told=2`
  const one = `${told}; 2026-11-04 thirdPartyStated party=p`
  expect(await foldOf(one)).toMatchObject({ thirdPartyStatedOn: null, partiesHeard: ['p'] })
  expect(await foldOf(`${one}; 2026-11-05 thirdPartyStated party=p`)).toMatchObject({
    thirdPartyStatedOn: null,
  })
  expect(await foldOf(`${one}; 2026-11-05 thirdPartyStated by=applicant`)).toMatchObject({
    thirdPartyStatedOn: null,
  })
  expect(await foldOf(`${one}; 2026-11-05 thirdPartyStated party=q`)).toMatchObject({
    thirdPartyStatedOn: '2026-11-05',
  })
})
