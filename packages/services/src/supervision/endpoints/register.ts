import { type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { blindIndex, encryptField, isMobile } from '@tongban/privacy'
import { type EndpointRow, endpointById, insertEndpoint } from '@tongban/store'
import * as z from 'zod'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { CHANNEL_SETTINGS, type ChannelName } from '../../notices/channels.ts'
import { registeredTarget } from '../../notices/registered-target.ts'
import { type ReceiverInput, receiverKey } from '../deliver/receivers.ts'
import { addressPlace, makeSigningKey, sealKeys } from './keys.ts'
import { type EndpointSecretView, endpointView } from './view.ts'

/**
 * Registers where a receiver is reached. It stays pending, and nothing is sent to it, until the receiver has given back a
 * challenge. The signing key of a webhook is shown in this answer and never again.
 */
export type EndpointInput = {
  readonly channel: ChannelName
  readonly receiver: ReceiverInput
  /** https URL, e-mail address, or mobile number. */
  readonly address: string
}
/** A receiver with more of them than this would be a list, which is not what they are for. */
export const MOST_ENDPOINTS = 10

export async function registerEndpoint(
  ctx: Context,
  input: EndpointInput,
  clientKey: string,
): Promise<Result<EndpointSecretView, Failure>> {
  const { channel } = input
  const receiver = await receiverKey(ctx, input.receiver)
  if (!receiver.ok) return receiver
  const address = await addressOf(ctx, input)
  if (!address.ok) return address
  const createdBy = await actorIndex(ctx.keys, ctx.actor)
  const [id, addressIndex] = await Promise.all([
    blindIndex(ctx.keys, 'endpoint', `${createdBy}|${clientKey}`),
    blindIndex(ctx.keys, 'endpointAddress', address.value),
  ])
  const signingKey = channel === 'webhook' ? makeSigningKey(ctx.ids) : null
  const row: EndpointRow = {
    id,
    channel,
    receiver: receiver.value,
    addressEnc: await encryptField(ctx.keys, addressPlace(id), address.value, ctx.ids.random(12)),
    addressIndex,
    keysEnc: signingKey === null ? null : await sealKeys(ctx, id, { current: signingKey, previous: null }),
    previousUntil: null,
    challengeHash: null,
    challengeUntil: null,
    challengeTries: 0,
    state: 'pending',
    createdAt: ctx.clock.now(),
    createdBy,
    verifiedAt: null,
    disabledAt: null,
  }
  const written = await ctx.database.write([insertEndpoint({ ...row, most: MOST_ENDPOINTS })])
  const [[stored]] = await ctx.database.read([endpointById({ id })])
  if (written.ok && stored === undefined) return refused(TOO_MANY)
  if (!written.ok) return fail(registeredBefore(row, stored))
  return ok({ ...(await endpointView(ctx, row)), signingKey })
}

/** The address in the form it is used in, where it can be used at all. */
async function addressOf(
  ctx: Context,
  { channel, address }: EndpointInput,
): Promise<Result<string, Failure>> {
  const { channels } = ctx
  if (channels === null || channels[channel] === null)
    return fail({ code: 'notConfigured', what: CHANNEL_SETTINGS[channel] })
  const text = address.trim()
  if (channel === 'sms') return isMobile(text) ? ok(text) : refused(NO_MOBILE)
  if (channel === 'email') {
    const mail = z.email().max(254).safeParse(text)
    return mail.success ? ok(mail.data) : refused(NO_MAIL)
  }
  const { webhook } = channels
  if (webhook === null) return fail({ code: 'notConfigured', what: CHANNEL_SETTINGS.webhook })
  const target = await registeredTarget(text, webhook)
  if (target.ok) return ok(target.value.href)
  const { zh, en } = target.failure
  return refused({ pointer: '/address', zh, en })
}

const refused = (error: FieldError) => fail<Failure>({ code: 'invalidInput', errors: [error] })
const NO_MOBILE = {
  pointer: '/address',
  zh: '请填写 11 位手机号码。',
  en: 'Give a mobile number of 11 digits.',
}
const NO_MAIL = { pointer: '/address', zh: '请填写电子邮件地址。', en: 'Give an e-mail address.' }
const TOO_MANY = {
  pointer: '/receiver',
  zh: `同一接收人至多登记 ${MOST_ENDPOINTS} 个接收端。请先停用不再使用的。`,
  en: `A receiver has at most ${MOST_ENDPOINTS} endpoints. Disable one that is no longer used.`,
}

/** The same request made it before, or somebody has registered the address for this receiver: its key was shown then. */
function registeredBefore(row: EndpointRow, stored: EndpointRow | undefined): Failure {
  if (stored !== undefined && (stored.receiver !== row.receiver || stored.addressIndex !== row.addressIndex))
    return { code: 'idempotencyKeyReused' }
  return {
    code: 'stepNotPossible',
    state: 'registered',
    possible: ['verify', 'rotate', 'disable'],
    words: {
      what: { zh: '该接收端', en: 'endpoint' },
      state: {
        zh: '已登记，签名密钥只显示一次',
        en: 'registered, and its signing key was shown once',
      },
      possible: [
        { zh: '验证（verify）', en: 'verifying it (verify)' },
        { zh: '更换签名密钥（rotate）', en: 'replacing its signing key (rotate)' },
        { zh: '停用（disable）', en: 'disabling it (disable)' },
      ],
    },
  }
}
