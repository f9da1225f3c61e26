import {
  type CaseNumber,
  canonicalJson,
  type Failure,
  fail,
  type Json,
  ok,
  type Result,
} from '@tongban/kernel'
import { blindIndex, decryptJson, encryptJson, keyedDigest } from '@tongban/privacy'
import {
  caseByNumber,
  type IdempotencyRow,
  idempotencyKey,
  insertIdempotencyKey,
  leaseSequences,
} from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import { answerPlace } from '../cases/place.ts'
import type { Context } from '../context.ts'
import { BLOCK_SIZE } from '../numbers/pool.ts'
import { drainLeased } from '../outbox/drain.ts'
import type { Answer } from './answer.ts'
import { assess, type Prepared, prepare } from './assess.ts'
import type { Application } from './body.ts'
import { prepareCommit } from './commit.ts'
import { checkSupersedes } from './supersedes.ts'

/**
 * Intake 收件 and 秒批: takes an application, decides it by the published rules in force on the day of receipt, and
 * commits all that follows in one batch, the answer under the caller's Idempotency-Key included. One read batch, one
 * write batch; both again only when another application was granted the same in between. A machine approves, asks for
 * a supplement or hands over; it never refuses (DESIGN §4).
 */
export type Submitted = { readonly answer: Answer; readonly replayed: boolean }

export async function submit(
  ctx: Context,
  input: Application,
  clientKey: string,
  receivedAt: number,
): Promise<Result<Submitted, Failure>> {
  const prepared = prepare(ctx, input, receivedAt)
  if (!prepared.ok) return prepared
  const submitterIndex = await actorIndex(ctx.keys, ctx.actor)
  const asked = await askedBy(ctx, submitterIndex, clientKey, input)
  const reserved = ctx.numbers.reserve(ctx.region.code, prepared.value.receivedOn)
  const first = await decideOnce(ctx, prepared.value, asked, reserved)
  if (!first.ok) return first
  if (!('grantedMeanwhile' in first.value)) return ok(first.value)
  // Another application for the same was granted between our read and our write. Decided once more, its grant is read.
  const second = await decideOnce(ctx, prepared.value, asked, first.value.grantedMeanwhile)
  if (!second.ok) return second
  if ('grantedMeanwhile' in second.value) throw new Error('a grant that conflicts cannot be read')
  return ok(second.value)
}

/** Nothing was written: somebody was granted the same first. The case number that was taken is still free. */
type Beaten = { readonly grantedMeanwhile: CaseNumber }

/** One read batch, one write batch. */
async function decideOnce(
  ctx: Context,
  prepared: Prepared,
  asked: Asked,
  reserved: CaseNumber | null,
): Promise<Result<Submitted | Beaten, Failure>> {
  const { receivedAt, receivedOn, application } = prepared
  const region = ctx.region.code
  const { assessment, rows } = await assess(ctx, prepared, 'intake', [
    idempotencyKey(asked),
    caseByNumber({ caseNumber: application.supersedes ?? '' }),
    ...(reserved === null ? [leaseSequences({ day: receivedOn, count: BLOCK_SIZE })] : []),
  ])
  const [answered, [superseded], leased] = rows
  const caseNumber = reserved ?? ctx.numbers.refill(region, receivedOn, nextOf(leased))
  const [earlier] = answered
  if (earlier !== undefined) return replay(ctx, asked, earlier)
  const replaces = await checkSupersedes(ctx, application, superseded)
  if (!replaces.ok) return replaces

  const { statements, answer, notice } = await prepareCommit(
    ctx,
    assessment,
    caseNumber,
    asked.submitterIndex,
  )
  const { scope, key, bodyHash } = asked
  const answerEnc = await encryptJson(ctx.keys, answerPlace(scope, key), asJson(answer), ctx.ids.random(12))
  const keyRow = insertIdempotencyKey({ scope, key, bodyHash, answerEnc, at: receivedAt })
  const written = await ctx.database.write([keyRow, ...statements])
  if (!written.ok) {
    const { table } = written.failure
    if (table === 'idempotency_keys') return answerOfTheOther(ctx, asked)
    if (table === 'grants') return ok({ grantedMeanwhile: caseNumber })
    throw new Error(`conflict in ${table}`)
  }
  const { notifier } = ctx
  if (notice !== null && notifier !== null) ctx.after(drainLeased(ctx, notifier, ctx.requestId, [notice.row]))
  return ok({ answer, replayed: false })
}

/** The first sequence number after the block that was leased in the read batch. */
function nextOf(leased: readonly { readonly next: number }[] | undefined): number {
  const [block] = leased ?? []
  if (block === undefined) throw new Error('a block of case numbers was asked for and not leased')
  return block.next
}

/** Under what the answer is kept. Keyed digests: a client may have put a name into its key, and guess at a body. */
async function askedBy(
  ctx: Context,
  submitterIndex: string,
  clientKey: string,
  input: Application,
): Promise<Asked> {
  const [key, bodyHash] = await Promise.all([
    blindIndex(ctx.keys, 'idempotencyKey', clientKey),
    keyedDigest(ctx.keys, 'idempotencyBody', canonicalJson(asJson(input))),
  ])
  return { submitterIndex, scope: `applications:${submitterIndex}`, key, bodyHash }
}

type Asked = {
  readonly submitterIndex: string
  readonly scope: string
  readonly key: string
  readonly bodyHash: string
}

/** The same request was committed by another isolate while this one decided: its answer is the answer. */
async function answerOfTheOther(ctx: Context, asked: Asked): Promise<Result<Submitted, Failure>> {
  const [rows] = await ctx.database.read([idempotencyKey(asked)])
  const [row] = rows
  return row === undefined ? fail({ code: 'stillRunning' }) : replay(ctx, asked, row)
}

async function replay(ctx: Context, asked: Asked, row: IdempotencyRow): Promise<Result<Submitted, Failure>> {
  if (row.bodyHash !== asked.bodyHash) return fail({ code: 'idempotencyKeyReused' })
  const answer = await decryptJson(ctx.keys, answerPlace(asked.scope, asked.key), row.answerEnc)
  if (!answer.ok) throw new Error(`stored answer cannot be read: ${answer.failure.reason}`)
  return ok({ answer: asAnswer(answer.value), replayed: true })
}

/** Guarantee: the body was read from JSON, and the answer holds JSON values only. */
const asJson = (value: unknown) => value as Json
/** Guarantee: the text was written by `submit` from an answer and opened under its own place. */
const asAnswer = (value: Json) => value as unknown as Answer
