import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { asHolder, asRole, issueTo } from '../../issued-licences.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { expectRefused } from '../../refusal.ts'
import {
  allowance,
  apply,
  type Citizen,
  citizen,
  coldIsolate,
  DB,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** What is told of an act on a licence: to its holder, in its case, to those who oversee, and to whoever tries what cannot be. */

const law = { act: '无证无照经营查处办法', article: '第十三条' }
const penalty = {
  reason: '经查实擅自改变经营场所',
  orderNumber: '双市监罚〔2026〕7号',
  law,
  ground: 'penalty',
}
const of = (identifier: string, path = '') => `/licences/v1/licences/${identifier}${path}`
/** Guarantee: the doors answer by their contracts. */
const listOf = (value: unknown) => value as readonly Record<string, unknown>[]
const objectOf = (value: unknown) => value as Record<string, unknown>
const licencesIn = ({ body }: Answered) => listOf(body.licences)

const NOTIFIER = {
  TONGBAN_NOTIFIER_URL: 'https://notify.example.cn/hooks',
  TONGBAN_OUTBOUND_KEYS: JSON.stringify({ notifier: [`whsec_${btoa('a-secret-of-the-test-gateway')}`] }),
}

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
let now = NOW
beforeEach(() => {
  now += 10_000
  vi.setSystemTime(now)
})

const owner = citizen('1971-03-04', 651)

async function granted(change: object = {}) {
  const person: Citizen = await newcomer()
  const contact = { phone: '13900001234' }
  const answer = must(await apply(await tokenOf(person), allowance(person, { contact, ...change })), 201)
  return {
    person,
    caseNumber: String(answer.body.caseNumber),
    identifier: String(licencesIn(answer)[0]?.identifier),
  }
}

const outboxOf = async (caseNumber: string) => {
  const { results } = await DB.prepare(
    'SELECT kind, state FROM outbox WHERE case_number = ? ORDER BY created_at',
  )
    .bind(caseNumber)
    .all<{ kind: string; state: string }>()
  return results
}

test('is the holder sent word of an act, with its ground and the remedies, in the batch of the act?', async () => {
  const { caseNumber, identifier } = await granted()
  const sent: unknown[] = []
  const network = vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    sent.push(JSON.parse(String(init?.body)))
    return new Response(null, { status: 204 })
  })
  const token = await sign('chief-civil-affairs', official('chief', 'civil-affairs'))
  const suspend = (send = worker) => ask(send, token, 'POST', of(identifier, '/suspend'), penalty)
  must(await suspend(coldIsolate(NOTIFIER)), 200)
  await vi.waitFor(async () =>
    expect(await outboxOf(caseNumber)).toEqual([{ kind: 'licence.act', state: 'delivered' }]),
  )
  expect(sent).toMatchObject([
    {
      type: 'licence.act',
      data: {
        caseNumber,
        phone: '13900001234',
        licence: identifier,
        licenceName: '高龄津贴领取证明',
        act: '暂扣',
        state: '暂扣',
        ground: expect.stringContaining('行政处罚法'),
        orderNumber: penalty.orderNumber,
        remedies: expect.stringMatching(/行政复议.*行政诉讼/),
      },
    },
  ])
  expect(JSON.stringify(sent)).not.toContain(penalty.reason)
  // The same act sent again is told no second time.
  must(await suspend(coldIsolate(NOTIFIER)), 200)
  expect(await outboxOf(caseNumber)).toHaveLength(1)
  must(await ask(coldIsolate(NOTIFIER), token, 'POST', of(identifier, '/restore'), { reason: '期满' }), 200)
  expect((await outboxOf(caseNumber)).map(({ kind }) => kind)).toEqual(['licence.act', 'licence.act'])
  await vi.waitFor(() => expect(sent).toHaveLength(2))
  network.mockRestore()
})

test('is nothing put in the outbox without a gateway, and nothing of an act that is refused?', async () => {
  const { caseNumber, identifier } = await granted()
  const token = await sign('chief-civil-affairs', official('chief', 'civil-affairs'))
  const post = (path: string, body: object, send = worker) =>
    ask(send, token, 'POST', of(identifier, path), body)
  must(await post('/suspend', penalty), 200)
  expect((await post('/suspend', { ...penalty, reason: '其他' }, coldIsolate(NOTIFIER))).status).toBe(409)
  expect(await outboxOf(caseNumber)).toEqual([])
})

test('does the case tell what was done to its licence, since when, why, and where to turn?', async () => {
  const { person, caseNumber, identifier } = await granted()
  const path = `/approvals/v1/cases/${caseNumber}`
  const before = must(await asHolder(person, 'GET', path), 200)
  expect(licencesIn(before)).toMatchObject([{ state: 'valid', explanation: null, href: of(identifier) }])
  must(await asRole('chief', 'civil-affairs', 'POST', of(identifier, '/suspend'), penalty), 200)
  const read = must(await asHolder(person, 'GET', path), 200)
  expect(licencesIn(read)).toMatchObject([
    {
      identifier,
      state: 'suspended',
      explanation: {
        since: now,
        act: 'suspend',
        ground: { zh: '因违法行为受到暂扣处罚', basis: { zh: '行政处罚法 9(三)' } },
        orderNumber: penalty.orderNumber,
        next: { zh: expect.stringContaining('发还') },
        remedies: { zh: expect.stringContaining('行政复议'), en: expect.stringContaining('reconsideration') },
      },
    },
  ])
  const last = listOf(read.body.timeline).at(-1)
  expect(last).toMatchObject({
    seq: null,
    type: 'licence.suspend',
    role: 'chief',
    department: 'civil-affairs',
    document: penalty.orderNumber,
    facts: { licence: identifier },
    words: { reason: penalty.reason, law },
  })
  // What the case did itself is told once.
  expect(listOf(read.body.timeline)).toHaveLength(listOf(before.body.timeline).length + 1)
  const mine = must(await asHolder(person, 'GET', of(identifier)), 200)
  expect(mine.body.explanation).toEqual(licencesIn(read)[0]?.explanation)
})

test('do those who oversee read the reasons and the law of an act, and none of what the licence says of its holder?', async () => {
  const { identifier } = await issueTo(owner)
  const reason = `当事人${owner.idNumber}擅自改变经营场所`
  must(await asRole('chief', 'market', 'POST', of(identifier, '/suspend'), { ...penalty, reason }), 200)
  for (const role of ['auditor', 'supervisor'] as const) {
    const read = must(await asRole(role, 'services', 'GET', of(identifier)), 200)
    expect(listOf(read.body.events).at(-1)).toMatchObject({
      groundName: { zh: '因违法行为受到暂扣处罚', en: 'suspended as a penalty' },
      texts: { reason: expect.stringContaining('擅自改变经营场所'), law },
    })
    expect(read.body).toMatchObject({ claims: null, file: null, mine: [] })
    expect(read.text).not.toContain(owner.idNumber)
  }
})

test('is an act the type does not know refused for the type, with the acts that are possible and whose they are?', async () => {
  const { identifier } = await granted()
  const refused = await expectRefused(
    () => asRole('head', 'civil-affairs', 'POST', of(identifier, '/revoke'), penalty),
    [409, 'stepNotPossible'],
    [],
  )
  expect(refused.body.detail).toContain('“高龄津贴领取证明”这类证照没有“吊销”这一操作')
  expect(objectOf(refused.body.because).guard).toBe('actNotOfType')
  const possible = listOf(refused.body.possible)
  expect(possible.map(({ step }) => step)).not.toContain('revoke')
  expect(possible.find(({ step }) => step === 'suspend')).toMatchObject({ by: ['chief', 'head'] })
  const seen = must(await asRole('handler', 'civil-affairs', 'GET', of(identifier)), 200)
  expect(listOf(seen.body.possible).find(({ act }) => act === 'suspend')).toMatchObject({
    by: ['chief', 'head'],
    byZh: expect.any(String),
  })
  expect(seen.body.mine).toEqual(expect.arrayContaining(['cancel', 'change']))
  expect(seen.body.mine).not.toContain('suspend')
})

test('is all that is wrong with an act told in one answer?', async () => {
  const trader = citizen('1979-03-04', 652, '演示庚')
  const main = await issueTo(trader)
  await issueTo(trader, 'hygiene-permit', 'health')
  const pointers = async (path: string, body: object) => {
    const refused = await expectRefused(
      () => asRole('head', 'market', 'POST', of(main.identifier, path), body),
      [422, 'invalidInput'],
      [trader.idNumber],
    )
    return listOf(refused.body.errors).map(({ pointer }) => pointer)
  }
  expect(await pointers('/suspend', {})).toEqual(['/reason', '/ground', '/law', '/orderNumber'])
  expect(await pointers('/cancel', { colour: 1 })).toEqual(['/reason', '/colour', '/ground', '/dependents'])
  expect(await pointers('/other', { ground: 7 })).toEqual(['/reason', '/ground', '/description'])
  expect(await pointers('/change', { claims: { foundedOn: 'yesterday' } })).toEqual([
    '/reason',
    '/claims/foundedOn',
  ])
  expect(await pointers('/annul', { ...penalty, law: { act: '办法' }, ground: 'otherByLaw' })).toEqual([
    '/law/article',
  ])
})

test('does what fell with another licence say which, whose act that was, and under which decision?', async () => {
  const trader = citizen('1980-03-04', 653, '演示辛')
  const main = await issueTo(trader)
  const permit = await issueTo(trader, 'hygiene-permit', 'health')
  const cancel = { ...penalty, ground: 'holderAsks', dependents: [permit.identifier] }
  must(await asRole('handler', 'market', 'POST', of(main.identifier, '/cancel'), cancel), 200)
  const because = {
    licence: main.identifier,
    department: 'market',
    departmentName: { zh: expect.any(String) },
  }
  const fallen = must(await asRole('handler', 'health', 'GET', of(permit.identifier)), 200)
  expect(listOf(fallen.body.events).at(-1)).toMatchObject({
    act: 'cancel',
    ground: 'dependsOnCancelled',
    groundName: { zh: '所依附的证照注销（证照并销）' },
    orderNumber: penalty.orderNumber,
    because,
    texts: { reason: penalty.reason },
  })
  const mine = must(await asHolder(trader, 'GET', of(permit.identifier)), 200)
  expect(mine.body.explanation).toMatchObject({ because, orderNumber: penalty.orderNumber })
})

test('is the same act with other words refused, saying that nothing was done anew nor changed?', async () => {
  const { identifier } = await issueTo(owner)
  const suspend = (body: object) => asRole('chief', 'market', 'POST', of(identifier, '/suspend'), body)
  must(await suspend(penalty), 200)
  const refused = await suspend({ ...penalty, reason: '另一理由' })
  expect([refused.status, objectOf(refused.body.because).guard]).toEqual([409, 'doneWithOtherContent'])
  expect(refused.body.detail).toContain('没有再办理一次')
})

test('is whoever cannot show or act on an ended licence told what they can do?', async () => {
  const { identifier } = await issueTo(owner)
  must(await asRole('head', 'market', 'POST', of(identifier, '/revoke'), penalty), 200)
  const shown = await asHolder(owner, 'GET', of(identifier, '/paper'))
  expect(shown.body.detail).toContain(of(identifier))
  const again = await asRole('chief', 'market', 'POST', of(identifier, '/restore'), { reason: '恢复' })
  expect(again.body.detail).toContain('重新申请')
  for (const { body } of [shown, again]) expect(body.detail).not.toContain('无。')
})

test('does the printed page say where to check it, and what the licence says beside the code?', async () => {
  const { person, identifier } = await granted()
  const page = must(await asHolder(person, 'GET', of(identifier, '/paper/print')), 200)
  for (const told of [
    'npx tongban verify',
    '/licences/v1/verify',
    '每月津贴（元）</dt><dd>200<',
    '发放起始日期</dt><dd>2026年',
  ])
    expect(page.text).toContain(told)
  expect(page.text).not.toContain(person.idNumber)
  // What its holder may keep back is not on a print of the department.
  const theirs = must(
    await asRole('window', 'civil-affairs', 'GET', of(identifier, '/paper/print?reason=counter')),
    200,
  )
  expect(theirs.text).toContain('npx tongban verify')
  expect(theirs.text).not.toContain('每月津贴')
  // A way back for the holder who came from the wallet, and none that would be printed.
  expect(page.text).toContain(`<nav class="back"><a href="/wallet/${identifier}">`)
  expect(page.text).toContain('@media print { .back { display: none; } }')
  expect(theirs.text).not.toContain('<nav')
})

test('does the API document tell of each act whose it is and what it is told, in plain English?', async () => {
  const { body } = must(await ask(worker, null, 'GET', '/licences/openapi.json'), 200)
  const post = (path: string) =>
    objectOf(objectOf(objectOf(body.paths)[`/licences/v1/licences/{identifier}/${path}`]).post)
  expect(post('suspend')['x-tongban-rights']).toEqual([{ role: 'chief' }, { role: 'head' }, 'standIn'])
  expect(post('annul')['x-tongban-rights']).toEqual([{ role: 'head' }, { role: 'governmentHead' }, 'standIn'])
  expect(String(post('cancel-transfer').summary)).toContain('Cancel the transfer of a licence')
  expect(JSON.stringify(post('cancel').requestBody)).toContain('dependentsReason')
})
