import { expect, test } from 'vitest'
import { foldOf } from '../test/story.ts'
import { openSuspensions, stateWords } from './fold.ts'
import { standing } from './guards.ts'

const REVIEW = '2026-11-02 received who=w; 2026-11-02 accepted; 2026-11-03 referred'

test('are 不受理 and 不予受理 two acts, and is an annulled decision called one?', async () => {
  const words = async (story: string) => stateWords(await foldOf(story)).zh
  expect(await words('2026-11-02 received; 2026-11-02 notRequired')).toBe('不受理（无需许可）')
  expect(await words('2026-11-02 received; 2026-11-02 notAccepted')).toBe('不予受理')
  expect(await words(`${REVIEW}; 2026-11-04 granted`)).toBe('准予')
  expect(await words(`${REVIEW}; 2026-11-04 granted; 2026-11-05 annulled`)).toBe('准予（已撤销）')
  const fold = await foldOf(`${REVIEW}; 2026-11-04 granted; 2026-11-05 annulled`)
  expect(stateWords(fold).en).toBe('granted (annulled)')
  expect(fold).toMatchObject({ endedBy: 'granted', closedOn: '2026-11-04', annulledOn: '2026-11-05' })
})

test('is it remembered who handed in for the applicant, and only if an official did?', async () => {
  expect((await foldOf('2026-11-02 received who=w')).helpers).toEqual(['w'])
  const own = '2026-11-02 received by=applicant who=a'
  expect((await foldOf(own)).helpers).toEqual([])
  const supplement = `${own}; 2026-11-02 supplementRequested; 2026-11-03 supplemented`
  expect((await foldOf(`${supplement} by=applicant who=a`)).helpers).toEqual([])
  expect((await foldOf(`${supplement} who=w`)).helpers).toEqual(['w'])
})

test('does a case stay suspended until the last special procedure ends?', async () => {
  const both = `${REVIEW}; 2026-11-04 suspended ground=hearing neededWorkdays=3; 2026-11-05 suspended ground=appraisal`
  const first = await foldOf(`${both}; 2026-11-06 resumed suspension=4`)
  expect(first.state).toBe('suspended')
  expect(openSuspensions(first)).toMatchObject([{ seq: 5, ground: 'appraisal', neededWorkdays: null }])
  expect(first.suspensions[0]).toEqual({
    seq: 4,
    ground: 'hearing',
    fromOn: '2026-11-04',
    untilOn: '2026-11-06',
    neededWorkdays: 3,
    recordedOn: '2026-11-04',
  })
  expect((await foldOf(`${both}; 2026-11-06 resumed suspension=4; 2026-11-07 resumed`)).state).toBe(
    'inReview',
  )
  // A resumption that names none of two, or another, ends nothing.
  expect((await foldOf(`${both}; 2026-11-06 resumed`)).state).toBe('suspended')
  expect(openSuspensions(await foldOf(`${both}; 2026-11-06 resumed suspension=3`))).toHaveLength(2)
})

test('does a reopening begin anew: signatures, extension, clocks, and keep the day of receipt?', async () => {
  const decided = `${REVIEW}; 2026-11-03 extended workdays=5; 2026-11-04 signed who=a opinion=refuse; 2026-11-04 refused; 2026-11-05 delivered; 2026-11-06 archived`
  const fold = await foldOf(`${decided}; 2026-12-01 annulled; 2026-12-02 reopened`)
  expect(fold).toMatchObject({
    state: 'inReview',
    receivedOn: '2026-11-02',
    acceptedOn: '2026-11-02',
    decisionFromOn: '2026-12-02',
    reopenedOn: '2026-12-02',
    decidedOn: null,
    closedOn: null,
    endedBy: null,
    deliveredOn: null,
    archivedOn: null,
    annulledOn: null,
    grantStandsOn: null,
    withPerson: true,
  })
  expect([fold.signatures, fold.extensions]).toEqual([[], []])
})

test('does a case that was not accepted, or was abandoned, go back before acceptance?', async () => {
  const notAccepted = '2026-11-02 received; 2026-11-02 notAccepted; 2026-11-20 annulled; 2026-11-23 reopened'
  expect(await foldOf(notAccepted)).toMatchObject({
    state: 'received',
    noticeFromOn: '2026-11-23',
    noticeEndedOn: null,
    decidedOn: null,
    decisionFromOn: null,
  })
  const abandoned =
    '2026-11-02 received; 2026-11-03 supplementRequested untilOn=2026-11-10; 2026-11-11 abandoned; 2026-11-23 reopened'
  expect(await foldOf(abandoned)).toMatchObject({ state: 'received', supplementRequestedOn: null })
})

test('does a decision stand until annulled, but for an automatic one that was declined?', async () => {
  const granted = '2026-11-02 received; 2026-11-02 accepted; 2026-11-02 granted by=machine'
  await expect(foldOf(`${granted}; 2026-11-03 reopened`)).rejects.toThrow('annulFirst')
  const declined = `${granted}; 2026-11-03 automaticDecisionDeclined`
  expect(await foldOf(`${declined}; 2026-11-04 reopened`)).toMatchObject({
    state: 'inReview',
    grantStandsOn: '2026-11-02',
  })
  const again = `${declined}; 2026-11-04 reopened; 2026-11-05 granted`
  expect(await foldOf(again)).toMatchObject({ grantStandsOn: null, decidedOn: '2026-11-05' })
  await expect(foldOf(`${again}; 2026-11-06 reopened`)).rejects.toThrow('annulFirst')
  await expect(foldOf(`${again}; 2026-11-06 automaticDecisionDeclined`)).rejects.toThrow('declinedOnce')
  const byPerson = '2026-11-02 received; 2026-11-02 accepted; 2026-11-02 granted'
  await expect(foldOf(`${byPerson}; 2026-11-03 automaticDecisionDeclined`)).rejects.toThrow('notAutomatic')
})

test.each([
  ['2026-11-03 automaticDecisionDeclined; 2026-11-04 automaticDecisionDeclined', 'declinedOnce'],
  ['2026-11-03 annulled; 2026-11-04 annulled', 'annulledAlready'],
  ['2026-11-03 annulled; 2026-11-04 corrected', 'annulledAlready'],
  ['2026-11-03 annulled; 2026-11-04 automaticDecisionDeclined', 'annulledAlready'],
  ['2026-11-03 archived; 2026-11-04 archived', 'archivedOnce'],
])('after a grant, is %s refused?', async (story, guard) => {
  await expect(
    foldOf(`2026-11-02 received; 2026-11-02 accepted; 2026-11-02 granted by=machine; ${story}`),
  ).rejects.toThrow(guard)
})

test.each([
  ['2026-11-04 thirdPartyStated', 'noPartyNotified'],
  ['2026-11-04 hearingRequested; 2026-11-05 hearingRequested', 'hearingOnce'],
  ['2026-11-04 hearingHeld; 2026-11-05 hearingRequested', 'hearingOnce'],
  ['2026-11-04 forwarded; 2026-11-05 forwarded', 'forwardedOnce'],
  ['2026-11-04 extended workdays=1; 2026-11-05 extended workdays=1', 'extensionOnce'],
  ['2026-11-04 signed who=a; 2026-11-04 signed who=b; 2026-11-04 signed who=c', 'twoSignatures'],
  ['2026-11-04 deemedGranted', 'notRenewal'],
])('in review, is %s refused?', async (story, guard) => {
  await expect(foldOf(`${REVIEW}; ${story}`)).rejects.toThrow(guard)
})

test('is what a step carries read only where it is of the right kind?', async () => {
  const fold = await foldOf(
    `${REVIEW}; 2026-11-04 thirdPartyNotified untilOn=soon; 2026-11-04 suspended ground=hearing fromOn=2026-13-01 neededWorkdays=0; 2026-11-05 resumed untilOn=x; 2026-11-05 opinionGiven department=d opinion=yes`,
  )
  expect(fold).toMatchObject({
    thirdPartyUntilOn: null,
    suspensions: [{ fromOn: '2026-11-04', untilOn: '2026-11-05', neededWorkdays: null }],
    opinions: [{ department: 'd', opinion: 'refuse', on: '2026-11-05' }],
  })
})

test('is a case held back from erasure until that is lifted, and erased for good?', async () => {
  const archived = '2026-11-02 received; 2026-11-03 withdrawn; 2026-11-04 archived'
  expect((await foldOf(archived)).heldOn).toBeNull()
  const held = `${archived}; 2026-11-05 legalHoldSet`
  expect(await foldOf(held)).toMatchObject({ heldOn: '2026-11-05', erasedOn: null })
  const lifted = `${held}; 2026-11-06 legalHoldLifted`
  expect((await foldOf(lifted)).heldOn).toBeNull()
  expect((await foldOf(`${lifted}; 2026-11-07 erased`)).erasedOn).toBe('2026-11-07')
})

test('does a grant stand after a reopening only where nobody annulled it, and is a signature a person’s work?', async () => {
  const granted = '2026-11-02 received; 2026-11-02 accepted; 2026-11-03 granted'
  expect((await foldOf(`${granted}; 2026-11-04 annulled; 2026-11-05 reopened`)).grantStandsOn).toBeNull()
  const refused = '2026-11-02 received; 2026-11-02 accepted; 2026-11-02 referred; 2026-11-03 refused'
  expect((await foldOf(`${refused}; 2026-11-04 annulled; 2026-11-05 reopened`)).grantStandsOn).toBeNull()
  const received = await foldOf('2026-11-02 received; 2026-11-02 accepted')
  expect(received).toMatchObject({ withPerson: false, automatic: false, parties: [] })
  const signed = await foldOf(
    '2026-11-02 received; 2026-11-02 accepted; 2026-11-03 signed who=a role=handler',
  )
  expect(signed).toMatchObject({
    withPerson: true,
    signatures: [{ subject: 'a', onBehalfOf: null, role: 'handler', opinion: 'refuse', on: '2026-11-03' }],
  })
})

test('reopened on the last day of the licence, can silence still renew it, and a day later no more?', async () => {
  const renewal =
    '2026-11-02 received renewalExpiresOn=2026-12-11; 2026-11-02 accepted; 2026-11-02 referred; 2026-11-03 refused; 2026-11-04 annulled'
  expect(await foldOf(`${renewal}; 2026-12-11 reopened`)).toMatchObject({
    isRenewal: true,
    renewalExpiresOn: '2026-12-11',
  })
  expect(await foldOf(`${renewal}; 2026-12-12 reopened`)).toMatchObject({
    isRenewal: false,
    renewalExpiresOn: null,
  })
  const undated = renewal.replace(' renewalExpiresOn=2026-12-11', '')
  expect((await foldOf(`${undated}; 2026-12-12 reopened`)).isRenewal).toBe(false)
})

test('after the end of its time, is every step refused with the day it was erased?', async () => {
  const erased = '2026-11-02 received; 2026-11-02 withdrawn; 2036-11-03 archived; 2036-11-04 erased'
  await expect(foldOf(`${erased}; 2036-11-05 identityRead`)).rejects.toThrow('erasedForGood')
  expect(standing(await foldOf(erased), 'legalHoldSet')).toEqual({
    guard: 'erasedForGood',
    facts: { on: '2036-11-04' },
  })
})

test.each([
  ['2026-11-02 received; 2026-11-02 accepted; 2026-11-02 referred; 2026-11-03 refused', 'annulFirst'],
  ['2026-11-02 received; 2026-11-03 notAccepted', 'annulFirst'],
  ['2026-11-02 received; 2026-11-03 notRequired', 'annulFirst'],
])('does %s stand until it is annulled?', async (story, guard) => {
  await expect(foldOf(`${story}; 2026-11-04 reopened`)).rejects.toThrow(guard)
  const again = await foldOf(`${story}; 2026-11-04 annulled; 2026-11-05 reopened`)
  expect(again).toMatchObject({ annulledOn: null, annulledBy: null, reopenedOn: '2026-11-05' })
})

test('is the day on which something happened that which was stated, and else the day of its record?', async () => {
  const check = `${REVIEW}; 2026-11-05 inspected officials=a,b inspectedOn=2026-11-04`
  expect(await foldOf(check)).toMatchObject({
    inspectedOn: '2026-11-04',
    inspections: 1,
    examiners: ['a', 'b'],
  })
  const again = await foldOf(`${check}; 2026-11-06 inspected officials=b,c`)
  expect(again).toMatchObject({ inspectedOn: '2026-11-06', inspections: 2, examiners: ['a', 'b', 'c'] })
  const heard = await foldOf(`${REVIEW}; 2026-11-06 hearingHeld heldOn=2026-11-05 chair=c`)
  expect(heard).toMatchObject({ hearingHeldOn: '2026-11-05', hearingChair: 'c' })
  expect(await foldOf(`${REVIEW}; 2026-11-06 hearingHeld`)).toMatchObject({ hearingHeldOn: '2026-11-06' })
  const forwarded = await foldOf(`${REVIEW}; 2026-11-06 signed who=a; 2026-11-07 forwarded to=above`)
  expect(forwarded).toMatchObject({ forwardedOn: '2026-11-07', forwardedTo: 'above', signatures: [] })
})

test('does a longer time told again open the right anew, and a shorter one change nothing?', async () => {
  const told = `${REVIEW}; 2026-11-03 thirdPartyNotified parties=p untilOn=2026-11-10; 2026-11-04 thirdPartyStated party=p`
  const party = { key: 'p', toldOn: '2026-11-03', untilOn: '2026-11-10', heardOn: '2026-11-04' }
  expect((await foldOf(told)).parties).toEqual([party])
  const shorter = await foldOf(`${told}; 2026-11-05 thirdPartyNotified parties=p untilOn=2026-11-09`)
  expect(shorter).toMatchObject({
    parties: [party],
    thirdPartyUntilOn: '2026-11-10',
    thirdPartyNotifiedOn: '2026-11-05',
  })
  const same = await foldOf(`${told}; 2026-11-05 thirdPartyNotified parties=p untilOn=2026-11-10`)
  expect(same.parties).toEqual([party])
  const longer = await foldOf(`${told}; 2026-11-05 thirdPartyNotified parties=p,q untilOn=2026-11-12`)
  expect(longer).toMatchObject({ thirdPartyUntilOn: '2026-11-12', thirdPartyStatedOn: null })
  expect(longer.parties).toEqual([
    { key: 'p', toldOn: '2026-11-05', untilOn: '2026-11-12', heardOn: null },
    { key: 'q', toldOn: '2026-11-05', untilOn: '2026-11-12', heardOn: null },
  ])
})

test('is the word of the applicant, or of somebody who was not told, counted and nobody’s hearing?', async () => {
  const told = `${REVIEW}; 2026-11-03 thirdPartyNotified parties=p untilOn=2026-11-10`
  const answered = await foldOf(`${told}; 2026-11-04 thirdPartyStated by=applicant party=p`)
  expect(answered).toMatchObject({
    parties: [{ heardOn: null }],
    statements: ['applicant'],
    thirdPartyStatedOn: null,
  })
  const stranger = await foldOf(`${told}; 2026-11-04 thirdPartyStated party=x; 2026-11-05 thirdPartyStated`)
  expect(stranger).toMatchObject({ parties: [{ heardOn: null }], statements: ['x', 'applicant'] })
  const heard = await foldOf(`${told}; 2026-11-04 thirdPartyStated party=p`)
  expect(heard).toMatchObject({ parties: [{ heardOn: '2026-11-04' }], thirdPartyStatedOn: '2026-11-04' })
})

test('does a case begin with nobody’s examination, and is what only a machine did called so?', async () => {
  const received = await foldOf('2026-11-02 received')
  expect(received).toMatchObject({ examiners: [], statements: [], inspections: 0, state: 'received' })
  const asked = '2026-11-02 received; 2026-11-03 supplementRequested untilOn=2026-11-20'
  expect((await foldOf(asked)).automatic).toBe(false)
  const machine = `${asked} by=machine`
  expect((await foldOf(machine)).automatic).toBe(true)
  const declined = await foldOf(`${machine}; 2026-11-04 automaticDecisionDeclined`)
  expect(declined).toMatchObject({
    declinedOn: '2026-11-04',
    grantDeclinedOn: null,
    automatic: true,
    withPerson: true,
  })
})

test('is a licence that is not there no last day, and one that lasts a renewal still after a reopening?', async () => {
  const asked = '2026-11-02 received renewalExpiresOn=2026-12-11; 2026-11-02 accepted; 2026-11-02 referred'
  const missing = await foldOf(`${asked}; 2026-11-03 licenceChecked finding=notFound validUntil=2026-12-20`)
  expect(missing).toMatchObject({ licenceCheckedOn: '2026-11-03', renewalExpiresOn: null })
  const again = '2026-11-04 refused; 2026-11-05 annulled'
  const lasts = await foldOf(`${asked}; ${again}; 2026-12-11 reopened`)
  expect(lasts).toMatchObject({ isRenewal: true, renewalExpiresOn: '2026-12-11' })
  const ended = await foldOf(`${asked}; ${again}; 2026-12-12 reopened`)
  expect(ended).toMatchObject({ isRenewal: false, renewalExpiresOn: null })
  const deemed = await foldOf(`${asked}; 2026-12-12 deemedGranted`)
  expect([stateWords(deemed).zh, stateWords(deemed).en]).toEqual([
    '逾期视为准予延续',
    'renewal deemed granted',
  ])
})
