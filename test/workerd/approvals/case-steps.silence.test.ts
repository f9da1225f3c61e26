import { beforeEach, expect, test } from 'vitest'
import {
  type Case,
  CHECK,
  clocksOf,
  handIn,
  on,
  readAs,
  readAsOwner,
  reasons,
  renewal,
  supplemented,
  take,
  typesOf,
} from '../../case-steps.ts'
import { type Answered, ask } from '../../kit.ts'
import { must, tokenOf, worker } from '../../region.ts'

/** What silence makes of a case, the paper that proves it, and the licence that has to be there before it renews one. */

beforeEach(() => on('2026-11-23'))

// Applied for on 23 November: thirty days before 23 December is that very day.
const EXPIRES = '2026-12-23'
const FOUND = { finding: 'found', licenceNumber: '演许字〔2025〕1号', validUntil: EXPIRES }
const renewing = (validUntil = EXPIRES) => handIn((who) => renewal(who, validUntil))
const check = (theCase: Case, body: object = FOUND) => take(theCase, 'handler', 'check-licence', body)
const guardOf = ({ status, body }: Answered) => [
  status,
  (body.because as { guard?: string } | undefined)?.guard,
]
const renewalClock = ({ body }: Answered) =>
  (body.limits as { step: string; overdue: number | null; sentence: { zh: string } }[]).find(
    ({ step }) => step === 'renewal',
  )
const documentsOf = ({ body }: Answered) => body.documents as { number: string; kind: string }[]
const textsOf = async ({ number, owner }: Case) => {
  const path = `/approvals/v1/cases/${number}/documents`
  const { body } = must(await ask(worker, await tokenOf(owner), 'GET', path), 200)
  return body.documents as { kind: string; text: string }[]
}

test('is a renewal not decided when the licence ends granted by law, read late or acted on late, with its paper?', async () => {
  const [inTime, tooLate] = [await renewing(), await renewing('2026-12-22')]
  must(await check(inTime), 200)
  must(await check(tooLate, { ...FOUND, validUntil: '2026-12-22' }), 200)
  expect(clocksOf(await readAsOwner(inTime))).toContain('renewal/law 2026-12-23 running')
  expect(clocksOf(await readAsOwner(tooLate)).some((line) => line.startsWith('renewal/'))).toBe(false)
  on('2026-12-23', '23:59')
  expect((await readAsOwner(inTime)).body).toMatchObject({ state: 'inReview' })
  on('2026-12-24', '00:00')
  const read = must(await readAsOwner(inTime), 200)
  expect(read.body).toMatchObject({
    state: 'granted',
    stateName: { zh: '逾期视为准予延续' },
    decidedOn: EXPIRES,
  })
  // 44: ten from the 23rd: 24, 25 (2), 28–31 (6), then 2027, not published yet: 4–7 January (10).
  expect(clocksOf(read)).toEqual(['delivery/law 2027-01-07 running'])
  const signed = await take(inTime, 'handler', 'sign', { opinion: 'refuse' })
  expect([signed.status, signed.body.state]).toEqual([409, 'granted'])
  const numbers = documentsOf(read).map(({ number }) => number)
  const handed = { method: 'direct', receiver: '演示申请人', served: numbers }
  const delivered = must(await take(inTime, 'handler', 'deliver', handed), 200)
  expect(typesOf(delivered).slice(-2)).toEqual(['deemedGranted', 'delivered'])
  expect(documentsOf(delivered).map(({ kind }) => kind)).toContain('deemedRenewal')
  const paper = (await textsOf(inTime)).find(({ kind }) => kind === 'deemedRenewal')
  expect(paper?.text).toContain('有效期届满（2026年12月23日）以前没有作出是否准予延续的决定')
  expect(paper?.text).toContain('自有效期届满之日起视为准予延续')
  expect((await readAsOwner(tooLate)).body).toMatchObject({ state: 'inReview' })
})

test('does silence renew nothing on the applicant’s word, and does the case say what the organ owes?', async () => {
  const theCase = await renewing()
  on('2026-12-24')
  const read = must(await readAsOwner(theCase), 200)
  expect(read.body.state).toBe('inReview')
  expect(renewalClock(read)).toMatchObject({
    overdue: 1,
    sentence: { zh: expect.stringContaining('本机关应当立即核实') },
  })
  expect((await readAs(theCase, 'handler')).body.mine).toContain('check-licence')
  // What is found late has been renewed since the day the licence ended, in the batch of the finding.
  const found = must(await check(theCase), 200)
  expect(found.body).toMatchObject({ state: 'granted', decidedOn: EXPIRES })
  expect(typesOf(found).slice(-2)).toEqual(['licenceChecked', 'deemedGranted'])
  expect(documentsOf(found).map(({ kind }) => kind)).toContain('deemedRenewal')
  expect(found.body.timeline).toContainEqual(
    expect.objectContaining({ type: 'licenceChecked', words: expect.objectContaining(FOUND) }),
  )
  expect(must(await check(theCase), 200).body.state).toBe('granted')
})

test('where no such licence is found, is that told with reasons, and the case decided as any other?', async () => {
  const theCase = await renewing()
  expect((await check(theCase, { finding: 'notFound' })).status).toBe(422)
  expect((await check(theCase, { finding: 'found', licenceNumber: 'x' })).status).toBe(422)
  must(await check(theCase, { finding: 'notFound', reasons: reasons('档案中没有这一许可') }), 200)
  on('2026-12-24')
  const read = must(await readAsOwner(theCase), 200)
  expect(read.body.state).toBe('inReview')
  expect(renewalClock(read)).toBeUndefined()
  expect(read.body.timeline).toContainEqual(
    expect.objectContaining({ type: 'licenceChecked', reasons: ['档案中没有这一许可'] }),
  )
})

test('once the stated licence has ended, is nothing decided before somebody has looked for it?', async () => {
  const theCase = await renewing()
  must(await take(theCase, 'handler', 'sign', { opinion: 'refuse' }), 200)
  must(await take(theCase, 'chief', 'sign', { opinion: 'refuse' }), 200)
  on('2026-12-24')
  const refuse = { decision: 'refuse', reasons: reasons(), ground: '行政许可法 38(2)' }
  expect(guardOf(await take(theCase, 'chief', 'decide', refuse))).toEqual([409, 'licenceUnchecked'])
})

test('is only a renewal checked, and not by whoever helped to file it?', async () => {
  expect(guardOf(await check(await supplemented()))).toEqual([409, 'notRenewal'])
  const theCase = await renewing()
  const other = await take(theCase, 'window', 'check-licence', FOUND)
  expect(other.status).toBe(403)
})

test('is a deemed acceptance proved by a paper of its own, issued with the act that came too late?', async () => {
  const theCase = await supplemented()
  on('2026-12-01')
  const late = await take(theCase, 'handler', 'inspect', CHECK)
  expect(must(late, 200).body.documents).toContainEqual(expect.objectContaining({ kind: 'deemedAcceptance' }))
  const paper = (await textsOf(theCase)).find(({ kind }) => kind === 'deemedAcceptance')
  expect(paper?.text).toContain('本机关在2026年11月30日以前（含当日）没有告知您')
  expect(paper?.text).toContain('自收到申请材料之日（2026年11月23日）起视为受理')
  const event = (late.body.timeline as { type: string; document: string | null }[]).find(
    ({ type }) => type === 'deemedAccepted',
  )
  expect(paper?.text).toContain(event?.document)
})
