import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { decryptField, toBase64url } from '@tongban/privacy'
import { verifyEndpoint as activate, type EndpointRow, setChallenge, tryChallenge } from '@tongban/store'
import type { Context } from '../../context.ts'
import { parseJson } from '../../facts/source-answer.ts'
import { CHANNEL_SETTINGS, isChannel } from '../../notices/channels.ts'
import type { Delivery } from '../../notices/notifier.ts'
import { postToRegistered } from '../../notices/registered-webhook.ts'
import { addressPlace, challengeHash, signingKeys } from './keys.ts'
import { loadEndpoint } from './load.ts'
import { type EndpointView, endpointView } from './view.ts'

/**
 * Verifies that whoever is reached by an endpoint wants to be: a random challenge is sent there, and has to come back, in the
 * very answer of a webhook, by its own signed message, or by whoever read it. What is kept of it is a digest.
 */
const CHALLENGE_BYTES = 24
const CODE_DIGITS = 6
const LIFE_MS = 15 * 60_000
const TRIES = 5
export const CHALLENGE_TYPE = 'endpoint.challenge'

export type VerifyInput = { readonly challenge?: string | undefined }
export type Verification = {
  readonly endpoint: EndpointView
  /** `confirmed`: it is active. `sent`: it has to come back. `notTaken`: it did not arrive; why is in `reason`. */
  readonly challenge: 'confirmed' | 'sent' | 'notTaken'
  readonly reason: string | null
}

export async function verifyEndpoint(
  ctx: Context,
  id: string,
  { challenge }: VerifyInput,
): Promise<Result<Verification, Failure>> {
  const loaded = await loadEndpoint(ctx, id)
  if (!loaded.ok) return loaded
  if (loaded.value.state === 'active') return confirmed(ctx, id)
  if (challenge === undefined) return challengeIt(ctx, loaded.value)
  const answered = await answerChallenge(ctx, id, challenge)
  return answered.ok ? confirmed(ctx, id) : answered
}

/** Takes back a challenge; whoever gives another has few tries. */
export async function answerChallenge(
  { database, clock }: Pick<Context, 'database' | 'clock'>,
  id: string,
  challenge: string,
): Promise<Result<null, Failure>> {
  const now = clock.now()
  const hash = await challengeHash(id, challenge)
  const [[open]] = await database.read([tryChallenge({ id, now })])
  if (open === undefined) return fail({ code: 'invalidInput', errors: [NO_CHALLENGE] })
  if (open.hash !== hash) return fail({ code: 'invalidInput', errors: [WRONG_CHALLENGE] })
  const written = await database.write([activate({ id, hash, now })])
  return written.ok ? ok(null) : fail({ code: 'stillRunning' })
}

const NO_CHALLENGE = {
  pointer: '/challenge',
  zh: '没有可以回答的验证码：尚未发送、已过期，或者试错次数已用完。请重新发送验证码（verify，不带 challenge）。',
  en: 'There is no challenge to answer: none was sent, it ran out, or it was tried too often. Have another one sent (verify without a challenge).',
}
const WRONG_CHALLENGE = {
  pointer: '/challenge',
  zh: '验证码不正确。请核对接收端收到的内容。',
  en: 'This is not the challenge that was sent. Compare it with what the endpoint received.',
}

async function challengeIt(ctx: Context, row: EndpointRow): Promise<Result<Verification, Failure>> {
  const { id, channel } = row
  if (!isChannel(channel) || ctx.channels === null || ctx.channels[channel] === null)
    return fail({ code: 'notConfigured', what: CHANNEL_SETTINGS[isChannel(channel) ? channel : 'webhook'] })
  const challenge = channel === 'webhook' ? toBase64url(ctx.ids.random(CHALLENGE_BYTES)) : codeOf(ctx)
  const hash = await challengeHash(id, challenge)
  // Written before it is sent: the receiver may give it back at once, by a message of its own.
  const until = ctx.clock.now() + LIFE_MS
  const unlessAfter = channel === 'webhook' ? Number.MAX_SAFE_INTEGER : until - PAUSE_MS
  const [set] = await ctx.database.read([setChallenge({ id, hash, until, tries: TRIES, unlessAfter })])
  if (set.length === 0) return justSent(ctx, id)
  const { delivery, answer } = await sendChallenge(ctx, row, challenge)
  if (answer !== null && echoes(answer, challenge)) {
    const answered = await answerChallenge(ctx, id, challenge)
    if (answered.ok) return confirmed(ctx, id)
  }
  const view = await viewOf(ctx, id)
  if (!view.ok) return view
  // By a message of its own it may have come back already.
  const isActive = view.value.state === 'active'
  const isTaken = delivery.state === 'delivered'
  return ok({
    endpoint: view.value,
    challenge: isActive ? 'confirmed' : isTaken ? 'sent' : 'notTaken',
    reason: isTaken ? null : delivery.reason,
  })
}

/** A mailbox or a phone is not asked again within a minute: it may be a stranger's, and six digits are not to be guessed. */
const PAUSE_MS = 60_000
/** It may also have been verified or disabled at this moment. */
async function justSent(ctx: Context, id: string): Promise<Result<Verification, Failure>> {
  const loaded = await loadEndpoint(ctx, id)
  if (!loaded.ok) return loaded
  return loaded.value.state === 'active' ? confirmed(ctx, id) : fail(JUST_SENT)
}

const JUST_SENT: Failure = {
  code: 'stepNotPossible',
  state: 'challenged',
  possible: ['verify'],
  words: {
    what: { zh: '该接收端', en: 'endpoint' },
    state: { zh: '一分钟内已发送验证码', en: 'sent a code within the last minute' },
    possible: [
      {
        zh: '填写收到的验证码（challenge）；或者一分钟后再次发送',
        en: 'giving the code that was received (challenge), or having another sent after a minute',
      },
    ],
  },
}

function codeOf({ ids }: Pick<Context, 'ids'>): string {
  const [a = 0, b = 0, c = 0, d = 0] = ids.random(4)
  const drawn = ((a * 256 + b) * 256 + c) * 256 + d
  return String(drawn % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0')
}

type Sent = { readonly delivery: Delivery; readonly answer: Uint8Array | null }

async function sendChallenge(ctx: Context, row: EndpointRow, challenge: string): Promise<Sent> {
  const address = await decryptField(ctx.keys, addressPlace(row.id), row.addressEnc)
  const keys = row.channel === 'webhook' ? await signingKeys(ctx, row) : []
  const { channels } = ctx
  if (!address.ok || keys === null || channels === null) return unsent('unreadable')
  const id = ctx.ids.uuid()
  const to = address.value
  const { webhook, email, sms } = channels
  if (row.channel === 'webhook' && webhook !== null) {
    const payload = { endpoint: row.id, challenge }
    return postToRegistered(webhook, to, keys, { id, type: CHALLENGE_TYPE, at: ctx.clock.now(), payload })
  }
  if (row.channel === 'email' && email !== null)
    return { delivery: await email({ id, to, ...mailOf(ctx, challenge) }), answer: null }
  if (row.channel === 'sms' && sms !== null) {
    const params = { code: challenge }
    return { delivery: await sms({ id, to, template: 'verification', params }), answer: null }
  }
  return unsent('channel off')
}

const unsent = (reason: string): Sent => ({ delivery: { state: 'rejected', reason }, answer: null })

const mailOf = ({ region, environment }: Context, code: string) => {
  const mark = environment === 'development' ? '【演示数据，不具效力】' : ''
  return {
    subject: `${mark}督办消息接收验证 (verification)`,
    text: [
      `${region.name.zh}督办台登记了此邮箱接收督办消息。验证码：${code}，十五分钟内有效。如非本人所办，请忽略。`,
      `The supervision desk of ${region.name.en} registered this mailbox. Code: ${code}, good for fifteen minutes. If it was not you, ignore this.`,
    ].join('\n'),
  }
}

/** Whether the receiver answered with the challenge itself: `{"challenge": "…"}`. */
function echoes(answer: Uint8Array, challenge: string): boolean {
  const value = parseJson(answer)
  return typeof value === 'object' && value !== null && 'challenge' in value && value.challenge === challenge
}

async function viewOf(ctx: Context, id: string): Promise<Result<EndpointView, Failure>> {
  const loaded = await loadEndpoint(ctx, id)
  return loaded.ok ? ok(await endpointView(ctx, loaded.value)) : loaded
}

async function confirmed(ctx: Context, id: string): Promise<Result<Verification, Failure>> {
  const view = await viewOf(ctx, id)
  return view.ok ? ok({ endpoint: view.value, challenge: 'confirmed', reason: null }) : view
}
