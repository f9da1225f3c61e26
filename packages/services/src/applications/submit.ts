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
  type StatusPlace,
} from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import { answerPlace } from '../cases/place.ts'
import type { Context } from '../context.ts'
import { issuesLicence } from '../licences/at-intake.ts'
import { licenceSlot } from '../licences/draw.ts'
import { BLOCK_SIZE } from '../numbers/pool.ts'
import { drainLeased } from '../outbox/drain.ts'
import type { Answer } from './answer.ts'
import { type Assessment, assess, type Prepared, prepare } from './assess.ts'
import type { Application } from './body.ts'
import { prepareCommit } from './commit.ts'
import { holderKeyErrors } from './holder-key.ts'
import { decidedWith } from './judge.ts'
import { standing } from './standing.ts'
import { checkSupersedes } from './supersedes.ts'

/**
 * Intake 收件 and 秒批: takes an application, decides it by the published rules in force on the day of receipt, and
 * commits all that follows in one batch, the answer under the caller's Idempotency-Key included. One read batch, one
 * write batch; both again only when another application was granted the same in between, or the number or place that was
 * drawn for a licence was taken. A licence is signed between the two, and without its signature nothing is granted. A
 * machine approves, asks for a supplement or hands over; it never refuses (DESIGN §4).
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
  const wrong = await holderKeyErrors(input)
  if (wrong.length > 0) return fail({ code: 'invalidInput', errors: wrong })
  const submitterIndex = await actorIndex(ctx.keys, ctx.actor)
  const asked = await askedBy(ctx, submitterIndex, clientKey, input)
  const reserved = ctx.numbers.reserve(ctx.region.code, prepared.value.receivedOn)
  let caseNumber = reserved
  // Decided once more, the grant that came first is read, and a licence has another number and another place.
  for (let tries = 1; ; tries += 1) {
    const tried = await decideOnce(ctx, prepared.value, asked, caseNumber)
    if (!tried.ok) return tried
    if (!('beatenBy' in tried.value)) return ok(tried.value)
    if (tries === MOST_TRIES) throw new Error(`what conflicts in ${tried.value.beatenBy} cannot be read`)
    caseNumber = tried.value.caseNumber
  }
}

/**
 * Nothing was written: somebody was granted the same first, or has the number or place that was drawn for a licence. The
 * case number is still free.
 */
type Beaten = { readonly beatenBy: string; readonly caseNumber: CaseNumber }
const MAY_BEAT: readonly string[] = ['grants', 'licences', 'licence_events']
const MOST_TRIES = 4

/** One read batch, one write batch. */
async function decideOnce(
  ctx: Context,
  prepared: Prepared,
  asked: Asked,
  reserved: CaseNumber | null,
): Promise<Result<Submitted | Beaten, Failure>> {
  const slot = prepared.item.issues === undefined ? null : licenceSlot(ctx)
  const { receivedAt, receivedOn, application } = prepared
  const region = ctx.region.code
  const { assessment, rows } = await assess(ctx, prepared, 'intake', [
    idempotencyKey(asked),
    caseByNumber({ caseNumber: application.supersedes ?? '' }),
    ...(reserved === null ? [leaseSequences({ day: receivedOn, count: BLOCK_SIZE })] : []),
    ...(slot === null ? [] : [slot.statement]),
  ])
  const [answered, [superseded], ...more] = rows
  const leased = reserved === null ? asLeased(more[0]) : undefined
  const caseNumber = reserved ?? ctx.numbers.refill(region, receivedOn, nextOf(leased))
  const [earlier] = answered
  if (earlier !== undefined) return replay(ctx, asked, earlier)
  const replaces = await checkSupersedes(ctx, application, superseded)
  if (!replaces.ok) return replaces

  const place = slot !== null && issuesLicence(assessment) ? slot.take(asPlaces(more.at(-1))) : null
  const committed = (decided: Assessment) =>
    prepareCommit(ctx, decided, caseNumber, asked.submitterIndex, place)
  const first = await committed(assessment)
  const commit = first.ok ? first : await committed(unsigned(assessment))
  if (!commit.ok) throw new Error('an application that is not granted asks for a signature')
  const { statements, answer, notice } = commit.value
  const { scope, key, bodyHash } = asked
  const answerEnc = await encryptJson(ctx.keys, answerPlace(scope, key), asJson(answer), ctx.ids.random(12))
  const keyRow = insertIdempotencyKey({ scope, key, bodyHash, answerEnc, at: receivedAt })
  const written = await ctx.database.write([keyRow, ...statements])
  if (!written.ok) {
    const { table } = written.failure
    if (table === 'idempotency_keys') return answerOfTheOther(ctx, asked)
    if (MAY_BEAT.includes(table)) return ok({ beatenBy: table, caseNumber })
    throw new Error(`conflict in ${table}`)
  }
  const { notifier } = ctx
  if (notice !== null && notifier !== null) ctx.after(drainLeased(ctx, notifier, ctx.requestId, [notice.row]))
  return ok({ answer, replayed: false })
}

/** The same application, decided with the licence that cannot be signed standing against its approval. */
const unsigned = (assessment: Assessment): Assessment => decidedWith(assessment, standing('licenceNotSigned'))

/** Guarantee: the rows are those of the statement of the slot, which is the last that was read. */
const asPlaces = (rows: readonly unknown[] | undefined) => (rows ?? []) as readonly StatusPlace[]
/** Guarantee: the rows are those of the lease, read at this place whenever it was asked for. */
const asLeased = (rows: readonly unknown[] | undefined) =>
  rows as readonly { readonly next: number }[] | undefined

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
