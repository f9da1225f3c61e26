import { fail, ok, type Result } from '@tongban/kernel'
import { type Statement, type WriteFailure, writeFailureOf } from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * Deliveries that come at the same time share round trips: what several want to read, or to write, while one round trip is
 * under way goes with the next. Whoever comes alone waits for nobody. Each read begins after it was asked for; writes that
 * go together are one transaction, and where that fails each is tried by itself, so that none fails for another's sake.
 */
type Asking = Pick<Context, 'database' | 'clock' | 'after'>
type Statements = readonly Statement<unknown>[]
type Outcome<Answer> =
  | { readonly isDone: true; readonly answer: Answer }
  | { readonly isDone: false; readonly thrown: unknown }
type Job<Answer> = {
  readonly statements: Statements
  /** Null until somebody has done it. */
  outcome: Outcome<Answer> | null
  /** It is done, or it is this one's turn to do it with what else waits. */
  readonly wake: () => void
}
type Lane<Answer> = { since: number | null; readonly waiting: Job<Answer>[] }

type Rows = readonly (readonly unknown[])[]
type Written = Result<Rows, WriteFailure>
type Lanes = { readonly reads: Lane<Rows>; readonly writes: Lane<Written> }

/** What goes in one round trip: so many deliveries, and so many characters bound. */
const AT_ONCE = 12
const CHARACTERS = 1_000_000
/** Whoever has not come back by then has been ended, and the next one goes ahead. */
const AT_MOST_MS = 10_000

/** By the ring of keys, that is by region. */
const lanes = new WeakMap<object, Lanes>()

function lanesOf(ring: object): Lanes {
  const known = lanes.get(ring)
  if (known !== undefined) return known
  const made: Lanes = { reads: { since: null, waiting: [] }, writes: { since: null, waiting: [] } }
  lanes.set(ring, made)
  return made
}

type RowsOf<S extends Statements> = {
  readonly [K in keyof S]: S[K] extends Statement<infer Row> ? readonly Row[] : never
}

/** As `Database.read`, of statements that change nothing. */
export async function readTogether<const S extends Statements>(
  ctx: Asking,
  ring: object,
  statements: S,
): Promise<RowsOf<S>> {
  return asRowsOf<S>(await inTurn(ctx, lanesOf(ring).reads, statements, readAll))
}

/** Guarantee: row list k was decoded by statement k. */
const asRowsOf = <S extends Statements>(rows: Rows) => rows as unknown as RowsOf<S>

/** As `Database.write`; answers the rows of `answering`, which come last. */
export async function writeTogether<const S extends Statements>(
  ctx: Asking,
  ring: object,
  statements: Statements,
  answering: S,
): Promise<Result<RowsOf<S>, WriteFailure>> {
  const written = await inTurn(ctx, lanesOf(ring).writes, [...statements, ...answering], writeAll)
  return written.ok ? ok(asRowsOf<S>(written.value.slice(statements.length))) : written
}

/** Null where they cannot be done together. */
type Perform<Answer> = (ctx: Asking, all: readonly Statements[]) => Promise<readonly Answer[] | null>

function inTurn<Answer>(
  ctx: Asking,
  lane: Lane<Answer>,
  statements: Statements,
  perform: Perform<Answer>,
): Promise<Answer> {
  const { promise: woken, resolve: wake } = Promise.withResolvers<void>()
  const own: Job<Answer> = { statements, outcome: null, wake }
  const isFree = lane.since === null || ctx.clock.now() - lane.since > AT_MOST_MS
  if (!isFree) lane.waiting.push(own)
  const answered = isFree
    ? lead(ctx, lane, own, perform)
    : woken.then(() => (own.outcome === null ? lead(ctx, lane, own, perform) : answerOf(own.outcome)))
  // Others wait for it too: it goes on when its own caller has gone, who is told of it where it fails.
  ctx.after(answered.then(nothing, nothing))
  return answered
}

const nothing = () => undefined

function answerOf<Answer>(outcome: Outcome<Answer>): Answer {
  if (outcome.isDone) return outcome.answer
  throw outcome.thrown
}

/** Does its own and what else waits, then lets the next go ahead. */
async function lead<Answer>(
  ctx: Asking,
  lane: Lane<Answer>,
  own: Job<Answer>,
  perform: Perform<Answer>,
): Promise<Answer> {
  lane.since = ctx.clock.now()
  const at = lane.waiting.indexOf(own)
  if (at >= 0) lane.waiting.splice(at, 1)
  const jobs = [own, ...takenWith(own, lane.waiting)]
  const outcomes = await outcomesOf(ctx, jobs, perform)
  for (const [place, job] of jobs.entries()) job.outcome = outcomes[place] ?? UNANSWERED
  for (const job of jobs) job.wake()
  const [next] = lane.waiting
  lane.since = next === undefined ? null : ctx.clock.now()
  next?.wake()
  if (own.outcome === null) throw new Error('a round trip that has not ended')
  return answerOf(own.outcome)
}

const UNANSWERED = { isDone: false, thrown: new Error('a part of a round trip without an answer') } as const

/** What fails together is tried one by one, and each is told of its own: none fails for another's sake. */
async function outcomesOf<Answer>(
  ctx: Asking,
  jobs: readonly Job<Answer>[],
  perform: Perform<Answer>,
): Promise<readonly Outcome<Answer>[]> {
  try {
    const answers = await perform(
      ctx,
      jobs.map(({ statements }) => statements),
    )
    if (answers !== null) return answers.map((answer) => ({ isDone: true, answer }))
  } catch (thrown) {
    if (jobs.length === 1) return [{ isDone: false, thrown }]
  }
  const each: Outcome<Answer>[] = []
  for (const job of jobs) each.push(...(await outcomesOf(ctx, [job], perform)))
  return each
}

/** Out of what waits, in its order, what there is room for beside this one. */
function takenWith<Answer>(own: Job<Answer>, waiting: Job<Answer>[]): readonly Job<Answer>[] {
  let characters = charactersOf(own.statements)
  let count = 0
  for (const job of waiting.slice(0, AT_ONCE - 1)) {
    characters += charactersOf(job.statements)
    if (characters > CHARACTERS) break
    count += 1
  }
  return waiting.splice(0, count)
}

function charactersOf(statements: Statements): number {
  let sum = 0
  for (const { params } of statements) for (const value of params) sum += String(value ?? '').length
  return sum
}

/** What several ask in the same words is asked once. */
async function readAll(ctx: Asking, all: readonly Statements[]): Promise<readonly Rows[]> {
  const [only, ...others] = all
  if (only === undefined || others.length === 0)
    return only === undefined ? [] : [await ctx.database.read(only)]
  const places = new Map<string, number>()
  const asked: Statement<unknown>[] = []
  const placesOf = all.map((statements) =>
    statements.map((statement) => {
      const words = JSON.stringify([statement.sql, statement.params])
      const place = places.get(words) ?? asked.push(statement) - 1
      places.set(words, place)
      return place
    }),
  )
  const rows: Rows = await ctx.database.read(asked)
  return placesOf.map((own) => own.map((place) => rows[place] ?? []))
}

async function writeAll(ctx: Asking, all: readonly Statements[]): Promise<readonly Written[] | null> {
  try {
    const rows: Rows = await ctx.database.read(all.flat())
    let from = 0
    return all.map(({ length }) => {
      from += length
      return ok(rows.slice(from - length, from))
    })
  } catch (error) {
    const failure = writeFailureOf(error)
    if (failure === null) throw error
    return all.length === 1 ? [fail(failure)] : null
  }
}
