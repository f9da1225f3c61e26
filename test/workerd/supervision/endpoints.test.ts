import { beforeEach, expect, test, vi } from 'vitest'
import { deliverNotices } from '../../../packages/services/src/supervision/deliver/deliver-notices.ts'
import { sendMessages } from '../../../packages/services/src/supervision/deliver/send-messages.ts'
import { staffSubject } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { dueNotice, emptied, rowsOf } from '../../due-notices.ts'
import { ask, official } from '../../kit.ts'
import {
  HOST,
  messageReceiver,
  OUTBOUND_KEYS,
  RECEIPT_KEY,
  SETTINGS,
  signedBy,
  verifiedBy,
} from '../../message-receiver.ts'
import { coldIsolate, DB, everyRow, logged, must, NOW, nextKey, sign } from '../../region.ts'

/** Where receivers are reached outside the site: registered, verified, signed to, and what became of each message. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
let receiver = messageReceiver()
vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => receiver.fetch(input, init))
const send = coldIsolate({ ...SETTINGS, TONGBAN_OUTBOUND_KEYS: OUTBOUND_KEYS })

beforeEach(async () => {
  vi.setSystemTime(NOW)
  receiver = messageReceiver()
  await emptied()
})

type Role = Parameters<typeof official>[0]
const as = async (role: Role, method: string, path: string, body?: unknown, headers = {}) =>
  ask(
    send,
    await sign(staffSubject(role), official(role, 'city-management')),
    method,
    `/supervision/v1${path}`,
    body,
    headers,
  )
const asAdmin = (path: string, body?: unknown, key = nextKey()) =>
  as('admin', 'POST', path, body, { 'Idempotency-Key': key })

const HEAD = { kind: 'departmentHead', department: 'city-management' }
const WEBHOOK = { channel: 'webhook', receiver: HEAD, address: `https://${HOST}/in?token=secret-path` }
const MAIL = { channel: 'email', receiver: HEAD, address: 'zhang@example.cn' }
const SMS = { channel: 'sms', receiver: HEAD, address: '13800000000' }

const register = async (input: object) => must(await asAdmin('/endpoints', input), 201).body
const echo = ({ body }: { readonly body: { readonly [name: string]: unknown } }) =>
  Response.json({ challenge: dataOf(body).challenge })
/** Guarantee: a webhook of ours has its data beside its type. */
const dataOf = (body: { readonly [name: string]: unknown }) =>
  body.data as { readonly [name: string]: unknown }

/** A webhook that has been registered and verified; answers its id and key. */
async function active(input: object = WEBHOOK): Promise<{ readonly id: string; readonly key: string }> {
  const { id, signingKey } = await register(input)
  receiver.answerNext(echo)
  const verified = must(await asAdmin(`/endpoints/${id}/verify`), 200)
  if (input === WEBHOOK) expect(verified.body.challenge).toBe('confirmed')
  return { id: String(id), key: String(signingKey) }
}
async function activeByCode(input: object): Promise<string> {
  const { id } = await register(input)
  must(await asAdmin(`/endpoints/${id}/verify`), 200)
  const sent = JSON.stringify(receiver.attempts.at(-1)?.body)
  const challenge = /\b\d{6}\b/.exec(sent)?.[0]
  expect(must(await asAdmin(`/endpoints/${id}/verify`, { challenge }), 200).body.challenge).toBe('confirmed')
  return String(id)
}

/** A notice to the head of the department, delivered into the outbox. */
async function digest(id = 'n1'): Promise<void> {
  await dueNotice(id, Date.now(), { receiver: 'departmentHead', stage: 'supervise' })
  expect(await deliverNotices(await clockContext())).toMatch(/messages 1$/)
}
/** The drain of the outbox at that instant. */
async function drain(at: number, channels = receiver.channels()): Promise<string> {
  vi.setSystemTime(at)
  const { delivered, waiting, dead } = await sendMessages({ ...(await clockContext()), channels })
  return `delivered ${delivered}, waiting ${waiting}, dead ${dead}`
}
const deliveries = () => rowsOf('SELECT * FROM supervision_deliveries ORDER BY created_at, id')
const outbox = () => rowsOf('SELECT * FROM outbox ORDER BY created_at, id')
const sentDigests = () => receiver.attempts.filter(({ text }) => !text.includes('endpoint.challenge'))

test('is a webhook registered with a key shown once, kept encrypted, and shown masked?', async () => {
  const made = await register(WEBHOOK)
  expect(made).toMatchObject({
    channel: 'webhook',
    state: 'pending',
    address: `https://${HOST}/***`,
    receiver: { kind: 'departmentHead', department: 'city-management' },
    signingKey: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
  })
  await register(MAIL)
  await register(SMS)
  await register({ ...MAIL, receiver: { kind: 'person', subject: staffSubject('handler') } })
  const { body, text } = must(await as('supervisor', 'GET', '/endpoints'), 200)
  expect(body.channels).toEqual({ webhook: true, email: true, sms: true })
  for (const masked of ['z***@example.cn', '138****0000']) expect(text).toContain(masked)
  const stored = JSON.stringify(await everyRow())
  const secrets = [
    String(made.signingKey),
    'secret-path',
    'zhang@example.cn',
    '13800000000',
    staffSubject('handler'),
  ]
  for (const secret of secrets) {
    expect(stored).not.toContain(secret)
    expect(text).not.toContain(secret)
    expect(logged.join('\n')).not.toContain(secret)
  }
})

test.each([
  ['a host nobody registered', { ...WEBHOOK, address: 'https://other.example.cn/' }, 'TONGBAN_WEBHOOK_HOSTS'],
  ['user information', { ...WEBHOOK, address: `https://u:p@${HOST}/` }, '用户名'],
  ['another scheme', { ...WEBHOOK, address: `ftp://${HOST}/` }, 'https://'],
  ['a number that is none', { ...SMS, address: '01012345678' }, '11'],
  ['an address that is none', { ...MAIL, address: 'zhang@@example' }, '电子邮件'],
  ['a department that is none', { ...MAIL, receiver: { ...HEAD, department: 'nowhere' } }, '没有该部门'],
  ['somebody unknown', { ...MAIL, receiver: { kind: 'person', subject: 'stranger' } }, '名单'],
])('is an endpoint with %s refused with the reason?', async (_what, input, reason) => {
  const refused = must(await asAdmin('/endpoints', input), 422)
  expect(refused.text).toContain(reason)
  expect(await rowsOf('SELECT id FROM supervision_endpoints')).toEqual([])
})

test('is the same request no second endpoint, and the same address none for the same receiver?', async () => {
  const key = nextKey()
  must(await asAdmin('/endpoints', MAIL, key), 201)
  expect((await asAdmin('/endpoints', MAIL, key)).status).toBe(409)
  expect((await asAdmin('/endpoints', SMS, key)).status).toBe(422)
  expect((await asAdmin('/endpoints', MAIL)).status).toBe(409)
  expect(await rowsOf('SELECT id FROM supervision_endpoints')).toHaveLength(1)
  for (let nth = 0; nth < 9; nth += 1) await register({ ...MAIL, address: `z${nth}@example.cn` })
  expect((await asAdmin('/endpoints', { ...MAIL, address: 'one-more@example.cn' })).status).toBe(422)
})

test('is a region that has configured nothing told so?', async () => {
  const off = coldIsolate()
  const token = await sign('admin-1', official('admin', 'city-management'))
  const answered = await ask(off, token, 'POST', '/supervision/v1/endpoints', WEBHOOK, {
    'Idempotency-Key': nextKey(),
  })
  expect(answered.body.code).toBe('notConfigured')
  expect(answered.text).toContain('TONGBAN_WEBHOOK_HOSTS')
})

test('is a webhook verified by its echo, by its own signed message, and by hand, and not by another?', async () => {
  const { id, key } = await active()
  expect(verifiedBy(key, receiver.attempts[0] ?? expect.fail('nothing sent'))).toMatchObject({
    type: 'endpoint.challenge',
    data: { endpoint: id },
  })
  const second = await register({ ...WEBHOOK, receiver: { kind: 'supervisingBody' } })
  receiver.answerNext(() => Response.json({ challenge: 'another' }))
  const sent = must(await asAdmin(`/endpoints/${second.id}/verify`), 200)
  expect(sent.body).toMatchObject({ challenge: 'sent', endpoint: { state: 'pending' } })
  const challenge = dataOf(receiver.attempts.at(-1)?.body ?? {}).challenge
  expect((await asAdmin(`/endpoints/${second.id}/verify`, { challenge: 'wrong' })).status).toBe(422)
  // Signed by somebody else's key it is nobody's.
  const back = { type: 'endpoint.challenge', data: { endpoint: second.id, challenge } }
  expect((await postReceipt(signedBy(key, back))).status).toBe(401)
  expect((await postReceipt(signedBy(String(second.signingKey), back))).body).toEqual({ outcome: 'verified' })
  const third = await register({
    ...WEBHOOK,
    receiver: { kind: 'post', department: 'transport', post: '窗口' },
  })
  must(await asAdmin(`/endpoints/${third.id}/verify`), 200)
  const given = dataOf(receiver.attempts.at(-1)?.body ?? {}).challenge
  const verified = must(await asAdmin(`/endpoints/${third.id}/verify`, { challenge: given }), 200)
  expect(verified.body.challenge).toBe('confirmed')
})

test('does a challenge run out, after its time and after five tries?', async () => {
  const { id } = await register(SMS)
  const both = await Promise.all([1, 2].map(() => asAdmin(`/endpoints/${id}/verify`)))
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const code = JSON.stringify(receiver.attempts.at(-1)?.body).match(/"code":"(\d{6})"/)?.[1] ?? ''
  const wrong = code === '000000' ? '000001' : '000000'
  for (let tries = 0; tries < 5; tries += 1)
    expect((await asAdmin(`/endpoints/${id}/verify`, { challenge: wrong })).status).toBe(422)
  expect((await asAdmin(`/endpoints/${id}/verify`, { challenge: code })).status).toBe(422)
  // Nobody's phone is filled with codes, and no code is guessed by asking for many.
  const sent = receiver.attempts.length
  expect(await asAdmin(`/endpoints/${id}/verify`)).toMatchObject({
    status: 409,
    body: { state: 'challenged' },
  })
  expect(receiver.attempts).toHaveLength(sent)
  vi.setSystemTime(NOW + MINUTE_MS)
  must(await asAdmin(`/endpoints/${id}/verify`), 200)
  const next = JSON.stringify(receiver.attempts.at(-1)?.body).match(/"code":"(\d{6})"/)?.[1] ?? ''
  vi.setSystemTime(NOW + 16 * MINUTE_MS)
  const late = await asAdmin(`/endpoints/${id}/verify`, { challenge: next })
  expect(late.status).toBe(422)
  expect(late.text).toContain('已过期')
})

test('is nothing sent to what was never verified, nor to what was disabled?', async () => {
  await register(MAIL)
  const { id } = await active()
  must(await asAdmin(`/endpoints/${id}/disable`), 200)
  await digest()
  expect(await outbox()).toEqual([])
  expect((await asAdmin(`/endpoints/${id}/verify`)).status).toBe(409)
  // Disabled while a message waits: it is given up, and said so.
  const other = await active()
  await digest('n2')
  must(await asAdmin(`/endpoints/${other.id}/disable`), 200)
  expect(await drain(NOW + MINUTE_MS)).toBe('delivered 0, waiting 0, dead 1')
  expect(await outbox()).toMatchObject([{ state: 'dead', last_reason: 'endpoint disabled' }])
})

test('does one digest reach the app, the mailbox and the phone, each as it may?', async () => {
  const { key } = await active()
  await activeByCode(MAIL)
  await activeByCode(SMS)
  await digest()
  expect(await drain(NOW + MINUTE_MS)).toBe('delivered 3, waiting 0, dead 0')
  const [hook, mail, sms] = ['hooks.', 'mail.', 'sms.'].map((host) =>
    sentDigests().findLast(({ url }) => url.includes(host)),
  )
  if (hook === undefined || mail === undefined || sms === undefined) throw new Error('not all were reached')
  expect(verifiedBy(key, hook)).toMatchObject({
    type: 'supervision.digest',
    data: { counts: { supervise: 1 }, more: 0, lines: [{ stage: 'supervise', subject: 'case-n1' }] },
  })
  expect(mail.body).toMatchObject({ to: ['zhang@example.cn'], subject: expect.stringContaining('1') })
  expect(mail.text).toContain('督办 1 件')
  expect(mail.text).toContain('演示数据，不具效力')
  expect(mail.text).not.toContain('case-n1')
  expect(sms.body).toMatchObject({ to: '13800000000', template: 'T1', params: { count: 1 } })
  expect((await deliveries()).map(({ state, channel }) => [channel, state]).toSorted()).toEqual([
    ['email', 'sent'],
    ['sms', 'sent'],
    ['webhook', 'sent'],
  ])
})

test('is a message tried again under its id until it is taken, and taken in once though it comes twice?', async () => {
  await active()
  await digest()
  receiver.answerNext(
    () => new Response(null, { status: 503 }),
    // Taken, and the answer lost on the way.
    () => Promise.reject(new TypeError('cut off')),
  )
  expect(await drain(NOW + MINUTE_MS)).toBe('delivered 0, waiting 1, dead 0')
  expect(await drain(NOW + 2 * HOUR_MS)).toBe('delivered 0, waiting 1, dead 0')
  expect(await drain(NOW + 4 * HOUR_MS)).toBe('delivered 1, waiting 0, dead 0')
  const ids = sentDigests().map(({ headers }) => headers.get('webhook-id'))
  expect(ids).toHaveLength(3)
  expect(new Set(ids).size).toBe(1)
  expect(await drain(NOW + 5 * HOUR_MS)).toBe('delivered 0, waiting 0, dead 0')
})

test('is a name that leads inside by the time of sending refused before anything is connected?', async () => {
  await active()
  await digest()
  const before = receiver.attempts.length
  expect(await drain(NOW + MINUTE_MS, receiver.channels(['10.0.0.1']))).toBe('delivered 0, waiting 0, dead 1')
  expect(receiver.attempts).toHaveLength(before)
  expect(await outbox()).toMatchObject([{ last_reason: 'target resolvesPrivate' }])
})

test('while a key is replaced, do both verify, and after a day the new one alone?', async () => {
  const { id, key } = await active()
  const rotated = must(await asAdmin(`/endpoints/${id}/rotate`), 200).body
  const next = String(rotated.signingKey)
  expect(rotated.previousUntil).toBe(NOW + 24 * HOUR_MS)
  expect((await asAdmin(`/endpoints/${id}/rotate`)).status).toBe(409)
  await digest()
  await drain(NOW + MINUTE_MS)
  const [overlapping] = sentDigests()
  if (overlapping === undefined) throw new Error('nothing sent')
  for (const each of [key, next])
    expect(verifiedBy(each, overlapping)).toMatchObject({ type: 'supervision.digest' })
  vi.setSystemTime(NOW + 25 * HOUR_MS)
  await digest('n2')
  await drain(NOW + 26 * HOUR_MS)
  const last = sentDigests().at(-1)
  if (last === undefined) throw new Error('nothing sent')
  expect(verifiedBy(next, last)).toMatchObject({ type: 'supervision.digest' })
  expect(() => verifiedBy(key, last)).toThrow()
})

const postReceipt = (
  { text, headers }: { readonly text: string; readonly headers: Record<string, string> },
  from = 'endpoint',
) => ask(send, null, 'POST', `/supervision/v1/deliveries/receipts?from=${from}`, text, headers)

test('does a signed receipt settle a delivery once, and no other receipt anything?', async () => {
  const { key } = await active()
  await activeByCode(MAIL)
  await digest()
  await drain(NOW + MINUTE_MS)
  const [hook, mail] = (await deliveries()).toSorted((a, b) =>
    String(a.channel) > String(b.channel) ? -1 : 1,
  )
  const receipt = (state: string) =>
    signedBy(key, { type: 'delivery.receipt', data: { id: hook?.id, state } })
  const forged = receipt('delivered')
  const changed = { ...forged, text: forged.text.replace('delivered', 'failed') }
  for (const refused of [
    changed,
    signedBy(RECEIPT_KEY, { type: 'delivery.receipt', data: { id: hook?.id, state: 'delivered' } }),
    signedBy(key, { type: 'delivery.receipt', data: { id: 'unknown', state: 'delivered' } }),
    { ...forged, headers: { ...forged.headers, 'webhook-timestamp': '1' } },
  ])
    expect((await postReceipt(refused)).status).toBe(401)
  expect((await postReceipt(forged)).body).toEqual({ outcome: 'taken' })
  expect((await postReceipt(forged)).body).toEqual({ outcome: 'unchanged' })
  expect((await postReceipt(receipt('failed'))).body).toEqual({ outcome: 'unchanged' })
  const unsigned = { ...forged, headers: { 'Content-Type': 'application/json' } }
  expect((await postReceipt(unsigned)).status).toBe(422)
  const bytes = { ...forged, headers: { ...forged.headers, 'Content-Type': 'application/octet-stream' } }
  expect((await postReceipt(bytes)).body.code).toBe('notJson')
  // A provider names it by its own id, and says more than we ask.
  const said = (type: string) => signedBy(RECEIPT_KEY, { type, data: { email_id: mail?.provider_id } })
  expect((await postReceipt(said('email.opened'), 'email')).body).toEqual({ outcome: 'unchanged' })
  expect((await postReceipt(said('email.bounced'), 'email')).body).toEqual({ outcome: 'taken' })
  expect((await postReceipt(said('email.bounced'), 'sms')).status).toBe(401)
  const listed = must(await as('auditor', 'GET', '/deliveries?state=failed'), 200).body
  expect(listed.deliveries).toMatchObject([{ id: mail?.id, channel: 'email', state: 'failed' }])
})

test('is what nobody confirms within 72 hours final, and no receipt changes it then?', async () => {
  const { key } = await active()
  await digest()
  await drain(NOW + MINUTE_MS)
  const [row] = await deliveries()
  vi.setSystemTime(NOW + 72 * HOUR_MS)
  await deliverNotices(await clockContext())
  expect(await deliveries()).toMatchObject([{ state: 'sent' }])
  vi.setSystemTime(NOW + 72 * HOUR_MS + MINUTE_MS)
  await deliverNotices(await clockContext())
  expect(await deliveries()).toMatchObject([
    { state: 'unconfirmed', ended_at: NOW + 72 * HOUR_MS + MINUTE_MS },
  ])
  const late = signedBy(key, { type: 'delivery.receipt', data: { id: row?.id, state: 'delivered' } })
  expect((await postReceipt(late)).body).toEqual({ outcome: 'unchanged' })
})

test('are dead letters listed, of cases too, and sent again by an administrator under their id?', async () => {
  await active()
  await digest()
  receiver.answerNext(() => new Response(null, { status: 410 }))
  expect(await drain(NOW + MINUTE_MS)).toBe('delivered 0, waiting 0, dead 1')
  await DB.prepare(
    `INSERT INTO outbox (id, kind, case_number, payload_enc, state, attempts, created_at, next_at, last_reason, done_at)
     VALUES ('of-a-case', 'case.outcome', '5101162026112300000017', '', 'dead', 5, ?, ?, 'timeout', ?)`,
  )
    .bind(NOW, NOW, NOW)
    .run()
  const { body } = must(await as('admin', 'GET', '/deliveries?state=dead'), 200)
  expect(body.deliveries).toMatchObject([
    {
      kind: 'supervision.webhook',
      state: 'dead',
      reason: 'status 410',
      receiver: { kind: 'departmentHead' },
    },
    { id: 'of-a-case', kind: 'case.outcome', caseNumber: '5101162026112300000017', receiver: null },
  ])
  const [row] = await deliveries()
  const path = `/deliveries/${row?.id}/replay`
  expect((await as('supervisor', 'POST', path)).status).toBe(403)
  expect(must(await as('admin', 'POST', path), 200).body).toEqual({ id: row?.id, state: 'waiting' })
  expect((await as('admin', 'POST', path)).status).toBe(409)
  expect((await as('admin', 'POST', '/deliveries/nothing/replay')).status).toBe(404)
  expect(await drain(NOW + 2 * MINUTE_MS)).toBe('delivered 1, waiting 0, dead 0')
  expect(await deliveries()).toMatchObject([{ id: row?.id, state: 'sent', replays: 1 }])
  expect(new Set(sentDigests().map(({ headers }) => headers.get('webhook-id')))).toEqual(new Set([row?.id]))
})

test('is a row that was leased and forgotten, or never leased, taken by the next drain?', async () => {
  await active()
  await digest()
  await DB.prepare("UPDATE outbox SET leased_by = 'dead-request', next_at = ?")
    .bind(NOW + MINUTE_MS)
    .run()
  expect(await drain(NOW + 59_999)).toBe('delivered 0, waiting 0, dead 0')
  expect(await drain(NOW + MINUTE_MS)).toBe('delivered 1, waiting 0, dead 0')
  await digest('n2')
  // Nobody came for hours.
  expect(await drain(NOW + 5 * HOUR_MS)).toBe('delivered 1, waiting 0, dead 0')
})

test('is what was withdrawn after the message was made not told outside, and nobody sent an empty one?', async () => {
  await active()
  await digest()
  await DB.prepare("UPDATE supervision_notices SET state = 'withdrawn'").run()
  expect(await drain(NOW + MINUTE_MS)).toBe('delivered 1, waiting 0, dead 0')
  expect(sentDigests()).toEqual([])
  expect(await deliveries()).toMatchObject([{ state: 'withdrawn' }])
})

test('in a region whose channel was switched off, does a message wait, with no attempt counted?', async () => {
  await active()
  await digest()
  const channels = { ...receiver.channels(), webhook: null }
  expect(await drain(NOW + MINUTE_MS, channels)).toBe('delivered 0, waiting 1, dead 0')
  expect(await outbox()).toMatchObject([{ state: 'waiting', attempts: 0 }])
})
