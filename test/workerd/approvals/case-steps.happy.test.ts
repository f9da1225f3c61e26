import { beforeAll, beforeEach, expect, test } from 'vitest'
import {
  advertising,
  asOwner,
  type Case,
  CHECK,
  clocksOf,
  DESIGN,
  decided,
  handIn,
  on,
  readAs,
  readAsOwner,
  reasons,
  roadworks,
  somebody,
  supplemented,
  take,
  typesOf,
} from '../../case-steps.ts'
import { type Answered, ask, official } from '../../kit.ts'
import {
  allowance,
  apply,
  citizen,
  DB,
  deliver,
  must,
  newcomer,
  publish,
  RULES,
  setSource,
  settleAllowance,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** What officials, applicants and interested parties do with a case, each by its own address. */

const DAY = '2026-11-23'
beforeAll(async () => {
  on(DAY)
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await publish('sole-trader-registration', RULES['sole-trader-registration'])
})
beforeEach(() => on(DAY))

const numbersOf = ({ body }: Answered) =>
  Array.isArray(body.documents) ? body.documents.map(({ kind }: { kind: string }) => kind) : []
const documentOf = ({ body }: Answered, wanted: string): string =>
  (body.documents as { kind: string; number: string }[]).find(({ kind }) => kind === wanted)?.number ?? ''
const lastOf = ({ body }: Answered) =>
  Array.isArray(body.timeline) ? (body.timeline.at(-1) as Record<string, unknown>) : {}
const mineOf = ({ body }: Answered) => body.mine
const stepsOf = ({ body }: Answered) =>
  Array.isArray(body.possible) ? body.possible.map(({ step }: { step: string }) => step) : []
const benefit = { department: 'civil-affairs' }

test('does an event name who acted by role, department and post, with its reasons and its document?', async () => {
  const theCase = await supplemented()
  const accepted = must(await take(theCase, 'handler', 'accept'), 200)
  expect(lastOf(accepted)).toMatchObject({
    type: 'accepted',
    by: 'official',
    role: 'handler',
    roleName: { zh: '经办人' },
    department: 'city-management',
    post: 'post-1',
    basis: '行政许可法 32(1)(五)',
    document: expect.stringContaining(theCase.number),
  })
  expect(numbersOf(accepted)).toEqual(['supplement', 'acceptance'])
  expect(accepted.text).not.toContain('演示工作人员')
  const supplement = (accepted.body.timeline as { type: string; words: unknown }[]).at(-2)
  expect(supplement).toMatchObject({ type: 'supplemented', words: { materials: [DESIGN] } })
})

test('may an official ask once for what is missing after the machine’s request was declined?', async () => {
  const theCase = await handIn((who) => advertising(who, { materials: [] }))
  must(await asOwner(theCase, 'refer'), 200)
  const body = { reasons: [{ text: '缺少设置方案', basis: '本地配置', cure: '提交设置方案' }] }
  const asked = must(await take(theCase, 'handler', 'request-supplement', body), 200)
  expect(asked.body).toMatchObject({ state: 'awaitingSupplement', dueOn: null })
  // The region gives ten working days: 24–27 (4), 30 (5), 1–4 December (9), 7 (10).
  expect(clocksOf(asked)).toEqual(['supplement/promise 2026-12-07 running'])
  expect(lastOf(asked)).toMatchObject({ reasons: ['缺少设置方案（依据：本地配置）'] })
  const read = must(await readAsOwner(theCase), 200)
  expect(lastOf(read)).toMatchObject({ reasons: ['缺少设置方案（依据：本地配置）'] })
})

test('are 不受理 and 不予受理 two acts with two documents, and one end?', async () => {
  const [one, other] = [await supplemented(), await supplemented()]
  const notRequired = must(await take(one, 'handler', 'not-required', { reasons: reasons() }), 200)
  expect(notRequired.body).toMatchObject({ state: 'notAccepted', stateName: { zh: '不受理（无需许可）' } })
  expect(numbersOf(notRequired)).toContain('notRequired')
  const turned = { reasons: reasons(), ground: '行政许可法 32(1)(二)', competentOrgan: '演示机关' }
  const notAccepted = must(await take(other, 'handler', 'not-accepted', turned), 200)
  expect(notAccepted.body).toMatchObject({ state: 'notAccepted', stateName: { zh: '不予受理' }, dueOn: null })
  expect(numbersOf(notAccepted)).toContain('notAccepted')
  expect(lastOf(notAccepted)).toMatchObject({ ground: '行政许可法 32(1)(二)' })
})

test('read after five days of silence, is a case accepted from the day of receipt, though nothing was recorded?', async () => {
  const theCase = await supplemented()
  // 24–27 (4), Monday 30 (5): over with the end of the 30th.
  on('2026-11-30', '23:59')
  expect((await readAsOwner(theCase)).body).toMatchObject({ state: 'received', dueOn: '2026-11-30' })
  on('2026-12-01', '00:00')
  const read = must(await readAsOwner(theCase), 200)
  // Ten promised from the 23rd: 24–27 (4), 30 (5), 1–4 (9), 7 December (10).
  expect(read.body).toMatchObject({ state: 'accepted', acceptedOn: DAY, dueOn: '2026-12-07' })
  expect(typesOf(read)).not.toContain('deemedAccepted')
  expect(stepsOf(await readAs(theCase, 'handler'))).not.toContain('accept')
})

test('acted on after five days of silence, does the deemed acceptance come first in the chain?', async () => {
  const theCase = await supplemented()
  on('2026-12-02')
  const late = await take(theCase, 'handler', 'accept')
  expect([late.status, late.body.state]).toEqual([409, 'accepted'])
  const signed = must(await take(theCase, 'handler', 'sign', { opinion: 'grant' }), 200)
  expect(typesOf(signed).slice(-2)).toEqual(['deemedAccepted', 'signed'])
  const { body } = signed
  expect(body).toMatchObject({ state: 'inReview', acceptedOn: DAY })
  expect((body.timeline as { type: string; facts: object; by: string }[]).at(-2)).toMatchObject({
    by: 'clock',
    facts: { effectiveOn: DAY, dueOn: '2026-11-30' },
  })
})

test('is a refusal given with reasons, ground and remedies, and delivered?', async () => {
  const theCase = await decided('refuse')
  const read = must(await readAsOwner(theCase), 200)
  expect(read.body).toMatchObject({ state: 'refused', dueOn: null, decidedOn: DAY })
  const documents = must(
    await ask(worker, await tokenOf(theCase.owner), 'GET', `/approvals/v1/cases/${theCase.number}/documents`),
    200,
  )
  expect(documents.text).toContain('行政复议')
  const served = must(
    await take(theCase, 'handler', 'deliver', { method: 'post', receiver: '演示申请人', servedOn: DAY }),
    200,
  )
  expect(lastOf(served)).toMatchObject({ type: 'delivered', facts: { method: 'post', servedOn: DAY } })
  expect(numbersOf(served)).toContain('service')
})

test('in joint handling, do all departments give their opinions under one outer clock before the decision?', async () => {
  const theCase = await handIn((who) => roadworks(who))
  // Joint 45: 24–27 (4), 30–4 Dec (9), –11 (14), –18 (19), –25 (24), 28–31 (28), then 2027, not published yet.
  const police = { department: 'police' }
  const transport = { department: 'transport' }
  const read = must(await readAs(theCase, 'handler', police), 200)
  expect(mineOf(read)).toEqual(['opinion'])
  expect(clocksOf(read)).toContain('stage/police 2026-12-07 running')
  expect(clocksOf(read)).toContain('stage/transport 2026-12-07 running')
  expect(clocksOf(read).find((line) => line.startsWith('jointDecision/law'))).toBeDefined()
  must(await take(theCase, 'handler', 'inspect', CHECK), 200)
  must(await take(theCase, 'handler', 'sign', { opinion: 'grant' }), 200)
  must(await take(theCase, 'chief', 'sign', { opinion: 'grant' }), 200)
  const early = await take(theCase, 'chief', 'decide', { decision: 'grant' })
  expect([early.status, early.body.because]).toMatchObject([409, { guard: 'opinionsMissing' }])
  must(await take(theCase, 'handler', 'opinion', { opinion: 'grant' }, police), 200)
  const twice = await take(theCase, 'chief', 'opinion', { opinion: 'refuse' }, police)
  expect([twice.status, twice.body.because]).toMatchObject([409, { guard: 'opinionOnce' }])
  const extension = { workdays: 15, reasons: reasons() }
  expect((await take(theCase, 'head', 'extend', extension)).status).toBe(403)
  const government = { department: 'government' }
  const extended = must(await take(theCase, 'governmentHead', 'extend', extension, government), 200)
  expect(lastOf(extended)).toMatchObject({
    role: 'governmentHead',
    basis: '行政许可法第四十二条第二款',
  })
  must(await take(theCase, 'chief', 'opinion', { opinion: 'grant' }, transport), 200)
  const granted = must(await take(theCase, 'chief', 'decide', { decision: 'grant' }), 200)
  expect(granted.body).toMatchObject({ state: 'granted' })
  expect(clocksOf(granted)).toEqual(['delivery/law 2026-12-07 running'])
})

test('is a registration that lacks something returned by an official, within its three days?', async () => {
  const trader = citizen('1996-11-20', 901, '演示店主')
  await settleAllowance(trader)
  for (const source of ['market', 'court', 'permits', 'nameService', 'scopeCatalogue', 'addressLibrary'])
    await deliver(source, [])
  await deliver('realName', [{ keys: [trader.idNumber], record: { level: 'L3' } }])
  const shop = allowance(trader, {
    itemCode: 'sole-trader-registration',
    situation: 'self',
    form: {
      organisationForm: 'individual',
      scope: ['没有这个用语'],
      premises: { address: '演示路 1 号', region: '510116', kind: 'rented', declared: true },
    },
    declineAutomaticDecision: true,
  })
  const { body } = must(await apply(await tokenOf(trader, 'L3'), shop), 201)
  expect(body).toMatchObject({ state: 'received', dueOn: '2026-11-26' })
  const theCase: Case = { number: String(body.caseNumber), owner: trader }
  const market = { department: 'market' }
  const asked = await take(theCase, 'handler', 'request-supplement', { reasons: reasons() }, market)
  expect([asked.status, asked.body.because]).toMatchObject([409, { guard: 'returnInstead' }])
  const returned = must(
    await take(theCase, 'handler', 'return', { reasons: reasons('用语不规范') }, market),
    200,
  )
  expect(returned.body).toMatchObject({ state: 'returned', dueOn: null })
  expect(numbersOf(returned)).toContain('returned')
})

test('is a benefit that the machine referred granted by a person, once for each matter?', async () => {
  const person = await newcomer()
  await setSource('population', 'unavailable')
  const [first, second] = [
    must(await apply(await tokenOf(person), allowance(person)), 201),
    must(await apply(await tokenOf(person), allowance(person)), 201),
  ]
  await setSource('population', 'available')
  const cases = [first, second].map(({ body }): Case => ({ number: String(body.caseNumber), owner: person }))
  for (const each of cases) {
    const { body } = await readAs(each, 'handler', benefit)
    for (const role of signersOf(body))
      must(await take(each, role, 'sign', { opinion: 'grant' }, benefit), 200)
  }
  const [one, two] = cases
  if (one === undefined || two === undefined) throw new Error('two were handed in')
  const last = signersOf((await readAs(one, 'handler', benefit)).body)
  expect(last).toEqual([])
  const results = { amountYuan: 200, payableFromOn: '2026-12-01' }
  const decide = (each: Case) => take(each, DECIDER, 'decide', { decision: 'grant', results }, benefit)
  const silent = await take(one, DECIDER, 'decide', { decision: 'grant' }, benefit)
  expect([silent.status, silent.body.errors]).toMatchObject([
    422,
    [{ pointer: '/results/amountYuan' }, { pointer: '/results/payableFromOn' }],
  ])
  expect(must(await decide(one), 200).body).toMatchObject({ state: 'granted', dueOn: null })
  const again = await decide(two)
  expect([again.status, again.body.because]).toMatchObject([409, { guard: 'grantedAlready' }])
  const annulment = { reasons: reasons(), ground: '演示条例 1' }
  must(await take(one, 'head', 'annul', annulment, benefit), 200)
  expect(must(await decide(two), 200).body).toMatchObject({ state: 'granted' })
})

/** Roles that are still to sign, as the case itself says. */
function signersOf(body: Answered['body']): ('handler' | 'chief')[] {
  const possible = body.possible as { step: string; by: ('handler' | 'chief')[] }[]
  const next = possible.find(({ step }) => step === 'sign')?.by[0]
  return next === undefined ? [] : [next]
}
const DECIDER = 'handler'

test('does a grant that was declined stand, with the day by which a person decides, until it is replaced?', async () => {
  const person = await newcomer()
  const token = await tokenOf(person)
  const answer = must(await apply(token, allowance(person)), 201)
  const theCase: Case = { number: String(answer.body.caseNumber), owner: person }
  on('2026-11-24')
  const declined = must(await asOwner(theCase, 'refer'), 200)
  // Promised five from the 24th: 25, 26, 27 (3), 30 (4), 1 December (5).
  expect(declined.body).toMatchObject({ state: 'granted', dueOn: '2026-12-01' })
  expect((declined.body.standing as { zh: string }).zh).toContain('继续有效，直到工作人员重新作出决定')
  expect((declined.body.standing as { zh: string }).zh).toContain('2026年12月1日')
  const reopened = must(await take(theCase, 'chief', 'reopen', { reasons: reasons() }, benefit), 200)
  expect(reopened.body).toMatchObject({ state: 'inReview', dueOn: '2026-12-01' })
  expect(reopened.body.standing).not.toBeNull()
  expect(lastOf(reopened)).toMatchObject({ ground: '个人信息保护法 24' })
  must(await take(theCase, 'handler', 'sign', { opinion: 'refuse' }, benefit), 200)
  const refusal = { decision: 'refuse', reasons: reasons(), ground: '演示条例 1' }
  const refused = must(await take(theCase, 'handler', 'decide', refusal, benefit), 200)
  expect(refused.body).toMatchObject({ state: 'refused', standing: null, dueOn: null })
  const { results } = await DB.prepare('SELECT 1 FROM grants WHERE case_number = ?')
    .bind(theCase.number)
    .all()
  expect(results).toEqual([])
})

test('may a named party state and ask for a hearing with its own sign-in, and see no paper of the case?', async () => {
  const neighbour = { ...somebody(), name: '演示邻居乙' }
  const theCase = await handIn((who) => advertising(who))
  const parties = [{ name: neighbour.name, idKind: 'residentId', idNumber: neighbour.idNumber }]
  const at = `/approvals/v1/cases/${theCase.number}`
  const asParty = async (method: string, step: string, body?: object) =>
    ask(worker, await tokenOf(neighbour), method, `${at}${step}`, body)
  expect((await asParty('GET', '')).status).toBe(404)
  must(await take(theCase, 'handler', 'notify-party', { parties, interest: '采光' }), 200)
  const read = must(await asParty('GET', ''), 200)
  expect(stepsOf(read)).toEqual(['party-statement', 'hearing-request'])
  expect(numbersOf(read)).toEqual(['thirdParty'])
  expect(read.text).not.toContain(theCase.owner.name)
  expect((await asParty('GET', '/explanation')).status).toBe(404)
  const papers = must(await asParty('GET', '/documents'), 200)
  expect((papers.body.documents as { kind: string }[]).map(({ kind }) => kind)).toEqual(['thirdParty'])
  expect((await asParty('POST', '/supplement', { materials: [], note: '演示' })).status).toBe(403)
  const stated = must(await asParty('POST', '/party-statement', { statement: '影响采光' }), 200)
  expect(lastOf(stated)).toMatchObject({ type: 'thirdPartyStated', reasons: ['影响采光'] })
  // 47(1): the organ holds the hearing in twenty working days: 24–27 (4), –4 (9), –11 (14), –18 (19), 21 (20).
  const asked = must(await asParty('POST', '/hearing-request', {}), 200)
  expect(clocksOf(asked)).toContain('hearing/law 2026-12-21 running')
  const hearing = {
    place: '演示会议室',
    chair: { subject: 'head-city-management', name: '演示主持' },
    officials: ['演示人员1'],
    participants: ['演示邻居'],
    statements: ['影响采光'],
  }
  const held = must(await take(theCase, 'handler', 'hearing', hearing), 200)
  expect(clocksOf(held).some((line) => line.startsWith('hearing/'))).toBe(false)
})

test('is a case assigned, signed by the assigned handler, and sent back by the chief with a reason?', async () => {
  const theCase = await handIn((who) => advertising(who))
  const to = 'demo-510116-city-management-handler'
  const stranger = await take(theCase, 'chief', 'assign', { to: 'demo-510116-police-handler' })
  expect([stranger.status, stranger.body.errors]).toMatchObject([422, [{ pointer: '/to' }]])
  must(await take(theCase, 'chief', 'assign', { to }), 200)
  const row = await DB.prepare('SELECT assigned_to FROM cases WHERE case_number = ?')
    .bind(theCase.number)
    .first<{ assigned_to: string | null }>()
  expect(row?.assigned_to).toMatch(/^[0-9a-f]{32,}$/)
  const other = await take(theCase, 'handler', 'sign', { opinion: 'grant' }, { subject: `${to}-2` })
  expect([other.status, other.body.because]).toMatchObject([409, { guard: 'assignedToAnother' }])
  const own = { subject: to }
  must(await take(theCase, 'handler', 'sign', { opinion: 'grant', note: '内部意见' }, own), 200)
  const back = must(await take(theCase, 'chief', 'send-back', { reasons: reasons('请补充核查') }), 200)
  expect(lastOf(back)).toMatchObject({ type: 'sentBack', zh: '退回经办人', reasons: ['请补充核查'] })
  const seen = must(await readAsOwner(theCase), 200)
  expect(typesOf(seen).at(-1)).toBe('sentBack')
  expect(seen.text).not.toContain('请补充核查')
  expect(seen.text).not.toContain('内部意见')
  expect(mineOf(await readAs(theCase, 'handler', own))).toContain('sign')
})

test('may a decision be corrected, annulled, and the case reopened by review?', async () => {
  const theCase = await decided()
  const changes = [{ from: '演示申请人', to: '演示申清人' }]
  const corrected = must(await take(theCase, 'chief', 'correct', { reasons: reasons(), changes }), 200)
  expect(numbersOf(corrected)).toContain('correction')
  const annulment = { reasons: reasons(), ground: '行政许可法 69(1)', fault: 'organ' }
  const annulled = must(await take(theCase, 'head', 'annul', annulment), 200)
  expect(annulled.body).toMatchObject({ state: 'granted', stateName: { zh: '准予（已撤销）' }, dueOn: null })
  // What is served now is the annulment, and not the grant that it ended.
  const annulmentNumber = documentOf(annulled, 'annulment')
  const again = { method: 'direct', receiver: '演示申请人', served: [documentOf(annulled, 'grant')] }
  expect((await take(theCase, 'handler', 'deliver', again)).status).toBe(409)
  const served = must(
    await take(theCase, 'handler', 'deliver', { method: 'direct', receiver: '演示申请人' }),
    200,
  )
  expect(lastOf(served)).toMatchObject({ type: 'delivered', facts: { servedOn: DAY } })
  const letters = must(
    await ask(worker, await tokenOf(theCase.owner), 'GET', `/approvals/v1/cases/${theCase.number}/documents`),
    200,
  )
  expect(letters.text).toContain(`《撤销决定书》（${annulmentNumber}）`)
  const review = {
    reasons: reasons(),
    ground: '行政复议法 64',
    orderedBy: '演示政府',
    order: '复议决定书 1 号',
  }
  const reopened = must(await take(theCase, 'chief', 'reopen', review), 200)
  // Ten promised from the 23rd.
  expect(reopened.body).toMatchObject({ state: 'inReview', dueOn: '2026-12-07', standing: null })
})

test('may an automatic grant be annulled by the head as well?', async () => {
  const person = await newcomer()
  const answer = must(await apply(await tokenOf(person), allowance(person)), 201)
  const theCase: Case = { number: String(answer.body.caseNumber), owner: person }
  const annulment = { reasons: reasons('事实变化'), ground: '演示条例 1' }
  const annulled = must(await take(theCase, 'head', 'annul', annulment, benefit), 200)
  expect(annulled.body).toMatchObject({ state: 'granted', stateName: { en: 'granted (annulled)' } })
  // What was granted once may be granted again.
  expect((await apply(await tokenOf(person), allowance(person))).body).toMatchObject({ outcome: 'approve' })
})

test('does a case that stands still say in a sentence why, and when it goes on?', async () => {
  const theCase = await handIn((who) => advertising(who))
  must(await take(theCase, 'handler', 'suspend', { ground: 'expertReview', neededWorkdays: 5 }), 200)
  const { body } = must(await readAsOwner(theCase), 200)
  const limits = body.limits as { step: string; status: string; sentence: { zh: string; en: string } }[]
  const law = limits.filter(({ step, status }) => step === 'decision' && status === 'stands')
  expect(law).toHaveLength(2)
  for (const { sentence } of law) {
    expect(sentence.zh).toContain('因为正在进行专家评审（行政许可法 45），所需时间5个工作日')
    expect(sentence.en).toContain('should let the clock run again on Monday 30 November 2026')
  }
})

test('may a window of the service centre take a supplement, accept, and hand out the result?', async () => {
  const theCase = await handIn((who) => advertising(who, { materials: [] }))
  const centre = { department: 'services' }
  must(await take(theCase, 'window', 'supplement', { materials: [{ code: 'design' }] }, centre), 200)
  const accepted = must(await take(theCase, 'window', 'accept', undefined, centre), 200)
  expect(lastOf(accepted)).toMatchObject({ role: 'window', department: 'services' })
  expect(mineOf(accepted)).not.toContain('sign')
  const window = await sign('window-police', official('window', 'police'))
  expect((await ask(worker, window, 'GET', `/approvals/v1/cases/${theCase.number}`)).status).toBe(404)
})

test('does the notice of acceptance of an item that people decide name no reason, and no 本地配置?', async () => {
  const theCase = await handIn((who) => advertising(who))
  const letters = must(
    await ask(worker, await tokenOf(theCase.owner), 'GET', `/approvals/v1/cases/${theCase.number}/documents`),
    200,
  )
  const [acceptance] = letters.body.documents as { kind: string; text: string }[]
  expect(acceptance?.text).toContain(
    '本机关决定予以受理。\n　　办理期限至2026年12月7日（本地公布的承诺办结时限）。',
  )
  expect(letters.text).not.toMatch(/本事项由工作人员审查决定|本地配置/)
})
