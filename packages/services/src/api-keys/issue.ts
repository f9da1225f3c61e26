import { civilDate, civilDateAt, endOfDayAt } from '@tongban/calendar'
import { APP_SCOPES, type AppScope, type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import { type ApiKeyRow, apiKeyById, insertApiKey } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { makeSecret } from './secret.ts'
import { type ApiKeySecretView, apiKeyView, withSecret } from './view.ts'

/**
 * Issues a key to an app. Its id is made of who asks and of their Idempotency-Key, so that the same request again makes
 * no second key; its secret is shown in this answer and never again.
 */
export type ApiKeyInput = {
  readonly name: string
  /** What the app uses licences for, in words that holders are told. */
  readonly purpose: string
  readonly scopes: readonly AppScope[]
  readonly dailyQuota: number
  /** Last day it opens; absent: until it is revoked. */
  readonly expiresOn?: string | undefined
}

const ID_LENGTH = 20

export async function issueApiKey(
  ctx: Context,
  input: ApiKeyInput,
  clientKey: string,
): Promise<Result<ApiKeySecretView, Failure>> {
  const now = ctx.clock.now()
  const expiresAt = expiryOf(input.expiresOn, now)
  if (!expiresAt.ok) return expiresAt
  const createdBy = await actorIndex(ctx.keys, ctx.actor)
  const [made, id] = await Promise.all([
    makeSecret(ctx.ids),
    blindIndex(ctx.keys, 'apiKey', `${createdBy}|${clientKey}`),
  ])
  const row: ApiKeyRow = {
    keyId: id.slice(0, ID_LENGTH),
    name: input.name,
    secretHash: made.hash,
    previousHash: null,
    previousUntil: null,
    scopes: JSON.stringify(SCOPES.filter((scope) => input.scopes.includes(scope))),
    purpose: input.purpose,
    dailyQuota: input.dailyQuota,
    createdAt: now,
    createdBy,
    expiresAt: expiresAt.value,
    revokedAt: null,
  }
  const written = await ctx.database.write([insertApiKey(row)])
  if (!written.ok) return fail(await issuedBefore(ctx, row))
  return ok(withSecret(apiKeyView({ ...row, usedToday: 0 }, now), made.secret))
}

/** Guarantee: the keys of the table of scopes. */
const SCOPES = Object.keys(APP_SCOPES) as readonly AppScope[]

function expiryOf(text: string | undefined, now: EpochMs): Result<EpochMs | null, Failure> {
  if (text === undefined) return ok(null)
  const day = civilDate(text)
  if (day === undefined || day < civilDateAt(now)) return fail({ code: 'invalidInput', errors: [PAST] })
  return ok(endOfDayAt(day))
}

const PAST = {
  pointer: '/expiresOn',
  zh: '请填写今天或以后的日期（YYYY-MM-DD）。',
  en: 'Give today or a later day (YYYY-MM-DD).',
}

const SAME = ['name', 'scopes', 'purpose', 'dailyQuota', 'expiresAt'] as const

/** The same request has made a key: its secret was shown then, and only its hash is known. */
async function issuedBefore(ctx: Context, row: ApiKeyRow): Promise<Failure> {
  const [[stored]] = await ctx.database.read([apiKeyById({ keyId: row.keyId })])
  if (stored === undefined) return { code: 'stillRunning' }
  if (SAME.some((field) => stored[field] !== row[field])) return { code: 'idempotencyKeyReused' }
  return {
    code: 'stepNotPossible',
    state: 'issued',
    possible: ['rotate', 'revoke'],
    words: {
      what: { zh: `API 密钥 ${row.keyId} `, en: `API key ${row.keyId}` },
      state: { zh: '已签发，密钥只显示一次', en: 'issued, and its secret was shown once' },
      possible: [
        { zh: '更换密钥（rotate）', en: 'replacing the secret (rotate)' },
        { zh: '吊销（revoke）', en: 'revoking it (revoke)' },
      ],
    },
  }
}
