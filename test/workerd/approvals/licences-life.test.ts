import { beforeEach, describe, expect, test, vi } from 'vitest'
import { asHolder, asRole, issueTo, redeem, shown } from '../../issued-licences.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { meddle } from '../../meddled-database.ts'
import { expectRefused } from '../../refusal.ts'
import { citizen, coldIsolate, DB, everyRow, must, NOW, nextKey, sign, TODAY, worker } from '../../region.ts'

const owner = citizen('1975-03-04', 601)
const other = citizen('1976-03-04', 602, '演示丁')
const law = { act: '无证无照经营查处办法', article: '第十三条' }
const order = { reason: '经查实擅自改变经营场所', orderNumber: '双市监罚〔2026〕7号', law }
const penalty = { ...order, ground: 'penalty' }
const of = (identifier: string, path = '') => `/licences/v1/licences/${identifier}${path}`
const chief = (identifier: string, act: string, body: object, subject?: string) =>
  asRole('chief', 'market', 'POST', of(identifier, `/${act}`), body, subject)
const head = (identifier: string, act: string, body: object, subject?: string) =>
  asRole('head', 'market', 'POST', of(identifier, `/${act}`), body, subject)
/** Guarantee: the door answers by its contract. */
const listOf = (value: unknown) => value as readonly Record<string, unknown>[]
const actsOf = ({ body }: Answered) => listOf(body.events).map(({ act }) => act)

/** Each test a second and more after the one before, as the status lists are read. */
let now = NOW
beforeEach(() => {
  now += 10_000
  vi.setSystemTime(now)
})

const verdictOf = async (credential: string) => {
  vi.setSystemTime(Date.now() + 1001)
  return must(await ask(worker, null, 'POST', '/licences/v1/verify', { credential }), 200).body
}

test('does a licence go from valid to suspended, back, and to its end, each told by verification?', async () => {
  const { identifier, credential } = await issueTo(owner)
  expect(await verdictOf(credential)).toMatchObject({ valid: true, state: 'valid' })
  expect(must(await chief(identifier, 'suspend', penalty), 200).body).toMatchObject({
    state: 'suspended',
    standing: 'suspended',
  })
  expect(await verdictOf(credential)).toMatchObject({ valid: false, state: 'suspended' })
  must(await chief(identifier, 'restore', { reason: '暂扣期满' }), 200)
  expect(await verdictOf(credential)).toMatchObject({ valid: true, state: 'valid' })
  const revoked = must(await head(identifier, 'revoke', penalty), 200)
  expect(actsOf(revoked)).toEqual(['issue', 'suspend', 'restore', 'revoke'])
  expect(revoked.body).toMatchObject({ state: 'revoked', possible: [] })
  expect(await verdictOf(credential)).toMatchObject({ valid: false, state: 'ended' })
  // Revoked is the end.
  for (const [act, body] of [
    ['restore', { reason: '恢复' }],
    ['suspend', penalty],
    ['annul', { ...order, ground: 'deceit' }],
    ['cancel', { ...order, ground: 'holderAsks' }],
    ['renew', { reason: '延续' }],
    ['change', { reason: '变更', claims: { premisesAddress: '演示路2号' } }],
  ] as const)
    await expectRefused(() => head(identifier, act, body), [409, 'stepNotPossible'], [])
})

test('are the reasons read by the holder and the department, and nowhere in plain in the database?', async () => {
  const { identifier } = await issueTo(owner)
  must(await chief(identifier, 'suspend', penalty), 200)
  const mine = must(await asHolder(owner, 'GET', of(identifier)), 200)
  expect(listOf(mine.body.events).at(-1)).toMatchObject({
    act: 'suspend',
    actName: { zh: '暂扣' },
    ground: 'penalty',
    orderNumber: order.orderNumber,
    texts: { reason: order.reason, law },
  })
  const overseer = must(await asRole('auditor', 'services', 'GET', of(identifier)), 200)
  expect(listOf(overseer.body.events).at(-1)).toMatchObject({
    act: 'suspend',
    texts: { reason: order.reason },
  })
  const rows = JSON.stringify(await everyRow())
  for (const secret of [order.reason, owner.idNumber]) expect(rows).not.toContain(secret)
})

test('does its holder get the whole file, officials a masked one, and nobody else any?', async () => {
  const { identifier, credential } = await issueTo(owner)
  const mine = must(await asHolder(owner, 'GET', of(identifier)), 200)
  expect(mine.body).toMatchObject({
    holder: { name: owner.name, idNumber: owner.idNumber },
    file: { format: 'tongban-licence/1', credential },
    claims: { holderIdNumber: owner.idNumber },
  })
  const theirs = must(await asRole('handler', 'market', 'GET', of(identifier)), 200)
  expect(theirs.body).toMatchObject({ file: null, claims: null, state: 'valid' })
  expect(theirs.text).not.toContain(owner.idNumber)
  expect(theirs.text).not.toContain(credential)
  expect(listOf(theirs.body.possible).map(({ act }) => act)).toContain('suspend')
  expect((await asHolder(other, 'GET', of(identifier))).status).toBe(404)
  expect((await asRole('handler', 'health', 'GET', of(identifier))).status).toBe(404)
  expect((await ask(worker, null, 'GET', of(identifier))).status).toBe(401)
})

describe('who is refused, with nothing stored?', () => {
  test('another department, another role, another holder, the holder?', async () => {
    const { identifier } = await issueTo(owner)
    const path = of(identifier, '/revoke')
    const asked = [
      [() => asRole('head', 'health', 'POST', path, penalty), 404, 'notFound'],
      [() => asRole('handler', 'market', 'POST', path, penalty), 403, 'notAllowed'],
      [() => asRole('admin', 'market', 'POST', path, penalty), 403, 'notAllowed'],
      [() => asHolder(owner, 'POST', path, penalty), 403, 'notAllowed'],
      [() => asHolder(other, 'POST', path, penalty), 403, 'notAllowed'],
      [() => ask(worker, null, 'POST', path, penalty), 401, 'notAuthenticated'],
    ] as const
    for (const [send, status, code] of asked) await expectRefused(send, [status, code], [order.reason])
  })

  test.each([
    ['revoke', { reason: '试验' }, '/ground'],
    ['revoke', { ...penalty, law: undefined }, '/law'],
    ['revoke', { ...penalty, orderNumber: undefined }, '/orderNumber'],
    ['annul', { ...order, ground: 'penalty' }, '/ground'],
    ['annul', { ...order, ground: 'otherByLaw', law: undefined }, '/law'],
    ['suspend', { ...order, ground: 'nonsense' }, '/ground'],
    ['other', { reason: '试验' }, '/description'],
    ['cancel', { reason: '试验' }, '/ground'],
    ['cancel', { ...order, ground: 'holderAsks', dependents: ['1.2.156.3005.2.000000'] }, '/dependents/0'],
    ['revoke', { ...penalty, reason: '' }, '/reason'],
    ['revoke', { ...penalty, more: 1 }, '/more'],
    ['change', { reason: '变更', claims: {} }, '/claims'],
    ['change', { reason: '变更', claims: { foundedOn: 'yesterday' } }, '/claims/foundedOn'],
    ['change', { reason: '变更', claims: { holderIdNumber: other.idNumber } }, '/claims/holderIdNumber'],
    ['change', { reason: '变更', claims: { salary: 1 } }, '/claims'],
  ])('%s with %j?', async (act, body, pointer) => {
    const { identifier } = await issueTo(owner)
    const refused = await expectRefused(() => head(identifier, act, body), [422, 'invalidInput'], [])
    expect(listOf(refused.body.errors).map((error) => error.pointer)).toContain(pointer)
  })
})

test('is the same act sent twice done once, and a second one by another person told where it stands?', async () => {
  const { identifier } = await issueTo(owner)
  must(await chief(identifier, 'suspend', penalty), 200)
  const again = must(await chief(identifier, 'suspend', penalty), 200)
  expect(actsOf(again)).toEqual(['issue', 'suspend'])
  const later = await head(identifier, 'suspend', penalty)
  expect([later.status, later.body.code, later.body.state]).toEqual([409, 'stepNotPossible', 'suspended'])
  const different = await chief(identifier, 'suspend', { ...penalty, reason: '另一理由' })
  expect(different.status).toBe(409)
})

test('of two acts at once, is one written and the other told the state now?', async () => {
  const { identifier } = await issueTo(owner)
  const answers = await Promise.all([
    head(identifier, 'suspend', penalty),
    head(identifier, 'revoke', penalty, 'head-2'),
    chief(identifier, 'cancel', { ...order, ground: 'holderAsks' }),
    head(identifier, 'other', { reason: '试验', description: '证照遗失待查' }, 'head-3'),
  ])
  const won = answers.filter(({ status }) => status === 200)
  const { body } = must(await asRole('head', 'market', 'GET', of(identifier)), 200)
  // Acts one after the other may both be possible; every one answered 200 is in the chain, no other is.
  expect(listOf(body.events)).toHaveLength(1 + won.length)
  const lost = answers.filter(({ status }) => status !== 200)
  expect(lost.length).toBeGreaterThan(0)
  for (const { status, body: problem } of lost)
    expect([status, problem.code]).toEqual([409, 'stepNotPossible'])
})

test('of two persons who revoke at once, is one told that the licence is revoked?', async () => {
  const { identifier } = await issueTo(owner)
  const answers = await Promise.all([
    head(identifier, 'revoke', penalty, 'head-1'),
    head(identifier, 'revoke', penalty, 'head-2'),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const lost = answers.find(({ status }) => status === 409)
  expect([lost?.body.code, lost?.body.state]).toEqual(['stepNotPossible', 'revoked'])
})

describe('what if somebody else acts between the reading and the writing of an act?', () => {
  /** Sends an act by `head-1` to a Worker before whose n-th batch something else happens. */
  async function meanwhile(
    [identifier, act, body]: readonly [string, string, object],
    trip: number,
    other: () => Promise<Answered>,
  ) {
    const send = coldIsolate({ DB: meddle(DB, (at) => (at === trip ? other() : undefined)) })
    const token = await sign('head-1', official('head', 'market'))
    return ask(send, token, 'POST', of(identifier, `/${act}`), body)
  }

  test('is the second told where the licence stands, with nothing of it written?', async () => {
    const { identifier } = await issueTo(owner)
    const answer = await meanwhile([identifier, 'suspend', penalty], 2, () =>
      head(identifier, 'other', { reason: '试验', description: '待查' }, 'head-2'),
    )
    expect([answer.status, answer.body.code, answer.body.state]).toEqual([409, 'stepNotPossible', 'other'])
    const { body } = must(await asRole('head', 'market', 'GET', of(identifier)), 200)
    expect(listOf(body.events).map(({ act }) => act)).toEqual(['issue', 'other'])
  })

  test('is it answered as done, where it was the very same act by the same person?', async () => {
    const { identifier } = await issueTo(owner)
    const act = [identifier, 'suspend', penalty] as const
    const answer = await meanwhile(act, 2, () => head(identifier, 'suspend', penalty, 'head-1'))
    expect([answer.status, actsOf(answer)]).toEqual([200, ['issue', 'suspend']])
  })

  test('is no second version issued of a licence that somebody else has just changed?', async () => {
    const { identifier } = await issueTo(owner)
    const change = (scope: string) => ({ reason: '变更', claims: { scope } })
    const answer = await meanwhile([identifier, 'change', change('甲')], 3, () =>
      head(identifier, 'change', change('乙'), 'head-2'),
    )
    expect([answer.status, answer.body.state]).toEqual([409, 'lapsed'])
    const rows = await DB.prepare('SELECT count(*) AS n FROM licences WHERE previous = ?')
      .bind(identifier)
      .first<{ n: number }>()
    expect(rows?.n).toBe(1)
  })
})

test('may whoever stands in for the chief suspend, with whose role it was in the event?', async () => {
  const { identifier } = await issueTo(owner)
  const handler = 'demo-510116-market-handler'
  const suspend = () => asRole('handler', 'market', 'POST', of(identifier, '/suspend'), penalty, handler)
  expect((await suspend()).status).toBe(403)
  const lent = await ask(
    worker,
    await sign('chief-of-market', official('chief', 'market')),
    'POST',
    '/approvals/v1/delegations',
    { to: handler, fromOn: TODAY, untilOn: TODAY, reason: 'leave' },
    { 'Idempotency-Key': nextKey() },
  )
  must(lent, 201)
  must(await suspend(), 200)
  const row = await DB.prepare('SELECT data FROM licence_events WHERE identifier = ? AND seq = 2')
    .bind(identifier)
    .first<{ data: string }>()
  expect(JSON.parse(row?.data ?? '{}')).toMatchObject({
    role: 'chief',
    department: 'market',
    onBehalfOf: expect.stringMatching(/^[0-9a-f]{32}$/),
  })
})

test('of ten of the same act by the same person at once, is one written and are all answered the same?', async () => {
  const { identifier } = await issueTo(owner)
  const answers = await Promise.all(Array.from({ length: 10 }, () => head(identifier, 'revoke', penalty)))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
  for (const answer of answers) expect(actsOf(answer)).toEqual(['issue', 'revoke'])
  const changes = await DB.prepare('SELECT count(*) AS n FROM licence_events WHERE identifier = ?')
    .bind(identifier)
    .first<{ n: number }>()
  expect(changes?.n).toBe(2)
})

test('does a change issue a new version that names the one before, which ends in the same batch?', async () => {
  const { identifier, credential } = await issueTo(owner)
  const claims = { premisesAddress: '演示路99号' }
  const changed = must(
    await asRole('handler', 'market', 'POST', of(identifier, '/change'), { reason: '住所变更', claims }),
    200,
  )
  const next = String(changed.body.replacedBy)
  expect(changed.body).toMatchObject({ identifier, state: 'lapsed' })
  const [first, second] = [identifier, next].map((text) => text.split('.'))
  // Same type, issuer and serial; the version is one more.
  expect(second?.slice(0, -2)).toEqual(first?.slice(0, -2))
  expect([first?.at(-2), second?.at(-2)]).toEqual(['001', '002'])
  const mine = must(await asHolder(owner, 'GET', of(next)), 200)
  expect(mine.body).toMatchObject({
    state: 'valid',
    previous: identifier,
    claims: { premisesAddress: '演示路99号', scope: '餐饮服务' },
  })
  expect(await verdictOf(credential)).toMatchObject({ valid: false, state: 'ended' })
  expect(await verdictOf(String(Object(mine.body.file).credential))).toMatchObject({ valid: true })
  // Sent again it is the same change.
  const again = must(
    await asRole('handler', 'market', 'POST', of(identifier, '/change'), { reason: '住所变更', claims }),
    200,
  )
  expect(again.body.replacedBy).toBe(next)
  // What was replaced is changed no more.
  await expectRefused(
    () => head(identifier, 'change', { reason: '再变更', claims }),
    [409, 'stepNotPossible'],
    [],
  )
})

test('does a renewal hold from today, and is only one of two at once written?', async () => {
  const { identifier } = await issueTo(owner, 'hygiene-permit', 'health')
  vi.setSystemTime(Date.UTC(2030, 9, 1))
  const renew = (subject: string) =>
    asRole(
      'handler',
      'health',
      'POST',
      of(identifier, '/renew'),
      { reason: '期满延续', validUntil: '2034-09-30' },
      subject,
    )
  const answers = await Promise.all([renew('a'), renew('b')])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const { body } = must(await asHolder(owner, 'GET', '/licences/v1/licences'), 200)
  const versions = listOf(body.licences).filter(({ previous }) => previous === identifier)
  expect(versions).toMatchObject([{ validFrom: '2030-10-01', validUntil: '2034-09-30', standing: 'valid' }])
})

describe('is a business licence cancelled with what depends on it?', () => {
  const trader = citizen('1977-03-04', 603, '演示戊')
  test('is it asked first, and then done in one batch, across departments?', async () => {
    const main = await issueTo(trader)
    const permit = await issueTo(trader, 'hygiene-permit', 'health')
    const stranger = await issueTo(other, 'hygiene-permit', 'health')
    const seen = must(await asRole('handler', 'market', 'GET', of(main.identifier)), 200)
    expect(listOf(seen.body.dependents)).toMatchObject([{ identifier: permit.identifier, state: 'valid' }])
    const cancel = (more: object) =>
      asRole('handler', 'market', 'POST', of(main.identifier, '/cancel'), {
        ...order,
        ground: 'holderAsks',
        ...more,
      })
    const asked = await expectRefused(() => cancel({}), [422, 'invalidInput'], [trader.idNumber])
    expect(asked.text).toContain(permit.identifier)
    expect(listOf(asked.body.errors)[0]?.pointer).toBe('/dependents')
    const kept = await expectRefused(() => cancel({ dependents: [] }), [422, 'invalidInput'], [])
    expect(listOf(kept.body.errors)[0]?.pointer).toBe('/dependentsReason')
    await expectRefused(() => cancel({ dependents: [stranger.identifier] }), [422, 'invalidInput'], [])

    must(await cancel({ dependents: [permit.identifier] }), 200)
    const rows = await DB.prepare('SELECT identifier, state FROM licences WHERE state = ?')
      .bind('cancelled')
      .all<{ identifier: string }>()
    expect(rows.results.map(({ identifier }) => identifier)).toEqual(
      expect.arrayContaining([main.identifier, permit.identifier]),
    )
    const fallen = must(await asRole('handler', 'health', 'GET', of(permit.identifier)), 200)
    expect(listOf(fallen.body.events).at(-1)).toMatchObject({ act: 'cancel', ground: 'dependsOnCancelled' })
    expect(await verdictOf(permit.credential)).toMatchObject({ valid: false, state: 'ended' })
  })

  test('may a dependent stay, where it is said why?', async () => {
    const main = await issueTo(trader)
    const permit = await issueTo(trader, 'hygiene-permit', 'health')
    const kept = { dependents: [], dependentsReason: '场所由他人继续经营，另行变更' }
    must(await chief(main.identifier, 'cancel', { ...order, ground: 'holderAsks', ...kept }), 200)
    expect(must(await asHolder(trader, 'GET', of(permit.identifier)), 200).body.state).toBe('valid')
  })
})

test('are the licences of a holder listed newest first, page by page, and nobody else’s?', async () => {
  const holder = citizen('1978-03-04', 604, '演示己')
  const issued: string[] = []
  for (let at = 0; at < 5; at += 1) {
    vi.setSystemTime(now + at)
    issued.unshift((await issueTo(holder)).identifier)
  }
  const listed: unknown[] = []
  let cursor: unknown = ''
  for (let page = 0; page < 3 && cursor !== null; page += 1) {
    const at = cursor === '' ? '' : `&cursor=${encodeURIComponent(String(cursor))}`
    const { body } = must(await asHolder(holder, 'GET', `/licences/v1/licences?limit=2${at}`), 200)
    listed.push(...listOf(body.licences).map(({ identifier }) => identifier))
    cursor = body.cursor
  }
  expect([listed, cursor]).toEqual([issued, null])
  expect((await asHolder(holder, 'GET', '/licences/v1/licences?cursor=x')).status).toBe(422)
})

test('is the paper code printed for its holder and its department, with what a print is worth?', async () => {
  const { identifier, paper } = await issueTo(owner)
  const code = must(await asHolder(owner, 'GET', of(identifier, '/paper')), 200)
  expect(code.body.text).toBe(paper)
  expect(String(code.body.svg)).toMatch(/^<svg /)
  const page = must(await asHolder(owner, 'GET', of(identifier, '/paper/print')), 200)
  expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
  expect(page.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
  expect(page.text).toContain('演示数据，不具效力')
  expect(page.text).toContain('商用密码管理条例')
  expect(page.text).not.toContain(owner.idNumber)
  expect(page.text).not.toContain('<script')
  await expectRefused(
    () => asRole('window', 'market', 'GET', of(identifier, '/paper')),
    [422, 'invalidInput'],
    [],
  )
  must(await asRole('window', 'market', 'GET', of(identifier, '/paper?reason=counter')), 200)
  const uses = must(await asHolder(owner, 'GET', of(identifier, '/uses')), 200)
  expect(uses.body.uses).toMatchObject([{ way: 'paper', reason: 'counter' }])
  expect((await asRole('window', 'health', 'GET', of(identifier, '/paper'))).status).toBe(404)
  expect((await asHolder(other, 'GET', of(identifier, '/paper/print'))).status).toBe(404)
  must(await chief(identifier, 'suspend', penalty), 200)
  expect((await asHolder(owner, 'GET', of(identifier, '/paper'))).status).toBe(409)
})

test('is a licence whose chain was meddled with not shown, and nothing done to it?', async () => {
  const { identifier } = await issueTo(owner)
  must(await chief(identifier, 'suspend', penalty), 200)
  await DB.prepare("UPDATE licence_events SET type = 'restore' WHERE identifier = ? AND seq = 2")
    .bind(identifier)
    .run()
  await expectRefused(() => chief(identifier, 'restore', { reason: '试验' }), [500, 'internal'], [])
  expect((await asHolder(owner, 'GET', of(identifier))).status).toBe(500)
})

test('is a licence in force shown with a code, and one that has ended not?', async () => {
  const { identifier } = await issueTo(owner)
  const code = must(await shown(owner, identifier), 201)
  expect((await redeem(code.body.code)).body.valid).toBe(true)
  must(await head(identifier, 'annul', { ...order, ground: 'deceit' }), 200)
  expect((await shown(owner, identifier)).status).toBe(409)
})
