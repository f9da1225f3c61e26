import { eraseCaseContent } from '@tongban/store'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Answered, ask } from '../../kit.ts'
import { AMEND, countOf, rateAs } from '../../rated.ts'
import {
  asEvaluator,
  CALLER,
  calledBack,
  clocksOf,
  closed,
  contacted,
  HEAD,
  ORDERS,
  RECTIFIER,
  ratedBadly,
  readAs,
  replied,
  rowsOf,
  SUPERVISOR,
  signIn,
  take,
  text,
} from '../../rectified.ts'
import { DB, everyRow, logged, must, NOW, newcomer, publish, RULES, tokenOf, worker } from '../../region.ts'

/** Sealed identities, appeals, who may take which step, and what nobody may do with an order. */
const DAY_MS = 86_400_000
const onDay = (days: number) => vi.setSystemTime(NOW + days * DAY_MS)

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
beforeEach(() => {
  onDay(0)
})
const codeOf = ({ status, body }: Answered) => [status, body.code]
const guardIn = ({ text: said }: Answered, words: string) => said.includes(words)

test('does the department of a sealed rating see no case, no instant, no number of anybody, and nothing the body learnt?', async () => {
  vi.setSystemTime(NOW + 3_723_456)
  const order = await ratedBadly({ anonymous: true })
  const { number, caseNumber, token } = order
  const ofDepartment = [RECTIFIER, HEAD, { ...RECTIFIER, role: 'handler', subject: 'handler-1' } as const]
  vi.setSystemTime(NOW + DAY_MS)
  must(await contacted(number, CALLER), 200)
  must(await take(CALLER, number, 'open-identity', { reason: '需要电话核实' }), 200)
  must(await asEvaluator('supplement', { token, text: '我的电话 13812345678' }), 200)
  for (const by of ofDepartment) {
    const one = must(await readAs(by, number), 200)
    const list = must(await ask(worker, await signIn(by), 'GET', ORDERS), 200)
    const said = one.text + list.text
    expect(one.body).toMatchObject({ sealed: true, caseNumber: null, serviceNumber: null, openedAt: null })
    expect(one.body.openedOn).toBe('2026-11-23')
    for (const secret of [
      caseNumber,
      token,
      order.person.name,
      order.person.idNumber,
      '13812345678',
      '13800000000',
      String(NOW + 3_723_456),
      String(NOW + 3_723_456).slice(0, 9),
      '已经核实情况',
    ])
      expect(guardIn({ ...one, text: said }, secret), secret).toBe(false)
    // What there is to mend they read.
    expect(said).toContain('让我跑了三趟')
  }
  const { body } = must(await readAs(CALLER, number), 200)
  expect(body).toMatchObject({ sealed: false, caseNumber, openedAt: NOW + 3_723_456 })
})

test('is a sealed rating contacted by the body, watched there, and does the department mend without it?', async () => {
  const { number } = await ratedBadly({ anonymous: true })
  expect(
    await rowsOf(
      `SELECT step, department, post FROM watched_clocks WHERE subject = ? AND clock_key = 'contact/1'`,
      number,
    ),
  ).toEqual([{ step: 'sealedContact', department: 'services', post: '回访员' }])
  const refused = await contacted(number)
  expect(codeOf(refused)).toEqual([409, 'stepNotPossible'])
  expect(refused.text).toContain('由整改督促机构联系')
  must(await replied(number), 200)
  must(await contacted(number, CALLER), 200)
  expect(await clocksOf(number)).toMatchObject({ 'contact/1': 'ended', 'callBack/1': 'running' })
  must(await calledBack(number), 200)
  must(await closed(number), 200)
})

test('is an identity opened for a reason, recorded before it is shown, and told to whoever it is of?', async () => {
  const { number, token, person, caseNumber } = await ratedBadly({ anonymous: true })
  expect((await take(CALLER, number, 'open-identity', { reason: '' })).status).toBe(422)
  expect(
    await countOf(`rectification_steps WHERE type = 'identityOpened' AND order_number = '${number}'`),
  ).toBe(0)
  const opened = must(await take(CALLER, number, 'open-identity', { reason: '要回访核实具体情况' }), 200)
  expect(opened.body).toEqual({
    number,
    caseNumber,
    serviceNumber: 1,
    name: person.name,
    phone: '13800000000',
    openedAt: NOW,
  })
  const { body, text: said } = must(await asEvaluator('read', { token }), 200)
  expect(said).toContain('要回访核实具体情况')
  expect((body.steps as { step: { code: string } }[]).map(({ step }) => step.code)).toEqual([
    'opened',
    'identityOpened',
  ])
  // The department learns that it was opened, and not why.
  const seen = must(await readAs(RECTIFIER, number), 200)
  expect(seen.text).toContain('identityOpened')
  expect(seen.text).not.toContain('要回访核实具体情况')
  expect(logged.some((line) => line.includes('13800000000') || line.includes(person.name))).toBe(false)
})

test('do the body, auditors and the head of government read which case it is only once each has said why?', async () => {
  const { number, caseNumber } = await ratedBadly({ anonymous: true })
  const auditor = { role: 'auditor', department: 'services', subject: 'auditor-1' } as const
  const government = { role: 'governmentHead', department: 'government', subject: 'government-1' } as const
  const all = [CALLER, SUPERVISOR, auditor, government]
  const pseudonyms = new Set<unknown>()
  for (const by of all) {
    const one = must(await readAs(by, number), 200)
    const list = must(await ask(worker, await signIn(by), 'GET', ORDERS), 200)
    expect(guardIn({ ...one, text: one.text + list.text }, caseNumber)).toBe(false)
    expect(one.body).toMatchObject({ caseNumber: null, serviceNumber: null })
    expect((one.body.possible as { code: string }[]).map(({ code }) => code)).toContain('identityOpened')
    pseudonyms.add(one.body.pseudonym)
  }
  // One and the same for all of them, and nothing the department could find the case by.
  expect([...pseudonyms]).toEqual([expect.stringMatching(/^NM[0-9A-Z]{8}$/)])
  expect(must(await readAs(HEAD, number), 200).body.pseudonym).toBeNull()
  for (const by of all) {
    expect((await take(by, number, 'open-identity', { reason: '' })).status).toBe(422)
    must(await take(by, number, 'open-identity', { reason: '核对办件' }), 200)
    expect(must(await readAs(by, number), 200).body).toMatchObject({ caseNumber, serviceNumber: 1 })
  }
  // Auditors see to nothing.
  const seen = must(await readAs(auditor, number), 200).body.possible as { code: string }[]
  expect(seen.map(({ code }) => code)).toEqual(['identityOpened'])
  expect((await contacted(number, auditor)).status).toBe(403)
  expect(
    await countOf(`rectification_steps WHERE type = 'identityOpened' AND order_number = '${number}'`),
  ).toBe(all.length)
})

test('does nobody but the body open it, and is nothing opened of a rating under a name?', async () => {
  const sealed = await ratedBadly({ anonymous: true })
  const reason = { reason: '想知道是谁' }
  expect(codeOf(await take(HEAD, sealed.number, 'open-identity', reason))).toEqual([403, 'notAllowed'])
  const own = { ...SUPERVISOR, department: 'civil-affairs', subject: 'supervisor-of-them' }
  const refused = await take(own, sealed.number, 'open-identity', reason)
  expect(codeOf(refused)).toEqual([409, 'stepNotPossible'])
  expect(refused.text).toContain('不能督促、回访、裁定自己的整改')
  const named = await ratedBadly()
  expect(codeOf(await take(CALLER, named.number, 'open-identity', reason))).toEqual([409, 'stepNotPossible'])
})

test('does an upheld appeal, judged by another department, set the rating aside for all to see?', async () => {
  const { number } = await ratedBadly()
  const appeal = { class: 'malicious', ...text('同一人当日对五个窗口给差评，附记录') }
  must(await take(HEAD, number, 'appeal', appeal), 200)
  expect(await clocksOf(number)).toEqual({
    'contact/1': 'running',
    'judge/1': 'running',
    'rectify/1': 'running',
  })
  expect(codeOf(await take(RECTIFIER, number, 'judge', { upheld: true, ...text() }))).toEqual([
    403,
    'notAllowed',
  ])
  const judged = must(await take(SUPERVISOR, number, 'judge', { upheld: true, ...text('证据充分') }), 200)
  expect(judged.body).toMatchObject({
    state: { code: 'setAside' },
    appeal: { code: 'upheld' },
    class: { code: 'malicious' },
    possible: [],
  })
  expect(await clocksOf(number)).toEqual({ 'contact/1': 'ended', 'judge/1': 'ended', 'rectify/1': 'ended' })
  const [excluded] = await rowsOf('SELECT * FROM evaluation_exclusions WHERE order_number = ?', number)
  expect(excluded).toMatchObject({ class: 'malicious', at: NOW })
  // The rating itself stays as it was given.
  expect(await rowsOf('SELECT level FROM evaluations WHERE id = ?', String(excluded?.evaluation))).toEqual([
    { level: 1 },
  ])
})

test('does a rejected appeal leave the rating in the rates, and is it appealed once, in time?', async () => {
  const { number } = await ratedBadly()
  const appeal = { class: 'misjudged', ...text('评错了人') }
  must(await take(RECTIFIER, number, 'appeal', appeal), 200)
  must(await take(SUPERVISOR, number, 'judge', { upheld: false, ...text('证据不足') }), 200)
  expect(codeOf(await take(RECTIFIER, number, 'appeal', appeal))).toEqual([409, 'stepNotPossible'])
  expect(await countOf(`evaluation_exclusions WHERE order_number = '${number}'`)).toBe(0)
  must(await contacted(number), 200)
  const untrue = await take(RECTIFIER, number, 'reply', { class: 'malicious', ...text('恶意') })
  expect(untrue.text).toContain('申诉已被驳回')
  const other = await ratedBadly()
  onDay(8)
  const late = await take(RECTIFIER, other.number, 'appeal', appeal)
  expect(late.text).toContain('申诉期限已过')
})

test('does nobody act for both sides, call back what they mended, or judge what they filed?', async () => {
  const { number } = await ratedBadly()
  // One person who has both roles, in the department rated and after a transfer in another.
  const moved = { ...CALLER, subject: RECTIFIER.subject }
  must(await contacted(number), 200)
  must(await take(RECTIFIER, number, 'appeal', { class: 'misjudged', ...text() }), 200)
  must(await replied(number), 200)
  for (const refused of [
    await calledBack(number, 'mended', moved),
    await take(moved, number, 'judge', { upheld: true, ...text() }),
    await closed(number, moved),
  ])
    expect(refused.status).toBe(409)
  expect((await calledBack(number, 'mended', moved)).text).toContain('另一人')
})

test.each([
  ['contact', { reached: true, ...text() }, ['rectifier', 'head']],
  ['reply', { class: 'true', ...text() }, ['rectifier', 'head']],
  ['appeal', { class: 'misjudged', ...text() }, ['rectifier', 'head']],
] as const)('is %s of the department a step of nobody else?', async (step, body, mine) => {
  const { number } = await ratedBadly()
  for (const role of ['window', 'handler', 'chief', 'auditor', 'admin', 'publisher', 'hotline'] as const) {
    const by = { role, department: 'civil-affairs', subject: `${role}-none` }
    expect((await take(by, number, step, body)).status, role).toBe(403)
  }
  for (const role of mine) {
    const elsewhere = { role, department: 'market', subject: `${role}-market` }
    expect((await take(elsewhere, number, step, body)).status, role).toBe(404)
  }
  expect((await take(CALLER, number, step, body)).status).not.toBe(200)
  expect(await rowsOf('SELECT seq FROM rectifications WHERE number = ?', number)).toEqual([{ seq: 1 }])
})

test('is no official let in by the token of the evaluator, and nobody by another’s?', async () => {
  const { number, token } = await ratedBadly()
  const before = await rowsOf('SELECT seq FROM rectifications WHERE number = ?', number)
  for (const by of [
    RECTIFIER,
    CALLER,
    SUPERVISOR,
    { ...CALLER, role: 'hotline', subject: 'hotline-1' } as const,
  ])
    expect((await asEvaluator('rate', { token, grade: 'satisfied' }, await signIn(by))).status).toBe(403)
  const stranger = await tokenOf(await newcomer())
  expect((await asEvaluator('read', { token }, stranger)).status).toBe(403)
  const forged = `${token.slice(0, -4)}${token.endsWith('0000') ? '1111' : '0000'}`
  expect(codeOf(await asEvaluator('read', { token: forged }))).toEqual([404, 'notFound'])
  expect(codeOf(await asEvaluator('read', { token: 'nonsense' }))).toEqual([422, 'invalidInput'])
  expect(await rowsOf('SELECT seq FROM rectifications WHERE number = ?', number)).toEqual(before)
})

test('is a service that was rated well, or not at all, without an order?', async () => {
  const good = await ratedBadly({ level: 5, options: ['510'] })
  expect(good.number).toBe('null')
  expect(codeOf(await asEvaluator('read', { token: good.token }))).toEqual([404, 'notFound'])
  expect(await countOf(`rectifications WHERE case_number = '${good.caseNumber}'`)).toBe(0)
})

test.each([
  ['a grade nobody knows', 'rate', { grade: 'superb' }],
  ['no words at all', 'supplement', { text: '   ' }],
  ['more words than are taken', 'supplement', { text: '长'.repeat(501) }],
  ['half a surrogate pair', 'supplement', { text: 'x\u{D800}' }],
  ['two megabytes', 'supplement', { text: 'x'.repeat(2_000_000) }],
  ['both keys', 'supplement', { text: '好', review: 'PY5101160123456789ABCDEF' }],
] as const)('is %s refused, and nothing stored?', async (_, step, body) => {
  const { token } = await ratedBadly()
  const before = await everyRow()
  const refused = await asEvaluator(step, { token, ...body })
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect(refused.status).toBeLessThan(500)
  expect(refused.text).not.toContain('长长')
  expect(await everyRow()).toEqual(before)
})

test('are markup and emoji kept as they were said?', async () => {
  const { number, token } = await ratedBadly()
  const said = '<script>alert(1)</script> 👨‍👩‍👧‍👦 “办不成” 𠮷'
  must(await asEvaluator('supplement', { token, text: said }), 200)
  const { body } = must(await readAs(RECTIFIER, number), 200)
  expect((body.steps as { text: string | null }[]).at(-1)?.text).toBe(said)
})

test('is a file that nobody sent, or that another sent, no part of a reply?', async () => {
  const { number } = await ratedBadly()
  must(await contacted(number), 200)
  const nowhere = { class: 'true', ...text(), files: ['00000000-0000-4000-8000-000000000000'] }
  expect(codeOf(await take(RECTIFIER, number, 'reply', nowhere))).toEqual([422, 'invalidInput'])
})

test('does erasing a case leave its orders, and none of what was said in them?', async () => {
  const { number, caseNumber, token } = await ratedBadly()
  must(await contacted(number), 200)
  must(await asEvaluator('supplement', { token, text: '还有一件事' }), 200)
  const said = `rectification_steps WHERE order_number = '${number}' AND texts_enc <> ''`
  expect(await countOf(said)).toBe(2)
  await DB.batch(eraseCaseContent(caseNumber).map(({ sql, params }) => DB.prepare(sql).bind(...params)))
  expect(await countOf(said)).toBe(0)
  const { body } = must(await readAs(CALLER, number), 200)
  expect(body).toMatchObject({ state: { code: 'contacted' }, said: [{ level: 1, text: null }] })
  // Whose it was is not known any more, so that the token opens nothing.
  expect((await asEvaluator('read', { token })).status).toBe(404)
})

test('is a list cut into pages that hold every order once, and is a cursor good for its own question alone?', async () => {
  for (let n = 0; n < 3; n += 1) await ratedBadly()
  const seen: string[] = []
  let path: string | null = `${ORDERS}?limit=2&month=2026-11&state=open&department=civil-affairs`
  const first = path
  while (path !== null) {
    const { body } = must(await ask(worker, await signIn(CALLER), 'GET', path), 200)
    const { rectifications, next } = body as { rectifications: { number: string }[]; next: string | null }
    seen.push(...rectifications.map((row) => row.number))
    if (path === first) {
      const cursor = new URL(`http://x${next}`).searchParams.get('cursor')
      const other = await ask(worker, await signIn(CALLER), 'GET', `${ORDERS}?limit=2&cursor=${cursor}`)
      expect(other.status).toBe(422)
    }
    path = next
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBe(
    await countOf("rectifications WHERE state = 'open' AND department = 'civil-affairs'"),
  )
  const none = must(await ask(worker, await signIn(CALLER), 'GET', `${ORDERS}?month=2026-10`), 200)
  expect(none.body.rectifications).toEqual([])
  const elsewhere = { ...RECTIFIER, department: 'market', subject: 'rectifier-market' }
  expect(
    (await ask(worker, await signIn(elsewhere), 'GET', `${ORDERS}?department=civil-affairs`)).status,
  ).toBe(403)
  expect(must(await ask(worker, await signIn(elsewhere), 'GET', ORDERS), 200).body.rectifications).toEqual([])
})

test('does rating a service badly twice at once open one order?', async () => {
  const { token } = await ratedBadly({ level: 4, options: ['406'] })
  const bad = { token, level: 1, options: ['108'], channel: 'web' }
  const both = await Promise.all([1, 2].map(() => rateAs(null, bad, AMEND)))
  expect(both.every(({ status }) => status < 500)).toBe(true)
  expect(await countOf(`rectifications WHERE case_number = '${token.slice(0, 22)}'`)).toBe(1)
})
