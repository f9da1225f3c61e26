import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Answer, serve } from '../facts/local-server.fixture.ts'
import { type ChannelSettings, type Channels, openChannels } from './channels.ts'

const NOW = Date.UTC(2026, 10, 23, 2)
const MAIL = { id: 'row-1', to: 'z@example.cn', subject: '督办消息', text: '第一行\n"第二行" {to}' }
const SMS = {
  id: 'row-2',
  to: '13800000000',
  template: 'digest',
  params: { count: 12, days: 3 },
} as const

const ports = {
  clock: { now: () => NOW },
  timeout: (milliseconds: number) => AbortSignal.timeout(milliseconds / 25),
}
const open = (
  settings: Partial<ChannelSettings>,
  keys: object = { email: 'mail-secret', sms: 'sms-secret' },
) =>
  openChannels(
    { TONGBAN_ENVIRONMENT: 'development', TONGBAN_OUTBOUND_KEYS: JSON.stringify(keys), ...settings },
    ports,
  )
function opened(settings: Partial<ChannelSettings>, keys?: object): Channels {
  const channels = open(settings, keys)
  if (!channels.ok || channels.value === null) throw new Error(channels.ok ? 'off' : channels.failure)
  return channels.value
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }

/** As Resend documents POST /emails: bearer, from, to, subject, text; answers `{"id": …}`. */
const resend = (origin: string) => ({
  url: `${origin}/emails`,
  auth: { scheme: 'bearer' },
  from: '双流督办 <noreply@example.cn>',
  body: { from: '{from}', to: ['{to}'], subject: '{subject}', text: '{text}' },
  messageId: '/id',
})
/** As 云之讯 documents variablesms: account in the body, template id, parameters in one text, our own id as uid; code 0. */
const ucpaas = (origin: string) => ({
  url: `${origin}/sms-server/variablesms`,
  auth: { scheme: 'body' },
  body: {
    clientid: 'b00000',
    password: '{secret}',
    mobile: '{to}',
    templateid: '{template}',
    param: '{params}',
    uid: '{id}',
  },
  messageId: '/uid',
  accepted: { at: '/code', is: [0, '0'], retry: [-1] },
  templates: {
    digest: { id: '154501', params: '{count};{days}' },
    verification: { id: '154502', params: '{code}' },
  },
})
const mailer = (origin: string, change: object = {}) =>
  opened({ TONGBAN_EMAIL_PROVIDER: JSON.stringify({ ...resend(origin), ...change }) }).email
const texter = (origin: string, change: object = {}) =>
  opened({ TONGBAN_SMS_PROVIDER: JSON.stringify({ ...ucpaas(origin), ...change }) }).sms

test('is what is not configured off, and a region that configures none of it without channels?', () => {
  expect(open({})).toEqual({ ok: true, value: null })
  const some = opened({ TONGBAN_WEBHOOK_HOSTS: 'a.example.cn' })
  expect(some).toMatchObject({ webhook: { hosts: ['a.example.cn'] }, email: null, sms: null })
})

test('is a mail sent as the provider documents it, with what makes a second attempt harmless?', async () => {
  const server = await serve(json({ id: 'prov-1' }))
  expect(await mailer(server.origin)?.(MAIL)).toEqual({
    state: 'delivered',
    status: 200,
    providerId: 'prov-1',
  })
  expect(server.received).toMatchObject([
    {
      method: 'POST',
      url: '/emails',
      headers: { authorization: 'Bearer mail-secret', 'idempotency-key': 'row-1' },
    },
  ])
  // What stands in a text is never read as a placeholder of ours.
  expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
    from: '双流督办 <noreply@example.cn>',
    to: ['z@example.cn'],
    subject: '督办消息',
    text: '第一行\n"第二行" {to}',
  })
})

test('is an SMS sent by the region’s approved template, and the provider’s own code believed?', async () => {
  const server = await serve(
    json({ code: 0, uid: 'row-2' }),
    json({ code: -1 }),
    json({ code: 105110, msg: '13800000000' }),
  )
  const send = texter(server.origin)
  expect(await send?.(SMS)).toEqual({ state: 'delivered', status: 200, providerId: 'row-2' })
  expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
    clientid: 'b00000',
    password: 'sms-secret',
    mobile: '13800000000',
    templateid: '154501',
    param: '12;3',
    uid: 'row-2',
  })
  expect(await send?.(SMS)).toEqual({ state: 'retry', reason: 'provider asks to try later' })
  expect(await send?.(SMS)).toEqual({ state: 'rejected', reason: 'provider refused' })
})

test('can parameters be a list or an object, as other providers take them?', async () => {
  const server = await serve(json({ code: 0 }))
  const templates = {
    digest: { id: 'T1', params: ['{count}', '{days} 个工作日'] },
    verification: { id: 'T2', params: { code: '{code}' } },
  }
  const send = texter(server.origin, { templates })
  await send?.(SMS)
  await send?.({ ...SMS, template: 'verification', params: { code: '012345' } })
  expect(server.received.map(({ body }) => JSON.parse(body).param)).toEqual([
    [12, '3 个工作日'],
    { code: '012345' },
  ])
})

test('is a body signed where the provider asks for it, and a header of its own used?', async () => {
  const server = await serve(json({}))
  await mailer(server.origin, { auth: { scheme: 'hmac', name: 'X-Signature' } })?.(MAIL)
  await mailer(server.origin, { auth: { scheme: 'header', name: 'X-Server-Token' } })?.(MAIL)
  const [signed, headed] = server.received
  expect(signed?.headers['x-signature']).toBe(
    createHmac('sha256', 'mail-secret')
      .update(signed?.body ?? '')
      .digest('hex'),
  )
  expect(headed?.headers['x-server-token']).toBe('mail-secret')
})

test.each([
  ['turns it away', json({}, 422), { state: 'rejected', reason: 'status 422' }],
  [
    'has too many',
    json({}, 429, { 'retry-after': '90' }),
    { state: 'retry', reason: 'status 429', retryAfterSeconds: 90 },
  ],
  ['fails', json({}, 503), { state: 'retry', reason: 'status 503' }],
  ['redirects', json({}, 302, { location: '/elsewhere' }), { state: 'retry', reason: 'redirect' }],
  ['is silent', () => undefined, { state: 'retry', reason: 'timeout' }],
  [
    'breaks off',
    (response: { destroy(): void }) => response.destroy(),
    { state: 'retry', reason: 'network' },
  ],
  [
    'answers no JSON',
    (response: { end(text: string): void }) => response.end('<html>'),
    { state: 'delivered', status: 200 },
  ],
  ['names no id that could be one', json({ id: 'x'.repeat(300) }), { state: 'delivered', status: 200 }],
] as const)('what becomes of a mail whose provider %s?', async (_what, answer, delivery) => {
  const server = await serve(answer)
  expect(await mailer(server.origin)?.(MAIL)).toEqual(delivery)
  expect(server.received).toHaveLength(1)
})

test('does the platform’s binding carry a mail, and is its failure tried again?', async () => {
  const sent: unknown[] = []
  const answers = [{ messageId: 'cf-1' }, null]
  const EMAIL = {
    async send(mail: unknown) {
      sent.push(mail)
      const answer = answers.shift()
      if (!answer) throw new Error('13800000000 is no address')
      return answer
    },
  }
  const { email } = opened({ TONGBAN_EMAIL_PROVIDER: '{"binding":true,"from":"a@example.cn"}', EMAIL })
  expect(await email?.(MAIL)).toEqual({ state: 'delivered', status: 202, providerId: 'cf-1' })
  expect(await email?.(MAIL)).toEqual({ state: 'retry', reason: 'email binding' })
  expect(sent[0]).toEqual({ from: 'a@example.cn', to: MAIL.to, subject: MAIL.subject, text: MAIL.text })
})

const mail = (change: object) => ({
  TONGBAN_EMAIL_PROVIDER: JSON.stringify({ ...resend('https://mail.example.cn'), ...change }),
})
test.each<[string, Partial<ChannelSettings>, string]>([
  ['a host that is none', { TONGBAN_WEBHOOK_HOSTS: 'https://a.example.cn/' }, 'TONGBAN_WEBHOOK_HOSTS'],
  [
    'a resolver in clear',
    {
      TONGBAN_WEBHOOK_HOSTS: 'a.example.cn',
      TONGBAN_RESOLVER_URL: 'http://dns.example.cn/',
      TONGBAN_ENVIRONMENT: 'production',
    },
    'TONGBAN_RESOLVER_URL',
  ],
  ['no JSON', { TONGBAN_EMAIL_PROVIDER: 'mail-secret' }, 'TONGBAN_EMAIL_PROVIDER: not in its form'],
  ['an unknown way to be known', mail({ auth: { scheme: 'basic' } }), 'TONGBAN_EMAIL_PROVIDER: auth.scheme'],
  [
    'a body with an unknown placeholder',
    mail({ body: { to: '{to}', x: '{phone}' } }),
    'TONGBAN_EMAIL_PROVIDER: body',
  ],
  ['a body that names nobody', mail({ body: { text: '{text}' } }), 'TONGBAN_EMAIL_PROVIDER: body'],
  [
    'a secret where none belongs',
    mail({ body: { to: '{to}', x: '{secret}' } }),
    'TONGBAN_EMAIL_PROVIDER: body',
  ],
  [
    'a provider in clear',
    { ...mail({ url: 'http://mail.example.cn/' }), TONGBAN_ENVIRONMENT: 'production' },
    'TONGBAN_EMAIL_PROVIDER: url',
  ],
  [
    'a provider inside',
    { ...mail({ url: 'https://10.0.0.1/' }), TONGBAN_ENVIRONMENT: 'production' },
    'TONGBAN_EMAIL_PROVIDER: url',
  ],
  [
    'no binding',
    { TONGBAN_EMAIL_PROVIDER: '{"binding":true,"from":"a@example.cn"}' },
    'EMAIL: the binding is missing',
  ],
  [
    'SMS without its templates',
    { TONGBAN_SMS_PROVIDER: JSON.stringify({ ...ucpaas('https://sms.example.cn'), templates: {} }) },
    'TONGBAN_SMS_PROVIDER: templates.digest, templates.verification',
  ],
])('is a configuration with %s refused by name, without its values?', (_what, settings, failure) => {
  const refused = open(settings)
  expect(refused).toEqual({ ok: false, failure })
})

test('is a provider without its secret refused?', () => {
  expect(open(mail({}), {})).toEqual({ ok: false, failure: 'TONGBAN_EMAIL_PROVIDER: secret' })
})
