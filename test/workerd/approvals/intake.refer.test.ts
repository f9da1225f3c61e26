import { afterEach, beforeAll, expect, test } from 'vitest'
import { type Answered, ask } from '../../kit.ts'
import {
  allowance,
  apply,
  type Body,
  citizen,
  deliver,
  everyRow,
  must,
  precheck,
  publish,
  RULES,
  rulesOf,
  setSource,
  settleAllowance,
  tokenOf,
  worker,
} from '../../region.ts'

/** What is not approved at once: who is told what, until when a person decides, and what can be done. */

const aged72 = citizen('1954-05-06')
const aged69 = citizen('1957-06-01')
const elsewhere = citizen('1950-07-08')
const dead = citizen('1940-09-10')
const trader = citizen('1996-11-20', 901, '演示店主')
const ADDRESS = '演示路 1 号'

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await publish('sole-trader-registration', RULES['sole-trader-registration'])
  await settleAllowance(aged72, aged69, elsewhere, dead, trader)
  await deliver('population', [
    {
      keys: [elsewhere.idNumber],
      record: { birthDate: elsewhere.birthOn, hukouRegion: '500112', lifeStatus: 'alive' },
    },
    {
      keys: [dead.idNumber],
      record: { birthDate: dead.birthOn, hukouRegion: '510116', lifeStatus: 'dead' },
    },
  ])
  for (const source of ['market', 'court', 'permits', 'nameService']) await deliver(source, [])
  await deliver('realName', [{ keys: [trader.idNumber], record: { level: 'L3' } }])
  await deliver('signature', [
    { keys: ['sole-trader-registration', trader.idNumber, ADDRESS], record: { valid: true } },
  ])
  await deliver('scopeCatalogue', [
    { keys: ['日用百货销售'], record: { term: '日用百货销售', kind: 'general' } },
  ])
  await deliver('addressLibrary', [{ keys: [ADDRESS], record: { region: '510116', onNegativeList: false } }])
})
afterEach(async () => {
  await setSource('population', 'available')
})

const documentsOf = async (token: string, { body }: Answered) => {
  const answer = await ask(worker, token, 'GET', `/approvals/v1/cases/${body.caseNumber}/documents`)
  return must(answer, 200).body.documents
}
/** What both answers must share, pre-check and application. */
const said = ({ body: { outcome, reasons, result } }: Answered) => ({ outcome, reasons, result })

test('does a person of 69 learn from the pre-check, and again on applying, what is not met and from which day it is?', async () => {
  const token = await tokenOf(aged69)
  const before = await precheck(token, allowance(aged69))
  expect([before.status, before.body]).toMatchObject([
    200,
    {
      caseNumber: null,
      outcome: 'refer',
      reasons: [
        {
          rule: 'E2',
          code: 'notYetEligible',
          text: expect.stringMatching(/70/),
          english: expect.stringMatching(/70/),
          dates: { eligibleOn: '2027-06-01', earliestApplicationOn: '2027-04-01' },
        },
      ],
    },
  ])
  const answer = await apply(token, allowance(aged69))
  expect(said(answer)).toEqual(said(before))
  expect(answer.body).toMatchObject({ state: 'inReview', dueOn: '2026-11-30' })
  expect(answer.body.next).toMatchObject([
    { action: 'read' },
    { action: 'explanation' },
    { action: 'withdraw' },
    { action: 'evaluate' },
  ])
})

test('is a person whose household source is down referred to a person with the due date and its basis?', async () => {
  must(await setSource('population', 'unavailable'), 200)
  const token = await tokenOf(aged72)
  const answer = await apply(token, allowance(aged72))
  expect(answer.body).toMatchObject({
    state: 'inReview',
    outcome: 'refer',
    dueOn: '2026-11-30',
    dueBasis: { kind: 'promise', zh: expect.stringContaining('本地配置') },
    documents: [{ kind: 'acceptance' }],
  })
  expect(rulesOf(answer).toSorted()).toEqual(['U.birthDate', 'U.hukouRegion', 'U.lifeStatus'])
  expect(await documentsOf(token, answer)).toMatchObject([
    { zh: '受理通知书', text: expect.stringMatching(/已受理，转由工作人员审查。.*1\. .*2026年11月30日/s) },
  ])
})

test('is household elsewhere not accepted, with a reasoned document and the remedies?', async () => {
  const token = await tokenOf(elsewhere)
  const answer = await apply(token, allowance(elsewhere))
  expect([answer.status, answer.body]).toMatchObject([
    201,
    { state: 'notAccepted', outcome: 'notAccepted', dueOn: null },
  ])
  expect(answer.body.reasons).toEqual([
    {
      rule: expect.any(String),
      code: 'competentElsewhere',
      text: '户籍不在本地区，由户籍所在地民政部门办理。',
      english: expect.stringMatching(/^[A-Z].*\.$/),
      basis: expect.stringContaining('行政许可法'),
      cure: null,
      dates: {},
    },
  ])
  const [document] = (await documentsOf(token, answer)) as { kind: string; text: string }[]
  expect(document?.kind).toBe('notAccepted')
  expect(document?.text).toContain('行政复议')
  expect(document?.text).toContain('提起行政诉讼')
  expect(document?.text).toContain('请向重庆市渝北区民政局提出申请。')
  expect(document?.text).toMatch(
    /1\. 户籍不在本地区，由户籍所在地民政部门办理。（依据：《中华人民共和国行政许可法》第三十二条/,
  )
  expect(document?.text).not.toContain('拒绝自动决定')
})

test('is a missing account asked for once, with a document?', async () => {
  const token = await tokenOf(aged72)
  const answer = await apply(token, allowance(aged72, { form: {} }))
  expect([answer.body.state, answer.body.outcome, rulesOf(answer)]).toEqual([
    'awaitingSupplement',
    'supplement',
    ['E6'],
  ])
  expect(answer.body.reasons).toMatchObject([{ cure: { zh: expect.any(String), en: expect.any(String) } }])
  expect(await documentsOf(token, answer)).toMatchObject([{ kind: 'supplement' }])
  const [document] = (await documentsOf(token, answer)) as { text: string }[]
  expect(document?.text).toContain('没有填写收款账户。请填写申请人本人的社会保障卡或银行账号。（依据：')
  expect(document?.text).toContain('请在2026年12月7日以前（含当日）按上述内容补正后提交给本机关。')
})

test('are a missing account and a recorded death both told, and is a person to decide?', async () => {
  const answer = await apply(await tokenOf(dead), allowance(dead, { form: {} }))
  expect([answer.body.outcome, rulesOf(answer).toSorted()]).toEqual(['refer', ['E3', 'E6']])
  expect(answer.body).toMatchObject({ state: 'received', dueOn: '2026-11-30', documents: [] })
})

test('is what a source stated too long ago not used, fact by fact?', async () => {
  const [dayOld, monthOld] = [citizen('1954-05-06', 911), citizen('1954-05-06', 912)]
  const entry = ({ idNumber, birthOn }: typeof dayOld, hoursAgo: number) => ({
    keys: [idNumber],
    record: { birthDate: birthOn, hukouRegion: '510116', lifeStatus: 'alive' },
    hoursAgo,
  })
  await deliver('population', [entry(dayOld, 25), entry(monthOld, 31 * 24)])
  for (const each of [dayOld, monthOld]) {
    await deliver('payeeAccount', [{ keys: [each.idNumber, each.account], record: { holderMatches: true } }])
  }
  const young = await apply(await tokenOf(dayOld), allowance(dayOld))
  expect([young.body.outcome, rulesOf(young).toSorted()]).toEqual([
    'refer',
    ['U.hukouRegion', 'U.lifeStatus'],
  ])
  const old = await apply(await tokenOf(monthOld), allowance(monthOld))
  expect(rulesOf(old).toSorted()).toEqual(['U.birthDate', 'U.hukouRegion', 'U.lifeStatus'])
})

test('does a register that holds no such person leave the facts unknown?', async () => {
  const unrecorded = citizen('1954-05-06', 913)
  const answer = await apply(await tokenOf(unrecorded), allowance(unrecorded, { form: {} }))
  expect(answer.body).toMatchObject({ outcome: 'refer' })
  expect(rulesOf(answer).toSorted()).toEqual(['E6', 'U.birthDate', 'U.hukouRegion', 'U.lifeStatus'])
})

test('does a form that contradicts the register go to a person?', async () => {
  const answer = await apply(
    await tokenOf(aged72),
    allowance(aged72, { form: { payee: { account: aged72.account }, birthDate: '1953-05-06' } }),
  )
  expect([answer.body.outcome, rulesOf(answer)]).toEqual(['refer', ['C.birthDate']])
})

test('may an applicant refuse the automatic decision beforehand?', async () => {
  const answer = await apply(await tokenOf(aged72), allowance(aged72, { declineAutomaticDecision: true }))
  expect([answer.body.state, answer.body.outcome, rulesOf(answer)]).toEqual(['inReview', 'refer', ['S3']])
})

test('does an item whose rules are not published yet go to a person, with its limit?', async () => {
  const token = await tokenOf(trader)
  const answer = await apply(
    token,
    allowance(trader, {
      itemCode: 'hygiene-permit-cancellation',
      situation: 'self',
      form: {
        permitNumber: '演卫公证字2022001',
        ground: 'expired',
        applicantIs: 'holder',
        original: 'electronicOnly',
      },
    }),
  )
  expect(answer.body).toMatchObject({ state: 'inReview', outcome: 'refer', dueOn: '2026-11-24' })
  expect(rulesOf(answer)).toEqual(['S2'])
  const path = `/approvals/v1/cases/${answer.body.caseNumber}/explanation`
  expect((await ask(worker, token, 'GET', path)).status).toBe(404)
})

test('does a register marked down stay down when a delivery comes in?', async () => {
  must(await setSource('population', 'unavailable'), 200)
  await deliver('population', [])
  const answer = await apply(await tokenOf(aged72), allowance(aged72))
  expect(answer.body.outcome).toBe('refer')
})

test('is an account in another name to be supplemented?', async () => {
  const answer = await apply(
    await tokenOf(aged72),
    allowance(aged72, { form: { payee: { account: '99990000111122223' } } }),
  )
  expect([answer.body.outcome, rulesOf(answer)]).toEqual(['supplement', ['E7']])
})

const shop = (change: Partial<Body> = {}, form: object = {}): Body =>
  allowance(trader, {
    itemCode: 'sole-trader-registration',
    situation: 'self',
    form: {
      organisationForm: 'individual',
      scope: ['日用百货销售'],
      premises: { address: ADDRESS, region: '510116', kind: 'rented', declared: true },
      ...form,
    },
    ...change,
  })

test('does a signature given for one shop say nothing of another shop of the same person?', async () => {
  const address = '演示路 2 号'
  await deliver('addressLibrary', [{ keys: [address], record: { region: '510116', onNegativeList: false } }])
  const premises = { address, region: '510116', kind: 'rented', declared: true }
  const answer = await apply(await tokenOf(trader, 'L3'), shop({}, { premises }))
  expect([answer.body.outcome, rulesOf(answer)]).toEqual(['supplement', ['B17']])
})

test('is an incomplete registration returned, and may a new one take its place?', async () => {
  const token = await tokenOf(trader, 'L3')
  const returned = await apply(token, shop({}, { scope: ['没有这个用语'] }))
  expect([returned.body.state, returned.body.outcome, rulesOf(returned)]).toEqual([
    'returned',
    'supplement',
    ['B8'],
  ])
  expect(await documentsOf(token, returned)).toMatchObject([{ kind: 'returned' }])
  const supersedes = String(returned.body.caseNumber)
  const corrected = await apply(token, shop({ supersedes }))
  expect(corrected.body).toMatchObject({
    state: 'granted',
    outcome: 'approve',
    result: { foundedOn: '2026-11-23' },
  })
  const { cases } = await everyRow()
  expect(cases).toContainEqual(
    expect.objectContaining({ case_number: corrected.body.caseNumber, supersedes }),
  )
})

test('can only a returned case of the same applicant be superseded?', async () => {
  const trader3 = await tokenOf(trader, 'L3')
  const granted = await apply(trader3, shop())
  const returned = await apply(trader3, shop({}, { scope: [] }))
  expect([granted.body.state, returned.body.state]).toEqual(['granted', 'returned'])
  const refused = [
    await apply(trader3, shop({ supersedes: String(granted.body.caseNumber) })),
    await apply(trader3, shop({ supersedes: '5101162026112300000015' })),
    await apply(await tokenOf(aged72), allowance(aged72, { supersedes: String(returned.body.caseNumber) })),
  ]
  for (const { status, body } of refused) {
    expect([status, body.errors]).toMatchObject([422, [{ pointer: '/supersedes' }]])
  }
})

const advertising = (materials: object[]): Body =>
  allowance(trader, {
    itemCode: 'outdoor-advertising',
    situation: 'new',
    form: {
      site: { region: '510116', address: ADDRESS },
      advertisement: { kind: 'wall', widthMetres: 2, heightMetres: 1, content: '演示' },
      from: '2027-01-01',
      until: '2027-12-31',
    },
    materials,
  })

test('is an item that people decide accepted at once when its papers are complete, with the limits of the law?', async () => {
  const token = await tokenOf(trader)
  const answer = await apply(token, advertising([{ code: 'design' }, { code: 'siteRight' }]))
  expect([answer.body, rulesOf(answer)]).toMatchObject([
    { state: 'inReview', outcome: 'refer', dueOn: '2026-12-07', documents: [{ kind: 'acceptance' }] },
    ['S4'],
  ])
  const { body } = await ask(worker, token, 'GET', `/approvals/v1/cases/${answer.body.caseNumber}`)
  expect(body.limits).toContainEqual(
    expect.objectContaining({
      step: 'decision',
      amount: 20,
      unit: 'workday',
      dueOn: '2026-12-21',
      basis: expect.objectContaining({ kind: 'law', zh: '行政许可法第四十二条第一款' }),
    }),
  )
})

test('is an item that people decide asked for every missing paper at once?', async () => {
  const answer = await apply(await tokenOf(trader), advertising([]))
  expect([answer.body.state, answer.body.outcome]).toEqual(['awaitingSupplement', 'supplement'])
  expect(rulesOf(answer)).toContain('M.design')
  const [document] = (await documentsOf(await tokenOf(trader), answer)) as { text: string }[]
  expect(document?.text).not.toContain('本事项由工作人员审查决定')
  // Ten working days from the 23rd of November: 24–27 (4), 30 (5), 1–4 (9), 7 December (10).
  expect(document?.text).toContain('请在2026年12月7日以前（含当日）按上述内容补正')
  const read = await ask(
    worker,
    await tokenOf(trader),
    'GET',
    `/approvals/v1/cases/${answer.body.caseNumber}`,
  )
  expect((read.body.timeline as { facts: object }[]).at(-1)?.facts).toMatchObject({ untilOn: '2026-12-07' })
})

test('does the pre-check store nothing, whatever it answers?', async () => {
  const bodies: [string, Body][] = [
    [await tokenOf(aged72), allowance(aged72)],
    [await tokenOf(aged72), allowance(aged72, { form: {} })],
    [await tokenOf(aged69), allowance(aged69)],
    [await tokenOf(elsewhere), allowance(elsewhere)],
    [await tokenOf(dead), allowance(dead, { form: {} })],
    [await tokenOf(trader, 'L3'), shop()],
    [await tokenOf(trader), advertising([])],
  ]
  const before = await everyRow()
  const prechecks: Answered[] = []
  for (const [token, body] of bodies) {
    prechecks.push(must(await precheck(token, body, body.itemCode), 200))
  }
  expect(await everyRow()).toEqual(before)
  expect(prechecks.map((each) => each.body.outcome)).toEqual([
    'approve',
    'supplement',
    'refer',
    'notAccepted',
    'refer',
    'approve',
    'supplement',
  ])
  // The last first: what is granted on the way would change what is said of the same person afterwards.
  for (const [at, [token, body]] of [...bodies.entries()].toReversed()) {
    const applied = must(await apply(token, body), 201)
    expect([at, said(applied)]).toEqual([at, said(prechecks[at] ?? applied)])
  }
})
