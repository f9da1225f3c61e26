import { makeCaseNumber } from '@tongban/kernel'
import { beforeAll, expect, test } from 'vitest'
import type { IssuedView } from '../../../packages/services/src/licences/issue.ts'
import { asApp, asHolder, asRole, issueKeyTo, issueTo, shown } from '../../issued-licences.ts'
import { ask, official } from '../../kit.ts'
import { expectRefused } from '../../refusal.ts'
import {
  allowance,
  apply,
  citizen,
  DB,
  must,
  newcomer,
  nextKey,
  publish,
  RULES,
  sign,
  TODAY,
  tokenOf,
  worker,
} from '../../region.ts'
import { issue } from '../../shown-licences.ts'

/** 用证事由: who may say what a licence is used for, for which case, what they see of it then, and who reads that. */
const VERIFY = '/licences/v1/verify'
const owner = citizen('1950-01-01', 921)
const other = citizen('1951-01-01', 922, '演示丙')
let licence: IssuedView
let caseNumber: string

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  licence = await issue(owner)
  const applicant = await newcomer()
  const granted = must(await apply(await tokenOf(applicant), allowance(applicant)), 201)
  caseNumber = String(granted.body.caseNumber)
})

type Role = Parameters<typeof official>[0]
let officials = 0
/** By identifier, by an official who has not tried before. */
const find = (role: Role, use: object | undefined, more: object = {}, department = 'civil-affairs') => {
  officials += 1
  const holder = { idKind: 'residentId', idNumber: owner.idNumber }
  const body = { identifier: licence.identifier, holder, ...(use === undefined ? {} : { use }), ...more }
  return asRole(role, department, 'POST', VERIFY, body, `${role}-uses-${officials}`)
}
const usesOf = (identifier = licence.identifier, query = '') =>
  `/licences/v1/licences/${identifier}/uses${query}`
/** Guarantee: the door answers by its contract. */
const readUses = (answer: { body: Record<string, unknown> }) =>
  answer.body.uses as readonly Record<string, unknown>[]
const firstError = (answer: { body: Record<string, unknown> }) =>
  Object((answer.body.errors as unknown[])?.[0])

test.each<readonly [Role, string]>([
  ['admin', 'counter'],
  ['publisher', 'inspection'],
  ['callback', 'handleCase'],
  ['auditor', 'handleCase'],
  ['auditor', 'supervise'],
  ['supervisor', 'audit'],
  ['window', 'inspection'],
  ['chief', 'counter'],
  ['governmentHead', 'inspection'],
])('is %s told that %s is no reason of theirs, and shown nothing?', async (role, reason) => {
  const use = { reason, ...(reason === 'handleCase' ? { caseNumber } : {}) }
  await expectRefused(() => find(role, use), [403, 'notAllowed'], [owner.name, licence.identifier])
})

test.each(['admin', 'publisher', 'rectifier', 'hotline'] as const)(
  'has %s, who has no reason to use a licence, no way to it by its identifier?',
  async (role) => {
    await expectRefused(() => find(role, undefined), [403, 'notAllowed'], [owner.name])
  },
)

test('may an official without a reason of their own check what is shown to them, as anyone may?', async () => {
  const { credential, signatures } = licence
  const answer = await asRole('admin', 'services', 'POST', VERIFY, { credential, signatures })
  expect([answer.status, answer.body.valid]).toEqual([200, true])
})

test.each<readonly [Role, object]>([
  ['window', { reason: 'counter' }],
  ['handler', { reason: 'inspection' }],
  ['chief', { reason: 'review' }],
  ['supervisor', { reason: 'supervise' }],
  ['auditor', { reason: 'audit' }],
])('does %s find it by its identifier with %j?', async (role, use) => {
  const answer = await find(role, use)
  expect([answer.status, answer.body.valid]).toEqual([200, true])
})

test('does an identifier show what cannot be hidden and what was asked for, and is that written down?', async () => {
  const bare = must(await find('handler', { reason: 'inspection' }), 200)
  expect([bare.body.valid, bare.body.claims]).toEqual([true, {}])
  const asked = must(await find('handler', { reason: 'inspection' }, { claims: ['amountYuan'] }), 200)
  expect([asked.body.valid, asked.body.claims]).toEqual([true, { amountYuan: 200 }])
  const [last] = readUses(must(await asHolder(owner, 'GET', usesOf()), 200))
  expect(last).toMatchObject({ way: 'identifier', claims: ['amountYuan'] })
})

test.each([
  ['a claim no licence has', { claims: ['salary'] }, '/claims/0'],
  ['more than twenty', { claims: Array.from({ length: 21 }, () => 'amountYuan') }, '/claims'],
  ['no list', { claims: 'amountYuan' }, '/claims'],
])('is %s refused, with nothing told of the licence?', async (_, more, pointer) => {
  const answer = await expectRefused(
    () => find('handler', { reason: 'inspection' }, more),
    [422, 'invalidInput'],
    [owner.name],
  )
  expect(firstError(answer).pointer).toBe(pointer)
})

test('are claims asked for by identifier alone?', async () => {
  const { credential } = licence
  const answer = await asRole('handler', 'health', 'POST', VERIFY, {
    credential,
    claims: ['amountYuan'],
    use: { reason: 'inspection' },
  })
  expect([answer.status, answer.body.code]).toEqual([422, 'invalidInput'])
})

test('is the case an official states one of this region that they work on?', async () => {
  const at = (department: string, number: string, role: Role = 'handler') =>
    find(role, { reason: 'handleCase', caseNumber: number }, {}, department)
  const elsewhere = makeCaseNumber('500112', '2026-11-22', 1)
  const nobodys = makeCaseNumber('510116', '2026-11-20', 77)
  for (const [department, number] of [
    ['civil-affairs', elsewhere],
    ['civil-affairs', nobodys],
    ['transport', caseNumber],
  ] as const) {
    const answer = await expectRefused(() => at(department, number), [422, 'invalidInput'], [owner.name])
    expect(firstError(answer)).toMatchObject({ pointer: '/use/caseNumber' })
  }
  expect((await at('civil-affairs', caseNumber)).body.valid).toBe(true)
  // A window of the service centre serves every department.
  expect((await at('services', caseNumber, 'window')).body.valid).toBe(true)
  expect((await at('services', nobodys, 'window')).status).toBe(422)
})

test('has whoever stands in for another the reasons of that role, and is it written down as whose?', async () => {
  const { identifier } = await issueTo(other)
  const holder = { idKind: 'residentId', idNumber: other.idNumber }
  const body = { identifier, holder, use: { reason: 'inspection' } }
  const standIn = 'demo-510116-market-handler'
  const look = () => asRole('window', 'market', 'POST', VERIFY, body, standIn)
  expect((await look()).status).toBe(403)
  const lend = { to: standIn, fromOn: TODAY, untilOn: TODAY, reason: 'leave' }
  const chief = await sign('chief-of-market', official('chief', 'market'))
  const key = { 'Idempotency-Key': nextKey() }
  must(await ask(worker, chief, 'POST', '/approvals/v1/delegations', lend, key), 201)
  expect((await look()).body.valid).toBe(true)
  const [last] = readUses(must(await asRole('auditor', 'services', 'GET', usesOf(identifier)), 200))
  expect(last).toMatchObject({ reason: 'inspection', by: { roles: ['chief'] } })
})

test('is the case checked before a code is used up?', async () => {
  const { identifier } = await issueTo(owner)
  const code = String(must(await shown(owner, identifier), 201).body.code)
  const redeemAs = (department: string) =>
    asRole('handler', department, 'POST', '/licences/v1/presentations/redeem', {
      code,
      use: { reason: 'handleCase', caseNumber },
    })
  expect((await redeemAs('transport')).status).toBe(422)
  expect((await redeemAs('civil-affairs')).body.valid).toBe(true)
  const [last] = readUses(must(await asHolder(owner, 'GET', usesOf(identifier)), 200))
  expect(last).toMatchObject({
    way: 'code',
    caseNumber,
    by: { department: 'civil-affairs', post: expect.any(String) },
  })
})

test('does an app state a number of its own, of which only the form is checked?', async () => {
  const key = await issueKeyTo(['verify'])
  const { credential } = licence
  const number = makeCaseNumber('510116', '2026-11-20', 99)
  expect(
    (await asApp(key, VERIFY, { credential, use: { reason: 'counter', caseNumber: number } })).status,
  ).toBe(200)
  expect((await asApp(key, VERIFY, { credential, use: { reason: 'counter', caseNumber: '1' } })).status).toBe(
    422,
  )
})

test('is the auditor told as what somebody used it and under which pseudonym, and its holder the department and post?', async () => {
  const { identifier } = await issueTo(other)
  const holder = { idKind: 'residentId', idNumber: other.idNumber }
  const body = { identifier, holder, use: { reason: 'inspection' } }
  must(await asRole('chief', 'market', 'POST', VERIFY, body, 'chief-seen'), 200)
  const [mine] = readUses(must(await asHolder(other, 'GET', usesOf(identifier)), 200))
  const { post } = official('chief', 'market')
  expect(mine?.by).toMatchObject({ kind: 'official', department: 'market', post, roles: null, subject: null })
  const [audited] = readUses(must(await asRole('auditor', 'services', 'GET', usesOf(identifier)), 200))
  expect(audited?.by).toMatchObject({ department: 'market', post, roles: ['chief'] })
  expect(String(Object(audited?.by).subject)).toMatch(/^[0-9a-f]{32,}$/)
  expect(JSON.stringify(audited)).not.toContain('chief-seen')
})

test('do the pages of uses hold each once, and nobody else’s cursor open one?', async () => {
  const { identifier } = await issueTo(owner)
  const rows = Array.from({ length: 7 }, (_, at) =>
    DB.prepare(
      `INSERT INTO licence_uses (use_id, identifier, at, way, actor_kind, actor_subject, purpose, claims, state)
       VALUES (?, ?, ?, 'credential', 'app', 'a', 'p', '[]', 'valid')`,
    ).bind(`${identifier}-${at}`, identifier, 1000 + Math.floor(at / 3)),
  )
  await DB.batch(rows)
  const seen: unknown[] = []
  let cursor: unknown = null
  const cursors: string[] = []
  do {
    const query = `?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`
    const page = must(await asHolder(owner, 'GET', usesOf(identifier, query)), 200)
    seen.push(...readUses(page).map(({ at }) => at))
    cursor = page.body.cursor
    if (cursor !== null) cursors.push(String(cursor))
  } while (cursor !== null && seen.length < 20)
  expect(seen).toEqual([1002, 1001, 1001, 1001, 1000, 1000, 1000])
  const [first = ''] = cursors
  const forged = `${first.slice(0, -1)}${first.endsWith('0') ? '1' : '0'}`
  for (const [id, wrong] of [
    [identifier, forged],
    [identifier, 'x'],
    [(await issueTo(owner)).identifier, first],
  ] as const) {
    const answer = await asHolder(owner, 'GET', usesOf(id, `?cursor=${wrong}`))
    expect([answer.status, firstError(answer).pointer]).toEqual([422, '/query/cursor'])
  }
})

test('is the scanned address of a code a code?', async () => {
  const { identifier } = await issueTo(owner)
  const path = '/licences/v1/presentations/redeem'
  for (const [url, write] of [
    [path, (text: string) => text],
    [VERIFY, (text: string) => text.toLowerCase()],
  ] as const) {
    const { body } = must(await shown(owner, identifier), 201)
    const answer = await ask(worker, null, 'POST', url, { code: write(String(body.url)) })
    expect([answer.status, answer.body.valid]).toEqual([200, true])
  }
  const { body } = must(await shown(owner, identifier), 201)
  const elsewhere = String(body.url).replace('/L/', '/X/')
  expect((await ask(worker, null, 'POST', path, { code: elsewhere })).body.valid).toBe(false)
})

test('is an official or an app that may not told whom to ask, and who holds a licence called its holder?', async () => {
  const refused = await find('admin', { reason: 'counter' })
  expect(refused.text).not.toContain('受理窗口')
  const key = await issueKeyTo(['redeem'])
  const app = await asApp(key, VERIFY, { credential: 'x' })
  expect(app.text).not.toContain('受理窗口')
  expect(app.text).toContain('管理员')
  const uses = await ask(worker, await sign('h', official('handler')), 'GET', usesOf())
  expect(uses.status).toBe(403)
  expect(uses.text).toContain('持证人')
  expect(uses.text).not.toContain('本办件申请人')
})
