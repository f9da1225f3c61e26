import { nationalCalendar as calendar } from '@tongban/calendar'
import { expect, test } from 'vitest'
import { foldOf, happeningOf, instant, LAW, planOf, policyOf } from '../test/story.ts'
import { clocksOf } from './clocks.ts'
import { asOf, deemedHappenings, nextDueAt } from './deemed.ts'
import { append } from './event.ts'
import { appendUnder } from './may-happen.ts'

const plan = planOf('notice 5; decision 20', { renewal: { daysBefore: 30, basis: LAW } })
const FOUND = '2026-11-05 licenceChecked finding=found validUntil=2026-12-11'
const typesAt = async (story: string, at: string) =>
  deemedHappenings(plan, await foldOf(story), calendar, instant(at)).map(({ type, data }) => [
    type,
    data.effectiveOn,
  ])

test('is an application without word accepted from the day of receipt, and not a minute early?', async () => {
  const received = '2026-09-24 received'
  expect(await typesAt(received, '2026-10-09T23:59')).toEqual([])
  expect(await typesAt(received, '2026-10-10T00:00')).toEqual([['deemedAccepted', '2026-09-24']])
  expect(await typesAt(received, '2027-06-01')).toEqual([['deemedAccepted', '2026-09-24']])
})

test('after a completed supplement, is it accepted from the day of the supplement?', async () => {
  const story = '2026-09-28 received; 2026-09-30 supplementRequested; 2026-10-09 supplemented'
  expect(await typesAt(story, '2026-10-15T23:59')).toEqual([])
  expect(await typesAt(story, '2026-10-16T00:00')).toEqual([['deemedAccepted', '2026-10-09']])
})

test('is nothing deemed while the applicant has the next step, nor by a provisional calendar?', async () => {
  expect(await typesAt('2026-09-24 received; 2026-09-25 supplementRequested', '2026-12-01')).toEqual([])
  expect(await typesAt('2026-12-31 received', '2027-03-01')).toEqual([])
  expect(await typesAt('2026-09-24 received; 2026-09-25 withdrawn', '2026-12-01')).toEqual([])
})

test('is a renewal applied for in time granted by silence from the day it expires, accepted or not?', async () => {
  const accepted = `2026-11-01 received renewalExpiresOn=2026-12-11; 2026-11-01 accepted; ${FOUND}`
  expect(await typesAt(accepted, '2026-12-11T23:59')).toEqual([])
  expect(await typesAt(accepted, '2026-12-12T00:00')).toEqual([['deemedGranted', '2026-12-11']])
  const unread = `2026-11-01 received renewalExpiresOn=2026-12-11; ${FOUND}`
  expect(await typesAt(unread, '2026-12-12')).toEqual([
    ['deemedAccepted', '2026-11-01'],
    ['deemedGranted', '2026-12-11'],
  ])
  expect(await typesAt(`${accepted}; 2026-12-01 suspended ground=hearing`, '2026-12-12')).toEqual([
    ['deemedGranted', '2026-12-11'],
  ])
})

test('does silence renew nothing on the applicant’s word alone, and at once when the licence is found?', async () => {
  const stated = '2026-11-01 received renewalExpiresOn=2026-12-11; 2026-11-01 accepted'
  expect(await typesAt(stated, '2026-12-31')).toEqual([])
  const late = FOUND.replace('2026-11-05', '2026-12-31')
  expect(await typesAt(`${stated}; ${late}`, '2026-12-31')).toEqual([['deemedGranted', '2026-12-11']])
  expect(await typesAt(`${stated}; 2026-12-01 licenceChecked finding=notFound`, '2026-12-31')).toEqual([])
})

test('of a licence the applicant did not date, does what the organ finds count?', async () => {
  const undated = '2026-11-01 received renewal=yes; 2026-11-01 accepted'
  expect((await foldOf(undated)).isRenewal).toBe(false)
  const asked = happeningOf('2026-11-01 received')
  const begun = await append('case', null, [
    { ...asked, data: { ...asked.data, renewal: true } },
    happeningOf('2026-11-01 accepted'),
    happeningOf(FOUND),
  ])
  if (!begun.ok) throw new Error(JSON.stringify(begun.failure))
  const silent = deemedHappenings(plan, begun.value.fold, calendar, instant('2026-12-12'))
  expect(silent.map(({ type }) => type)).toEqual(['deemedGranted'])
})

test('once a deemed renewal was annulled and the case reopened, does silence not grant it again?', async () => {
  const granted = `2026-11-01 received renewalExpiresOn=2026-12-11; 2026-11-01 accepted; ${FOUND}; 2026-12-12 deemedGranted`
  const again = `${granted}; 2026-12-20 annulled; 2026-12-21 reopened`
  expect(await typesAt(again, '2026-12-31')).toEqual([])
  expect(await foldOf(again)).toMatchObject({ isRenewal: false, renewalExpiresOn: null })
  // What is opened again before the licence ends is decided before it ends, or renewed by silence.
  const early = `2026-11-01 received renewalExpiresOn=2026-12-11; 2026-11-01 accepted; ${FOUND}; 2026-11-11 refused; 2026-11-20 annulled; 2026-11-21 reopened`
  expect(await typesAt(early, '2026-12-12')).toEqual([['deemedGranted', '2026-12-11']])
})

test('does silence renew nothing that the applicant left incomplete until the licence had ended?', async () => {
  const incomplete = `2026-11-01 received renewalExpiresOn=2026-12-11; 2026-11-03 supplementRequested; ${FOUND}`
  expect(await typesAt(incomplete, '2026-12-20')).toEqual([])
  expect(await typesAt(`${incomplete}; 2026-12-15 supplemented`, '2026-12-16')).toEqual([])
  expect(await typesAt(`${incomplete}; 2026-12-11 supplemented`, '2026-12-12')).toEqual([
    ['deemedGranted', '2026-12-11'],
  ])
})

test('is a case that is merely read late what the law says, before the sweep has come?', async () => {
  const fold = await foldOf('2026-09-24 received')
  const read = asOf(plan, fold, calendar, instant('2026-10-12'))
  expect(read).toMatchObject({
    state: 'accepted',
    acceptedOn: '2026-09-24',
    seq: fold.seq,
    headHash: fold.headHash,
  })
  expect(asOf(plan, fold, calendar, instant('2026-10-09'))).toEqual(fold)
})

test('may the sweep append what it finds, and finds it nothing the second time?', async () => {
  const fold = await foldOf(`2026-11-01 received renewalExpiresOn=2026-12-11; ${FOUND}`)
  const now = instant('2026-12-12')
  const found = deemedHappenings(plan, fold, calendar, now)
  const swept = await appendUnder(policyOf({ plan }), 'case', fold, found)
  if (!swept.ok) throw new Error(JSON.stringify(swept.failure))
  expect(swept.value.fold).toMatchObject({
    state: 'granted',
    acceptedOn: '2026-11-01',
    decidedOn: '2026-12-11',
    endedBy: 'deemedGranted',
  })
  expect(deemedHappenings(plan, swept.value.fold, calendar, now)).toEqual([])
})

test('does the sweep learn the next instant at which anything is due?', async () => {
  const at = (story: string, when: string) =>
    foldOf(story).then((fold) => {
      const now = instant(when)
      const next = nextDueAt(clocksOf(plan, fold, calendar, now), now)
      return next === null ? null : new Date(next + 8 * 3_600_000).toISOString().slice(0, 16)
    })
  expect(await at('2026-09-24 received', '2026-09-24')).toBe('2026-10-10T00:00')
  expect(await at('2026-09-24 received', '2026-10-10T00:00')).toBeNull()
  const paused =
    '2026-09-24 received; 2026-09-24 accepted; 2026-09-29 suspended ground=hearing neededWorkdays=10'
  expect(await at(paused, '2026-09-29')).toBe('2026-10-20T00:00')
  expect(await at('2026-09-24 received; 2026-09-25 withdrawn', '2026-09-25')).toBeNull()
})

test('does an act that comes after the silence find a case that is accepted already?', async () => {
  const fold = await foldOf('2026-11-23 received')
  const late = happeningOf('2026-12-01 accepted document=A-1')
  const both = [...deemedHappenings(plan, fold, calendar, late.at), late]
  expect(await append('case', fold, both)).toMatchObject({ failure: { state: 'accepted' } })
})
