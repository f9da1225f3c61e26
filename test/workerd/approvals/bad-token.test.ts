import { env } from 'cloudflare:workers'
import { makeDevelopmentKey } from '@tongban/http/development'
import { beforeAll, expect, test } from 'vitest'
import { ask, official, person, signerOf } from '../../kit.ts'
import { expectRefused } from '../../refusal.ts'
import {
  allowance,
  apply,
  citizen,
  coldIsolate,
  must,
  nextKey,
  publish,
  RULES,
  settleAllowance,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** Tokens that do not hold: refused everywhere, public routes included, and nothing stored. */

const aged72 = citizen('1954-05-06')
const claims = person(aged72.idNumber, 'L2', aged72.name)
const PERSONAL = [aged72.idNumber, aged72.name]

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(aged72)
  must(await apply(await tokenOf(aged72), allowance(aged72)), 201)
})

const base64url = (value: object) =>
  btoa(unescape(encodeURIComponent(JSON.stringify(value))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** The parts of a sound token, as objects. */
async function partsOf(token: string) {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const read = (part: string) =>
    JSON.parse(decodeURIComponent(escape(atob(part.replaceAll('-', '+').replaceAll('_', '/'))))) as Record<
      string,
      unknown
    >
  return { header: read(header), payload: read(payload), signature }
}

const sound = await tokenOf(aged72)
const { header, payload, signature } = await partsOf(sound)
const foreign = await makeDevelopmentKey('510116')
const hmacKey = await crypto.subtle.importKey(
  'raw',
  new TextEncoder().encode(env.TEST_SIGNING_KEY),
  { name: 'HMAC', hash: 'SHA-256' },
  false,
  ['sign'],
)
const hmacSigned = async (head: object, body: object) => {
  const input = `${base64url(head)}.${base64url(body)}`
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', hmacKey, new TextEncoder().encode(input)))
  const mac = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  return `${input}.${mac}`
}

const refused: readonly (readonly [what: string, token: string])[] = [
  ['expired an hour ago', await sign('late', claims, -3600)],
  ['without signature, alg none', `${base64url({ ...header, alg: 'none' })}.${base64url(payload)}.`],
  [
    'alg none with its old signature',
    `${base64url({ ...header, alg: 'none' })}.${base64url(payload)}.${signature}`,
  ],
  ['signed by a shared secret', await hmacSigned({ ...header, alg: 'HS256' }, payload)],
  [
    'with another person’s number put in',
    `${base64url(header)}.${base64url({ ...payload, id_number: '11010519491231002X' })}.${signature}`,
  ],
  ['with a role put in', `${base64url(header)}.${base64url({ ...payload, roles: ['admin'] })}.${signature}`],
  ['by another region’s provider', await signerOf(JSON.stringify(foreign.privateJwk))('other', claims)],
  ['that names no key', `${base64url({ alg: header.alg })}.${base64url(payload)}.${signature}`],
  ['that is no token', 'not-a-token'],
]
test.each(refused)('is a token %s refused at a closed and at a public route?', async (_what, token) => {
  for (const send of [
    () => apply(token, allowance(aged72)),
    () => ask(worker, token, 'GET', '/approvals/v1/items'),
  ]) {
    const answer = await expectRefused(send, [401, 'notAuthenticated'], [...PERSONAL, token])
    expect(answer.headers.get('WWW-Authenticate')).toContain('invalid_token')
  }
})

test('is a sound token let in, so that the refusals above mean something?', async () => {
  expect((await ask(worker, sound, 'GET', '/approvals/v1/items')).status).toBe(200)
})

test('is the development key refused outside the development environment?', async () => {
  const production = coldIsolate({ TONGBAN_ENVIRONMENT: 'production' })
  await expectRefused(
    () => apply(sound, allowance(aged72), nextKey(), production),
    [401, 'notAuthenticated'],
    PERSONAL,
  )
})

test('is an official of another region refused, whatever the role?', async () => {
  for (const role of ['admin', 'publisher', 'window', 'auditor'] as const) {
    const token = await sign('elsewhere', official(role, 'civil-affairs', '500112'))
    await expectRefused(() => ask(worker, token, 'GET', '/approvals/v1/rules'), [403, 'notAllowed'], PERSONAL)
  }
})

test.each([
  ['an official without department', { ...official('admin'), department: '' }],
  ['an official without post', { ...official('admin'), post: undefined }],
  ['a role nobody knows and no identity', { roles: ['emperor'], region: '510116' }],
  ['no identity', { name: aged72.name }],
  ['a real-name level nobody knows', { ...claims, real_name_level: 'L9' }],
  ['an identity kind nobody knows', { ...claims, id_kind: 'library-card' }],
])('is a token that speaks of %s refused, not taken for a visitor?', async (_what, spoken) => {
  const token = await sign('someone', spoken)
  await expectRefused(() => ask(worker, token, 'GET', '/approvals/v1/items'), [403, 'notAllowed'], PERSONAL)
})
