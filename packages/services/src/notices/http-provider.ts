import { type Clock, fail, hex, type Json, ok, type Result } from '@tongban/kernel'
import * as z from 'zod'
import { readBody } from '../facts/capped-body.ts'
import { readJson } from '../facts/source-answer.ts'
import type { Delivery } from './notifier.ts'
import { refusalOf } from './refusal.ts'
import { allowedTarget } from './target.ts'

/**
 * A provider of e-mail or SMS reached by one JSON POST, by a mapping the region configures: where it is, how it knows us, what
 * its body looks like, and where in its answer its own id of the message stands. Providers whose requests need a signature
 * scheme of their own over the whole request (阿里云 ACS3, 腾讯云 TC3) are not reached by this; a region puts its message
 * platform before them. The answer is taken as hostile.
 */
const LIMIT_MS = 5_000
const ANSWER_CAP_BYTES = 16 * 1024
const MOST_ID = 200

const pointer = z.string().regex(/^(?:\/[\w-]{1,60}){1,6}$/)
export const providerSchema = z.strictObject({
  url: z.string().max(500),
  /** `bearer`: Authorization; `header`: the secret alone in this header; `hmac`: HMAC-SHA256 of the body in hexadecimal in this header; `body`: where `{secret}` stands. */
  auth: z.discriminatedUnion('scheme', [
    z.strictObject({ scheme: z.literal('bearer') }),
    z.strictObject({ scheme: z.literal('header'), name: z.string().regex(/^[A-Za-z][\w-]{0,60}$/) }),
    z.strictObject({ scheme: z.literal('hmac'), name: z.string().regex(/^[A-Za-z][\w-]{0,60}$/) }),
    z.strictObject({ scheme: z.literal('body') }),
  ]),
  /** JSON with `{placeholders}` in its texts. */
  body: z.record(z.string(), z.json()),
  messageId: pointer.optional(),
  /** Of providers that answer 200 whatever happens: where their own code stands, and which mean that it was taken, or to come again. */
  accepted: z
    .strictObject({
      at: pointer,
      is: z
        .array(z.union([z.string(), z.number()]))
        .min(1)
        .max(20),
      retry: z
        .array(z.union([z.string(), z.number()]))
        .max(20)
        .default([]),
    })
    .optional(),
  /** Where its receipts name the message and what became of it. */
  receipt: z
    .strictObject({
      id: pointer,
      state: pointer,
      delivered: z.array(z.string()).min(1).max(20),
      failed: z.array(z.string()).min(1).max(20),
    })
    .optional(),
})
export type ProviderConfig = z.output<typeof providerSchema>

export type ProviderPorts = {
  readonly clock: Clock
  readonly fetch?: typeof fetch
  readonly timeout?: (milliseconds: number) => AbortSignal
}
export type Values = Readonly<Record<string, Json>>
export type ProviderPost = (id: string, values: Values) => Promise<Delivery>

/** Names what is wrong, never a value. */
export type ProviderRefused = 'url' | 'secret' | 'body'

const PLACEHOLDER = /\{(\w+)\}/g

/** Checks the configuration once, when the Worker starts; `known` are the placeholders its body may name. */
export function httpProvider(
  config: ProviderConfig,
  secret: string | undefined,
  known: readonly string[],
  { clock, ...ports }: ProviderPorts,
  environment: 'development' | 'production',
): Result<ProviderPost, ProviderRefused> {
  const target = allowedTarget(config.url, environment)
  if (!target.ok) return fail('url')
  if (secret === undefined || secret === '') return fail('secret')
  const named = [...JSON.stringify(config.body).matchAll(PLACEHOLDER)].map(([, name = '']) => name)
  const may = config.auth.scheme === 'body' ? [...known, 'secret'] : known
  if (named.some((name) => !may.includes(name)) || !named.includes('to')) return fail('body')
  const post = ports.fetch ?? ((input, init) => fetch(input, init))
  const timeout = ports.timeout ?? ((milliseconds) => AbortSignal.timeout(milliseconds))
  const url = target.value.href

  return ok(async (id, values) => {
    const body = JSON.stringify(filled(config.body, { ...values, id, secret }))
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      // Where a provider knows it, a message that is tried again is sent once.
      'idempotency-key': id,
      ...(await credentials(config.auth, secret, body)),
    }
    const signal = timeout(LIMIT_MS)
    let response: Response
    try {
      response = await post(url, { method: 'POST', headers, body, redirect: 'manual', signal })
    } catch {
      return { state: 'retry', reason: signal.aborted ? 'timeout' : 'network' }
    }
    const read = await readBody(response.body, ANSWER_CAP_BYTES, signal)
    const { status } = response
    if (status < 200 || status >= 300) return refusalOf(response, clock.now())
    const answer = read.state === 'whole' ? await readJson(response.headers, read.bytes) : undefined
    const { accepted, messageId } = config
    if (accepted !== undefined) {
      const code = at(answer, accepted.at)
      const isOf = (codes: readonly (string | number)[]) => codes.some((each) => each === code)
      // What it says of itself is not kept: it may repeat the number or the text.
      if (isOf(accepted.retry)) return { state: 'retry', reason: 'provider asks to try later' }
      if (!isOf(accepted.is)) return { state: 'rejected', reason: 'provider refused' }
    }
    const given = messageId === undefined ? undefined : at(answer, messageId)
    const providerId = typeof given === 'string' || typeof given === 'number' ? String(given) : ''
    return providerId === '' || providerId.length > MOST_ID
      ? { state: 'delivered', status }
      : { state: 'delivered', status, providerId }
  })
}

async function credentials(
  auth: ProviderConfig['auth'],
  secret: string,
  body: string,
): Promise<Readonly<Record<string, string>>> {
  switch (auth.scheme) {
    case 'bearer':
      return { authorization: `Bearer ${secret}` }
    case 'header':
      return { [auth.name]: secret }
    case 'hmac':
      return { [auth.name]: await hmacHex(secret, body) }
    case 'body':
      return {}
  }
}

async function hmacHex(secret: string, body: string): Promise<string> {
  const bytes = new TextEncoder()
  const usage = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), usage, false, ['sign'])
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes.encode(body))))
}

/** The value with its placeholders filled; a text that is one placeholder alone becomes the value itself. */
export function filled(value: Json, values: Values): Json {
  if (typeof value === 'string') {
    const [, whole] = /^\{(\w+)\}$/.exec(value) ?? []
    if (whole !== undefined) return values[whole] ?? ''
    return value.replaceAll(PLACEHOLDER, (_, name: string) => plain(values[name]))
  }
  if (Array.isArray(value)) return value.map((each: Json) => filled(each, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each ?? null, values)]))
}

const plain = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** What stands at a JSON pointer. */
export function at(value: unknown, path: string): unknown {
  return path
    .slice(1)
    .split('/')
    .reduce<unknown>(
      (found, step) =>
        typeof found === 'object' && found !== null && Object.hasOwn(found, step)
          ? Reflect.get(found, step)
          : undefined,
      value,
    )
}
