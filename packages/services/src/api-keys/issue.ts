import { civilDate, civilDateAt, endOfDayAt } from '@tongban/calendar'
import {
  APP_SCOPES,
  type AppScope,
  type EpochMs,
  type Failure,
  type FieldError,
  fail,
  ok,
  type Result,
} from '@tongban/kernel'
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
  /** Where a terminal for ratings stands; of such a key alone. */
  readonly terminal?: { readonly department: string; readonly window?: string | undefined } | undefined
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
  const misplaced = terminalErrors(ctx, input)
  if (misplaced.length > 0) return fail({ code: 'invalidInput', errors: misplaced })
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
    department: input.terminal?.department ?? null,
    window: input.terminal?.window ?? null,
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

/** A key that takes ratings says where it stands, and no other does. */
function terminalErrors(
  { region }: Pick<Context, 'region'>,
  { scopes, terminal }: ApiKeyInput,
): FieldError[] {
  if (terminal === undefined) return scopes.includes('evaluate') ? [NOWHERE] : []
  if (!scopes.includes('evaluate')) return [NO_TERMINAL]
  const department = region.departments.find(({ code }) => code === terminal.department)
  if (department === undefined) return [NO_SUCH_DEPARTMENT]
  const { window } = terminal
  const places = [...department.posts, ...department.windows].map(({ code }) => code)
  return window === undefined || places.includes(window) ? [] : [NO_SUCH_WINDOW]
}

const NOWHERE = {
  pointer: '/terminal',
  zh: '评价终端的密钥须写明所在部门；窗口评价器还须写明窗口。',
  en: 'The key of a terminal says at which department it stands, and that of a pad at which window.',
}
const NO_TERMINAL = {
  pointer: '/terminal',
  zh: '只有“评价终端”权限的密钥填写所在部门和窗口。',
  en: 'Only a key that may take ratings stands anywhere.',
}
const NO_SUCH_DEPARTMENT = {
  pointer: '/terminal/department',
  zh: '没有这个部门，请使用部门编码。',
  en: 'There is no such department; use its code.',
}
const NO_SUCH_WINDOW = {
  pointer: '/terminal/window',
  zh: '该部门没有这个窗口，请使用其岗位或者窗口编码。',
  en: 'The department has no such window; use the code of its post or window.',
}

const PAST = {
  pointer: '/expiresOn',
  zh: '请填写今天或以后的日期（YYYY-MM-DD）。',
  en: 'Give today or a later day (YYYY-MM-DD).',
}

const SAME = ['name', 'scopes', 'purpose', 'dailyQuota', 'expiresAt', 'department', 'window'] as const

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
