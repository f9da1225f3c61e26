import { ITEMS, regionProfile, validateCatalogue, validateRegion } from '@tongban/catalogue'
import { beforeEach, expect, test } from 'vitest'
import {
  advertising,
  asOwner,
  type Case,
  clocksOf,
  DESIGN,
  handIn,
  officialToken,
  on,
  readAs,
  readAsOwner,
  reasons,
  roadworks,
  take,
  typesOf,
} from '../../case-steps.ts'
import { claimForwardedItems, FORWARDED_ITEMS, SUPERIOR } from '../../forwarded-items.ts'
import { type Answered, ask } from '../../kit.ts'
import { must, tokenOf, worker } from '../../region.ts'

/**
 * Steps no demonstration item knows, taken through the doors: forwarding to the superior organ (行政许可法 35, 43), joint
 * handling one department after the other (42(2)), and giving up by silence where a local law says so. Every day is
 * counted by hand, over Mid-Autumn (25–27 September), National Day (1–7 October) and the working days given for them
 * (Sunday 20 September, Saturday 10 October).
 */
claimForwardedItems()
const RECEIVED = '2026-09-14'
beforeEach(() => on(RECEIVED))

const superior = { department: SUPERIOR, subject: `demo-510116-${SUPERIOR}-handler` }
const superiorChief = { department: SUPERIOR, subject: `demo-510116-${SUPERIOR}-chief` }
const superiorHead = { department: SUPERIOR, subject: `demo-510116-${SUPERIOR}-head` }
const OPINION = {
  to: SUPERIOR,
  opinion: 'grant',
  reasons: reasons('材料齐全，符合规划'),
  attachments: ['设置方案'],
}

const forwardedItem = () => handIn((who) => ({ ...advertising(who), itemCode: 'forwarded-advertising' }))
const sequential = () => handIn((who) => ({ ...roadworks(who), itemCode: 'sequential-roadworks' }))
const incomplete = () =>
  handIn((who) => ({ ...advertising(who, { materials: [] }), itemCode: 'forwarded-advertising' }))

/** Why a step was refused, and what is possible instead. */
const refused = ({ status, body }: Answered) => [
  status,
  (body.because as { guard?: string } | null)?.guard ?? null,
]
const letters = async ({ number, owner }: Case): Promise<string> =>
  must(await ask(worker, await tokenOf(owner), 'GET', `/approvals/v1/cases/${number}/documents`), 200).text

test('are the items of these tests, and the region that claims them, as sound as those of the catalogue?', () => {
  expect(validateCatalogue(FORWARDED_ITEMS)).toMatchObject({ ok: true })
  const region = regionProfile('510116')
  expect(region.ok ? validateRegion(region.value, ITEMS) : region).toMatchObject({ ok: true })
})

test('has the lower organ twenty days, moved by its own special procedure, and the superior a term of its own?', async () => {
  const theCase = await forwardedItem()
  // 43, from the acceptance: 15–18 (4), Sunday 20 (5), 21–24 (9), 28–30 (12), 8–9 October (14), Saturday 10 (15), 12–16 (20).
  const lower = 'lowerExamination/law'
  expect(clocksOf(await readAs(theCase, 'handler'))).toEqual([`${lower} 2026-10-16 running`])
  on('2026-09-21')
  must(await take(theCase, 'handler', 'suspend', { ground: 'expertReview', neededWorkdays: 4 }), 200)
  on('2026-09-28')
  const resumed = must(await take(theCase, 'chief', 'resume', {}), 200)
  // 21–24 September are not counted, four working days: 19, 20, 21, 22 October.
  expect(clocksOf(resumed)).toEqual([`${lower} 2026-10-22 running`])

  on('2026-10-09')
  const forwarded = must(await take(theCase, 'chief', 'forward', OPINION), 200)
  // From the day the papers came: 10 (1), 12–16 (6), 19–22 (10); –23 (11), 26–30 (16), 2–5 November (20).
  expect(clocksOf(forwarded)).toEqual([
    'decision/promise 2026-10-22 running',
    'decision/law 2026-11-05 running',
  ])
  expect(forwarded.body).toMatchObject({ department: SUPERIOR, dueOn: '2026-10-22' })

  on('2026-10-20')
  const longer = { workdays: 10, reasons: reasons('需要核实') }
  const extended = must(await take(theCase, 'head', 'extend', longer, superiorHead), 200)
  // Ten more: 6 (1), 9–13 (6), 16–19 (10); the promise is not extended.
  expect(clocksOf(extended)).toEqual([
    'decision/promise 2026-10-22 running',
    'decision/law 2026-11-19 running',
  ])

  on('2026-11-18')
  must(await take(theCase, 'handler', 'sign', { opinion: 'grant' }, superior), 200)
  must(await take(theCase, 'chief', 'sign', { opinion: 'grant' }, superiorChief), 200)
  const granted = must(await take(theCase, 'chief', 'decide', { decision: 'grant' }, superiorChief), 200)
  // 44: 19–20 (2), 23–27 (7), 30 (8), 1–2 December (10).
  expect(clocksOf(granted)).toEqual(['delivery/law 2026-12-02 running'])
  expect(await letters(theCase)).toContain('演示市城市管理委员会')
})

test('is the lower organ late by its own clock, and does nobody decide before the superior has the papers?', async () => {
  const theCase = await forwardedItem()
  must(await take(theCase, 'handler', 'sign', { opinion: 'grant' }), 200)
  must(await take(theCase, 'chief', 'sign', { opinion: 'grant' }), 200)
  expect(refused(await take(theCase, 'chief', 'decide', { decision: 'grant' }))).toEqual([
    409,
    'forwardFirst',
  ])
  const longer = { workdays: 10, reasons: reasons() }
  expect(refused(await take(theCase, 'head', 'extend', longer))).toEqual([409, 'forwardFirst'])
  on('2026-10-19')
  // Over with Friday the 16th; the Monday is the first working day after it.
  expect(clocksOf(await readAs(theCase, 'chief'))).toEqual(['lowerExamination/law 2026-10-16 running late 1'])
  const late = must(await take(theCase, 'chief', 'forward', OPINION), 200)
  // 20–23 (4), 26–30 (9), 2 November (10); –6 (14), 9–13 (19), 16 (20): the superior’s term is whole.
  expect(clocksOf(late)).toEqual(['decision/promise 2026-11-02 running', 'decision/law 2026-11-16 running'])
  expect(refused(await take(theCase, 'chief', 'forward', OPINION, superiorChief))).toEqual([
    409,
    'forwardedOnce',
  ])
})

test('has the superior every paper, and may it ask for none again?', async () => {
  const theCase = await forwardedItem()
  must(await take(theCase, 'chief', 'forward', OPINION), 200)
  const read = must(await readAs(theCase, 'handler', superior), 200)
  expect(read.body.documents).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'preliminary' })]),
  )
  const path = `/approvals/v1/cases/${theCase.number}`
  const materials = must(
    await ask(worker, await officialToken('handler', superior), 'GET', `${path}/application`),
    200,
  )
  expect(materials.body).toMatchObject({ application: { materials: [DESIGN] } })
  const again = { reasons: reasons('请再交一次设置方案') }
  const asked = await take(theCase, 'handler', 'request-supplement', again, superior)
  expect([asked.status, asked.body.possible]).toEqual([
    409,
    expect.not.arrayContaining(['request-supplement']),
  ])
  expect(refused(await take(theCase, 'handler', 'return', again, superior))).toEqual([409, null])
  // The lower organ goes on reading, and signs nothing more.
  expect((await readAs(theCase, 'handler')).status).toBe(200)
  expect((await take(theCase, 'handler', 'sign', { opinion: 'grant' })).status).toBe(403)
  expect(typesOf(await readAsOwner(theCase)).at(-1)).toBe('forwarded')
})

test('is a case forwarded only where the item says so, and only to an organ there is?', async () => {
  const plain = await handIn((who) => advertising(who))
  expect(refused(await take(plain, 'chief', 'forward', OPINION))).toEqual([409, 'noSuperior'])
  const theCase = await forwardedItem()
  const nowhere = await take(theCase, 'chief', 'forward', { ...OPINION, to: 'nowhere' })
  expect([nowhere.status, nowhere.body.errors]).toEqual([422, [expect.objectContaining({ pointer: '/to' })]])
})

test('one department after the other, does each have its days from the opinion before it, and the outer clock go on?', async () => {
  const theCase = await sequential()
  const [transport, police] = [{ department: 'transport' }, { department: 'police' }]
  // Stage 10: 15–18 (4), 20 (5), 21–24 (9), 28 (10). Promise 20: 16 October, as above. Joint 45: 16 October (20), –23 (25),
  // –30 (30), –6 November (35), –13 (40), –20 (45).
  const outer = ['decision/promise 2026-10-16 running', 'jointDecision/law 2026-11-20 running']
  expect(clocksOf(await readAs(theCase, 'handler'))).toEqual(['stage/transport 2026-09-28 running', ...outer])
  expect(refused(await take(theCase, 'handler', 'opinion', { opinion: 'grant' }, police))).toEqual([
    409,
    'stageOrder',
  ])
  on('2026-09-24')
  const first = must(await take(theCase, 'handler', 'opinion', { opinion: 'grant' }, transport), 200)
  // From the written opinion: 28–30 (3), 8–9 October (5), Saturday 10 (6), 12–15 (10).
  expect(clocksOf(first)).toEqual(['stage/police 2026-10-15 running', ...outer])
  on('2026-10-12')
  must(await take(theCase, 'handler', 'opinion', { opinion: 'grant' }, police), 200)
  const longer = { workdays: 15, reasons: reasons('需要协调') }
  const extended = must(
    await take(theCase, 'governmentHead', 'extend', longer, { department: 'government' }),
    200,
  )
  // Fifteen more: 23–27 (5), 30–4 December (10), 7–11 (15).
  expect(clocksOf(extended)).toEqual([
    'decision/promise 2026-10-16 running',
    'jointDecision/law 2026-12-11 running',
  ])
  must(await take(theCase, 'handler', 'sign', { opinion: 'grant' }), 200)
  must(await take(theCase, 'chief', 'sign', { opinion: 'grant' }), 200)
  const granted = must(await take(theCase, 'chief', 'decide', { decision: 'grant' }), 200)
  // 44, from Monday 12 October: 13–16 (4), 19–23 (9), 26 (10).
  expect(clocksOf(granted)).toEqual(['delivery/law 2026-10-26 running'])
})

test('does silence count as giving up only where a law says so, and only after the last day?', async () => {
  const theCase = await incomplete()
  // The region gives ten: 15–18 (4), 20 (5), 21–24 (9), 28 (10).
  expect(clocksOf(await readAsOwner(theCase))).toEqual(['supplement/promise 2026-09-28 running'])
  expect(await letters(theCase)).toContain('逾期未补正的，根据演示政务服务条例 36，视为放弃申请')
  on('2026-09-28', '23:59')
  expect(refused(await take(theCase, 'handler', 'abandon', {}))).toEqual([409, 'tooEarly'])
  on('2026-09-29', '00:00')
  const over = must(await take(theCase, 'handler', 'abandon', {}), 200)
  expect(over.body).toMatchObject({ state: 'abandoned', dueOn: null })
  expect(await letters(theCase)).toContain('根据演示政务服务条例 36，视为放弃申请')
  expect((await asOwner(theCase, 'supplement', { materials: [DESIGN] })).status).toBe(409)

  // A review sends it back before acceptance, with the notice of five days from that day: 30 (1), 8–9 (3), 10 (4), 12 (5).
  const review = {
    reasons: reasons(),
    ground: '行政复议法 64',
    orderedBy: '演示政府',
    order: '复议决定书 1 号',
  }
  const reopened = must(await take(theCase, 'chief', 'reopen', review), 200)
  expect(reopened.body).toMatchObject({ state: 'received', dueOn: '2026-10-12' })
})

test('without a law, is an application never taken as given up?', async () => {
  const theCase = await handIn((who) => advertising(who, { materials: [] }))
  on('2026-12-01')
  expect(refused(await take(theCase, 'handler', 'abandon', {}))).toEqual([409, 'noAbandonment'])
  expect((await readAsOwner(theCase)).body).toMatchObject({ state: 'awaitingSupplement' })
})
