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
import { sendTold, whereSealed } from '../handovers/tell.ts'
import type { WayOut } from '../handovers/way-out.ts'
import { issuesLicence } from '../licences/at-intake.ts'
import { licenceSlot } from '../licences/draw.ts'
import { BLOCK_SIZE } from '../numbers/pool.ts'
import { drainLeased } from '../outbox/drain.ts'
import { routedInside } from '../routes/inside-way.ts'
import type { Answer } from './answer.ts'
import { type Assessment, assess, type Prepared, prepare } from './assess.ts'
import type { Application } from './body.ts'
import { type Commit, prepareCommit } from './commit.ts'
import { formalGaps } from './formal-gaps.ts'
import { prepareHandOver } from './hand-over.ts'
import { holderKeyErrors } from './holder-key.ts'
import { decidedWith } from './judge.ts'
import { standing } from './standing.ts'
import { checkSupersedes } from './supersedes.ts'
import { statedPlace, wayElsewhere, waysOf, wayTo } from './way-elsewhere.ts'

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
    const { caseNumber: free } = tried.value
    caseNumber = free ?? ctx.numbers.reserve(ctx.region.code, prepared.value.receivedOn)
  }
}

/**
 * Nothing was written: somebody was granted the same first, or has the number or place that was drawn for a licence. The
 * case number is still free, but where it is a case that came back after a restore.
 */
type Beaten = { readonly beatenBy: string; readonly caseNumber: CaseNumber | null }
const NUMBER_TAKEN: readonly string[] = ['cases', 'exchange_messages']
const MAY_BEAT: readonly string[] = ['grants', 'licences', 'licence_events']
const MOST_TRIES = 4

/** One read batch, one write batch. */
async function decideOnce(
  ctx: Context,
  prepared: Prepared,
  asked: Asked,
  reserved: CaseNumber | null,
): Promise<Result<Submitted | Beaten, Failure>> {
  const stated = ctx.courier === null ? null : statedPlace(ctx, prepared)
  if (stated !== null) {
    const handed = await handOverStated(ctx, prepared, asked, reserved, stated)
    if (handed !== null) return handed
  }
  const slot = prepared.item.issues === undefined ? null : licenceSlot(ctx)
  const { receivedAt, receivedOn, application } = prepared
  const region = ctx.region.code
  const { assessment: assessed, rows } = await assess(ctx, prepared, 'intake', [
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
  const way = await wayElsewhere(ctx, assessed)
  if (way !== null) return handOver(ctx, prepared, asked, caseNumber, way)

  const assessment = await routedInside(ctx, assessed)
  const place = slot !== null && issuesLicence(assessment) ? slot.take(asPlaces(more.at(-1))) : null
  const committed = (decided: Assessment) =>
    prepareCommit(ctx, decided, caseNumber, asked.submitterIndex, place)
  const sealed = await whereSealed(async () => {
    const first = await committed(assessment)
    return first.ok ? first : committed(unsigned(assessment))
  })
  if (!sealed.ok) return sealed
  const commit = sealed.value
  if (!commit.ok) throw new Error('an application that is not granted asks for a signature')
  return write(ctx, asked, caseNumber, receivedAt, commit.value)
}

/**
 * An application that states whose matter it is: nothing is asked of any source and nothing is judged. Null where no
 * agreement leads there; it is then looked at like any other.
 */
async function handOverStated(
  ctx: Context,
  prepared: Prepared,
  asked: Asked,
  reserved: CaseNumber | null,
  place: string,
): Promise<Result<Submitted | Beaten, Failure> | null> {
  const { receivedOn, application } = prepared
  const [answered, [superseded], rows, leased] = await ctx.database.read([
    idempotencyKey(asked),
    caseByNumber({ caseNumber: application.supersedes ?? '' }),
    waysOf(prepared),
    ...(reserved === null ? [leaseSequences({ day: receivedOn, count: BLOCK_SIZE })] : []),
  ] as const)
  const [earlier] = answered
  if (earlier !== undefined) return replay(ctx, asked, earlier)
  const way = wayTo(ctx, prepared, place, rows)
  if (way === null) return null
  const replaces = await checkSupersedes(ctx, application, superseded)
  if (!replaces.ok) return replaces
  const caseNumber = reserved ?? ctx.numbers.refill(ctx.region.code, receivedOn, nextOf(asLeased(leased)))
  return handOver(ctx, prepared, asked, caseNumber, way)
}

async function handOver(
  ctx: Context,
  prepared: Prepared,
  asked: Asked,
  caseNumber: CaseNumber,
  way: WayOut,
): Promise<Result<Submitted | Beaten, Failure>> {
  const gaps = formalGaps(prepared)
  if (gaps.length > 0) return fail({ code: 'invalidInput', errors: gaps })
  const handed = await whereSealed(() =>
    prepareHandOver(ctx, prepared, way, caseNumber, asked.submitterIndex),
  )
  return handed.ok ? write(ctx, asked, caseNumber, prepared.receivedAt, handed.value) : handed
}

/** One write batch, the answer under the caller's key included. */
async function write(
  ctx: Context,
  asked: Asked,
  caseNumber: CaseNumber,
  receivedAt: number,
  { statements, answer, notice, told }: Commit,
): Promise<Result<Submitted | Beaten, Failure>> {
  const { scope, key, bodyHash } = asked
  const answerEnc = await encryptJson(ctx.keys, answerPlace(scope, key), asJson(answer), ctx.ids.random(12))
  const keyRow = insertIdempotencyKey({ scope, key, bodyHash, answerEnc, at: receivedAt })
  const written = await ctx.database.write([keyRow, ...statements])
  if (!written.ok) {
    const { table } = written.failure
    if (table === 'idempotency_keys') return answerOfTheOther(ctx, asked)
    if (MAY_BEAT.includes(table)) return ok({ beatenBy: table, caseNumber })
    if (NUMBER_TAKEN.includes(table)) return ok({ beatenBy: table, caseNumber: null })
    throw new Error(`conflict in ${table}`)
  }
  sendTold(ctx, told)
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
