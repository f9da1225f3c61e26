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

test('may whoever led the hearing neither check, sign nor decide afterwards, and none who examined lead it?', async () => {
  const held = '2026-11-05 hearingHeld who=x document=H-1 chair=c'
  const two = { officials: ['a', 'c'] }
  const heard = `${SIGNED}; ${held}`
  const chief = (who: string) => `2026-11-06 signed who=${who} role=chief opinion=grant`
  expect(await verdict(heard, chief('c'))).toBe('chairExamines')
  expect(await verdict(heard, chief('d'))).toBe('may')
  expect(await verdict(`${heard}; ${chief('d')}`, '2026-11-06 granted who=c role=chief document=G')).toBe(
    'chairExamines',
  )
  expect(await verdict(heard, '2026-11-06 inspected document=I', two)).toBe('chairExamines')
  const inspected = `${REVIEW}; 2026-11-03 inspected officials=a,c`
  expect(await verdict(inspected, held)).toBe('chairExamined')
  expect(await verdict(inspected, held.replace('chair=c', 'chair=d'))).toBe('may')
  // A signature that was sent back was an examination all the same.
  expect(await verdict(`${SIGNED}; ${BACK}`, held.replace('chair=c', 'chair=a'))).toBe('chairExamined')
})

const TOLD = `${REVIEW}; 2026-11-03 thirdPartyNotified parties=p,q untilOn=2026-11-10`

test('do all who were told have their time, until each has spoken?', async () => {
  const one = `${TOLD}; 2026-11-04 thirdPartyStated party=p`
  for (const more of ['', '; 2026-11-05 thirdPartyStated party=p', '; 2026-11-05 thirdPartyStated party=x'])
    expect(await foldOf(`${one}${more}`)).toMatchObject({
      thirdPartyStatedOn: null,
      parties: [
        { key: 'p', heardOn: '2026-11-04' },
        { key: 'q', heardOn: null },
      ],
    })
  expect(await foldOf(`${one}; 2026-11-05 thirdPartyStated by=applicant`)).toMatchObject({
    thirdPartyStatedOn: null,
  })
  expect(await foldOf(`${one}; 2026-11-05 thirdPartyStated party=q`)).toMatchObject({
    thirdPartyStatedOn: '2026-11-05',
  })
})

test('has a party who is told later a time of its own, and is no time made shorter by another notice?', async () => {
  const spoke = `${TOLD}; 2026-11-04 thirdPartyStated party=p; 2026-11-04 thirdPartyStated party=q`
  const later = `${spoke}; 2026-11-05 thirdPartyNotified parties=r untilOn=2026-11-12`
  expect(await foldOf(later)).toMatchObject({ thirdPartyStatedOn: null, thirdPartyUntilOn: '2026-11-12' })
  const signed = (story: string) =>
    `${story}; 2026-11-06 signed who=a role=handler opinion=grant; 2026-11-06 signed who=b role=chief opinion=grant`
  const decide = async (story: string, on: string) => {
    const line = happeningOf(`${on} granted who=b role=chief document=G`)
    const result = mayHappen(await foldOf(signed(story)), line, policyOf({ thirdPartyInterest: true }))
    return result.ok || result.failure.code !== 'stepNotPossible' || result.failure.because
  }
  expect(await decide(spoke, '2026-11-06')).toBe(true)
  expect(await decide(later, '2026-11-12')).toMatchObject({
    guard: 'thirdPartyTime',
    facts: { untilOn: '2026-11-12' },
  })
  expect(await decide(later, '2026-11-13')).toBe(true)
  const longest = `${REVIEW}; 2026-11-03 thirdPartyNotified parties=p untilOn=2026-11-20`
  const second = `${longest}; 2026-11-03 thirdPartyNotified parties=p,q untilOn=2026-11-10`
  expect(await foldOf(second)).toMatchObject({
    thirdPartyUntilOn: '2026-11-20',
    parties: [
      { key: 'p', untilOn: '2026-11-20' },
      { key: 'q', untilOn: '2026-11-10' },
    ],
  })
  expect(await decide(`${second}; 2026-11-04 thirdPartyStated party=q`, '2026-11-20')).toMatchObject({
    facts: { untilOn: '2026-11-20' },
  })
  // Each asks for a hearing in its own term, the applicant in the longest.
  const asks = (who: string) => `2026-11-12 hearingRequested ${who}`
  expect(await verdict(second, asks('party=q'))).toBe('termOver')
  expect(await verdict(second, asks('party=p'))).toBe('may')
  expect(await verdict(second, asks('by=applicant'))).toBe('may')
})
