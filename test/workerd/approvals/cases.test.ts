import { beforeAll, expect, test } from 'vitest'
import { overtaken } from '../../case-steps.ts'
import { type Answered, ask, official } from '../../kit.ts'
import {
  allowance,
  apply,
  type Body,
  citizen,
  deliver,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  setSource,
  settleAllowance,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** A case as its applicant and the officials see it, and what the applicant may do with it. */

const aged72 = citizen('1954-05-06')
const aged69 = citizen('1957-06-01')
const stranger = citizen('1960-01-01')

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(aged72, aged69)
})

const pathOf = ({ body }: Answered, step = '') => `/approvals/v1/cases/${body.caseNumber}${step}`
/** Each time somebody else is granted it, since nobody is twice. */
async function granted() {
  const person = await newcomer()
  const token = await tokenOf(person)
  return { token, answer: must(await apply(token, allowance(person)), 201) }
}
const inReview = async () => must(await apply(await tokenOf(aged69), allowance(aged69)), 201)
const reviewed = async () => ({
  number: String((await inReview()).body.caseNumber),
  token: await tokenOf(aged69),
})
const lacking = async (change: Partial<Body> = { form: {} }) =>
  must(await apply(await tokenOf(aged72), allowance(aged72, change)), 201)
const typesOf = ({ body }: Answered) =>
  Array.isArray(body.timeline) ? body.timeline.map((event: { type: string }) => event.type) : []
const actionsOf = ({ body }: Answered) =>
  Array.isArray(body.next) ? body.next.map((step: { action: string }) => step.action) : []

test('does the timeline tell what happened, in both languages, by whom and chained?', async () => {
  const { token, answer } = await granted()
  const { body } = must(await ask(worker, token, 'GET', pathOf(answer)), 200)
  expect(body).toMatchObject({
    item: { code: 'elderly-allowance', version: 1, zh: '高龄老人津贴' },
    state: 'granted',
    stateName: { zh: '准予', en: 'granted' },
    department: 'civil-affairs',
    receivedOn: '2026-11-23',
    acceptedOn: '2026-11-23',
    decidedOn: '2026-11-23',
    dueOn: null,
    timeline: [
      { seq: 1, type: 'received', zh: '收件', by: 'applicant', at: NOW },
      { seq: 2, type: 'accepted', zh: '受理', by: 'machine', at: NOW },
      { seq: 3, type: 'granted', zh: '准予', by: 'machine', at: NOW, reasons: [] },
    ],
    documents: [{ kind: 'grant', zh: '准予决定书', issuedOn: '2026-11-23' }],
  })
})

test('is every limit told with its length, its day and its basis, and which of them runs?', async () => {
  const { body } = must(await ask(worker, await tokenOf(aged69), 'GET', pathOf(await inReview())), 200)
  expect(body).toMatchObject({
    state: 'inReview',
    dueOn: '2026-11-30',
    dueBasis: { kind: 'promise', zh: '本地配置：承诺办结时限' },
    limits: [
      {
        step: 'notice',
        amount: 5,
        unit: 'workday',
        dueOn: '2026-11-30',
        running: false,
        basis: { kind: 'promise' },
      },
      {
        step: 'decision',
        amount: 5,
        unit: 'workday',
        dueOn: '2026-11-30',
        running: true,
        basis: { kind: 'promise' },
      },
      {
        step: 'answerToApplication',
        amount: 2,
        unit: 'month',
        dueOn: '2027-01-25',
        running: true,
        provisional: true,
        basis: { kind: 'law', zh: '行政诉讼法第四十七条' },
      },
    ],
  })
})

test('does an explanation tell facts with source and time, the rule version, every row, and does it replay?', async () => {
  const { token, answer } = await granted()
  const { body } = must(await ask(worker, token, 'GET', pathOf(answer, '/explanation')), 200)
  expect(body).toMatchObject({
    caseNumber: answer.body.caseNumber,
    outcome: { code: 'approve' },
    receivedOn: '2026-11-23',
    rules: { version: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/), effectiveOn: '2026-11-23' },
    held: [],
    unsure: [],
    replays: true,
    result: { result: { amountYuan: 200 } },
  })
  expect(body.facts).toContainEqual(
    expect.objectContaining({
      name: 'hukouRegion',
      source: 'population',
      sourceAt: NOW,
      status: expect.objectContaining({ code: 'known' }),
    }),
  )
  const notHeld = body.notHeld as { rule: string; basis: string; situation: { zh: string } }[]
  expect(notHeld.map((row) => row.rule)).toEqual(
    expect.arrayContaining(['E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8']),
  )
  for (const row of notHeld) expect([row.basis, row.situation.zh]).not.toContain('')
})

test('does an explanation name the smallest change of the applicant’s own that would have been approved?', async () => {
  const token = await tokenOf(aged72)
  const own = must(await ask(worker, token, 'GET', pathOf(await lacking(), '/explanation')), 200)
  expect(own.body).toMatchObject({ outcome: { code: 'supplement' }, held: [{ rule: 'E6' }], replays: true })
  expect(own.body.wouldHaveChanged).toMatchObject({ zh: expect.stringContaining('收款') })
  const age = await ask(worker, await tokenOf(aged69), 'GET', pathOf(await inReview(), '/explanation'))
  expect(age.body).toMatchObject({
    held: [{ rule: 'E2' }],
    wouldHaveChanged: { zh: expect.stringContaining('2027年4月1日') },
  })
})

test('is the explanation of an unknown fact that of an unknown one?', async () => {
  must(await setSource('population', 'unavailable'), 200)
  const { token, answer } = await granted()
  must(await setSource('population', 'available'), 200)
  const { body } = await ask(worker, token, 'GET', pathOf(answer, '/explanation'))
  expect(body).toMatchObject({ outcome: { code: 'refer' }, replays: true })
  expect(body.facts).toContainEqual(
    expect.objectContaining({
      name: 'hukouRegion',
      status: expect.objectContaining({ code: 'unavailable' }),
    }),
  )
})

test('does an explanation show numbers of persons and accounts only as far as needed to recognise them?', async () => {
  const ward = citizen('1953-02-03', 904)
  const guardian = citizen('1980-01-01', 905)
  await settleAllowance(ward)
  await deliver('guardianship', [
    { keys: [ward.idNumber], record: { recorded: true, idNumber: guardian.idNumber } },
  ])
  const token = await tokenOf(ward)
  const answer = must(await apply(token, allowance(ward)), 201)
  const { text, body } = must(await ask(worker, token, 'GET', pathOf(answer, '/explanation')), 200)
  expect(body.facts).toContainEqual(expect.objectContaining({ name: 'guardian.idNumber' }))
  for (const number of [ward.idNumber, ward.account, guardian.idNumber]) expect(text).not.toContain(number)
})

test('after a refusal of the automatic decision, does a grant stand and is it offered no more?', async () => {
  const { token, answer } = await granted()
  const referred = must(await ask(worker, token, 'POST', pathOf(answer, '/refer')), 200)
  expect(referred.body).toMatchObject({ state: 'granted', outcome: 'approve' })
  expect(typesOf(referred)).toEqual(['received', 'accepted', 'granted', 'automaticDecisionDeclined'])
  expect(actionsOf(referred)).not.toContain('refer')
  const again = must(await ask(worker, token, 'POST', pathOf(answer, '/refer')), 200)
  expect(again.body).toEqual(referred.body)
})

test('does a case that awaits a supplement go to a person when the automatic decision is refused?', async () => {
  const token = await tokenOf(aged72)
  const answer = await lacking()
  expect(answer.body.state).toBe('awaitingSupplement')
  const referred = must(await ask(worker, token, 'POST', pathOf(answer, '/refer')), 200)
  expect(referred.body).toMatchObject({ state: 'received', dueOn: '2026-11-30' })
})

test('where nothing was decided automatically for good, is a refusal answered with what is possible?', async () => {
  const answer = await inReview()
  const refused = await ask(worker, await tokenOf(aged69), 'POST', pathOf(answer, '/refer'))
  expect([refused.status, refused.body.code]).toEqual([409, 'stepNotPossible'])
  expect(refused.body.detail).toContain('办件现为“审查中”')
  expect(refused.body.detail).toContain('：查看进度与期限、查看自动决定的理由、撤回申请。')
})

test('may an applicant withdraw what is not decided, once and again with the same answer?', async () => {
  const token = await tokenOf(aged69)
  const answer = await inReview()
  const withdrawn = must(await ask(worker, token, 'POST', pathOf(answer, '/withdraw')), 200)
  expect(withdrawn.body).toMatchObject({ state: 'withdrawn', dueOn: null })
  expect(actionsOf(withdrawn)).not.toContain('withdraw')
  const again = must(await ask(worker, token, 'POST', pathOf(answer, '/withdraw')), 200)
  expect(again.body).toEqual(withdrawn.body)
  expect((await ask(worker, token, 'POST', pathOf(answer, '/refer'))).status).toBe(409)
})

test('may what is granted be withdrawn no more?', async () => {
  const { token, answer } = await granted()
  const refused = await ask(worker, token, 'POST', pathOf(answer, '/withdraw'))
  expect([refused.status, refused.body.code]).toEqual([409, 'stepNotPossible'])
})

test('when an official’s step comes between, is the applicant’s step refused and is the case whole?', async () => {
  const { number, token } = await reviewed()
  const handler = await sign('handler-1', official('handler'))
  const second = await overtaken({ number, owner: aged69 }, token, 'withdraw', undefined, () =>
    ask(worker, handler, 'POST', `/approvals/v1/cases/${number}/sign`, { opinion: 'refuse' }),
  )
  expect([second.status, second.body.code, second.body.state]).toEqual([409, 'stepNotPossible', 'inReview'])
  expect(second.body.detail).toContain('撤回申请')
  const read = await ask(worker, token, 'GET', `/approvals/v1/cases/${number}`)
  expect(typesOf(read).slice(-2)).toEqual(['referred', 'signed'])
})

test('is a withdrawal that races with itself taken once, and answered alike?', async () => {
  const { number, token } = await reviewed()
  const withdraw = () => ask(worker, token, 'POST', `/approvals/v1/cases/${number}/withdraw`)
  const second = await overtaken({ number, owner: aged69 }, token, 'withdraw', undefined, withdraw)
  expect([second.status, second.body.state]).toEqual([200, 'withdrawn'])
  const read = await ask(worker, token, 'GET', `/approvals/v1/cases/${number}`)
  expect(typesOf(read).filter((type) => type === 'withdrawn')).toHaveLength(1)
})

test('does a case that is another’s look the same as one that does not exist?', async () => {
  const token = await tokenOf(stranger)
  const { requestId: _a, ...theirs } = (await ask(worker, token, 'GET', pathOf((await granted()).answer)))
    .body
  const none = await ask(worker, token, 'GET', '/approvals/v1/cases/5101162026112309999991')
  const { requestId: _b, ...nothing } = none.body
  expect([theirs, theirs.status]).toEqual([nothing, 404])
})

test('does an official who hands in for somebody see the documents, and may the official not withdraw?', async () => {
  const token = await sign('window-9', official('window', 'services'))
  const answer = must(
    await apply(token, allowance(aged69, { representation: { kind: 'staffAssisted' } })),
    201,
  )
  expect((await ask(worker, token, 'GET', pathOf(answer, '/documents'))).status).toBe(200)
  expect((await ask(worker, token, 'POST', pathOf(answer, '/withdraw'))).status).toBe(403)
})
