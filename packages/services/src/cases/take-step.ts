import { civilDateAt } from '@tongban/calendar'
import { becauseOf, type CaseEvent, type Happening, refusal, ruleOf } from '@tongban/cases'
import { canonicalJson, type Failure, fail, type Json, ok, type Result, sha256Hex } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import type { OutboxRow, Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { drainLeased } from '../outbox/drain.ts'
import { afterwards, prepareEvents, refusalOf, writeEvents } from './append-events.ts'
import { sealTexts, type Texts, textsStatement } from './event-texts.ts'
import { grantStatements } from './grant-statements.ts'
import { issueCaseDocument } from './issue-document.ts'
import { type LoadedCase, loadCase } from './load.ts'
import { serviceStatement } from './service-events.ts'
import type { StepInputs } from './step-inputs.ts'
import type { StepName } from './step-names.ts'
import { stepNotice } from './step-notice.ts'
import { stepRefusal } from './step-refusal.ts'
import { type Made, STEPS } from './steps.ts'
import { takerOf } from './taker.ts'
import { type CaseView, type Fresh, viewOf } from './view.ts'

/**
 * Takes one step in a case for whoever may: load → who → the event by the table → its document → one batch with
 * everything that goes with it. The same step by the same person with the same content is taken once and answered
 * again; whoever comes second to another's step is told where the case stands now.
 */
export async function takeStep<N extends StepName>(
  ctx: Context,
  caseNumber: string,
  name: N,
  input: StepInputs[N],
): Promise<Result<CaseView, Failure>> {
  const loaded = await loadCase(ctx, caseNumber, 'counters')
  if (!loaded.ok) return loaded
  const taken = await take(ctx, loaded.value, name, input)
  return taken.ok ? ok(await viewOf(ctx, taken.value.loaded, taken.value.fresh)) : taken
}

type Taken = { readonly loaded: LoadedCase; readonly fresh?: Fresh }

async function take<N extends StepName>(
  ctx: Context,
  loaded: LoadedCase,
  name: N,
  input: StepInputs[N],
): Promise<Result<Taken, Failure>> {
  const step = STEPS[name]
  const event = step.event(input)
  const taker = await takerOf(ctx, loaded, event, input)
  if (!taker.ok) return taker
  const content = await contentOf(ctx, name, input)
  const isSame = (each: CaseEvent | undefined) =>
    each?.actorSubject === loaded.actor.index && each.data.content === content && isOwnRole(loaded, each)
  if (isSame(loaded.events.at(-1))) return ok({ loaded })

  const now = ctx.clock.now()
  const made = await step.make({ ctx, loaded, input, today: civilDateAt(now) })
  if (made.errors !== undefined) return fail({ code: 'invalidInput', errors: made.errors })
  const texts = step.words?.(input) ?? asTexts(input)
  const sealed = Object.keys(texts).length === 0 ? null : await sealTexts(ctx, texts)
  const happening: Happening = {
    type: event,
    at: now,
    actorKind: taker.value.kind,
    actorSubject: loaded.actor.index,
    data: {
      ...made.data,
      ...taker.value.data,
      content,
      ...(sealed === null ? {} : { textsDigest: sealed.digest }),
    },
  }
  const issued = await issue(ctx, loaded, happening, made)
  if (!issued.ok) return loaded.events.some(isSame) ? ok({ loaded }) : issued
  const { appended, documents, number } = issued.value
  const { seq } = appended.fold
  const after = afterwards(loaded, appended.fold, appended.events)
  const { caseNumber } = loaded.row
  const notice = await stepNotice(ctx, after, event, number)
  const also: Statement[] = [
    ...(sealed === null ? [] : [await textsStatement(ctx, caseNumber, seq, sealed)]),
    ...documents,
    ...serviceStatement(after, happening),
    ...(await grantStatements(ctx, loaded, happening)),
    ...(notice === null ? [] : [notice.statement]),
  ]
  const written = await writeEvents(ctx, loaded, appended, also)
  if (!written.ok) return afterConflict(ctx, loaded, written.failure.table, isSame)
  sendAfterAnswer(ctx, notice?.row)
  return ok({ loaded: written.value, fresh: freshOf(happening, seq, texts, number) })
}

/** The event with the number of its document. Tried first without, since the document tells of the case after it. */
async function issue(ctx: Context, loaded: LoadedCase, happening: Happening, made: Made) {
  const kind = happening.actorKind === 'official' ? ruleOf(happening.type).document : null
  const withNumber = (document: string | null): Happening => ({
    ...happening,
    data: document === null ? happening.data : { ...happening.data, document },
  })
  const tried = await prepareEvents(ctx, loaded, [withNumber(kind)])
  if (!tried.ok) return fail(refusalOf(ctx, loaded, tried.failure))
  const first = appendedOf(tried.value)
  if (kind === null) return ok({ appended: first, documents: [], number: null })
  const after = afterwards(loaded, first.fold, first.events)
  const facts = made.facts?.(after) ?? {}
  const document = await issueCaseDocument(ctx, { kind, loaded: after, seq: first.fold.seq, facts })
  if (!document.ok) return document
  const { number, statements } = document.value
  const prepared = await prepareEvents(ctx, loaded, [withNumber(number)])
  if (!prepared.ok) throw new Error(`a step became impossible with the number of its document`)
  return ok({ appended: appendedOf(prepared.value), documents: statements, number })
}

/** Guarantee: a step always has one happening at least. */
function appendedOf<T>(appended: T | null): T {
  if (appended === null) throw new Error('a step without an event')
  return appended
}

/** Somebody else was first: whoever sent the same twice has the answer, anybody else where the case stands now. */
async function afterConflict(
  ctx: Context,
  before: LoadedCase,
  table: string,
  isSame: (event: CaseEvent | undefined) => boolean,
): Promise<Result<Taken, Failure>> {
  if (table === 'grants') return fail(stepRefusal(ctx, before, becauseOf(refusal('grantedAlready'))))
  if (table !== 'case_events') throw new Error(`conflict in ${table}`)
  const now = await loadCase(ctx, before.row.caseNumber, 'counters')
  if (!now.ok) return now
  const { events } = now.value
  if (events.slice(before.events.length).some(isSame)) return ok({ loaded: now.value })
  return fail(stepRefusal(ctx, now.value, null))
}

/** What somebody did in a role they hold no more was another request. */
const isOwnRole = ({ actor }: LoadedCase, { actorKind, data }: CaseEvent): boolean =>
  actorKind !== 'official' || actor.acting.some(({ role }) => role === data.role)

/** A keyed digest of what was asked, by which the same request is known again. */
async function contentOf({ keys }: Context, name: StepName, input: unknown): Promise<string> {
  return blindIndex(keys, 'stepContent', await sha256Hex(canonicalJson([name, asJson(input)])))
}

const freshOf = ({ type, at }: Happening, seq: number, texts: Texts, number: string | null): Fresh => ({
  words: { seq, texts },
  documents:
    number === null
      ? []
      : [{ documentNumber: number, kind: ruleOf(type).document ?? '', issuedOn: civilDateAt(at) }],
})

function sendAfterAnswer(ctx: Context, row: OutboxRow | undefined): void {
  const { notifier } = ctx
  if (row !== undefined && notifier !== null) ctx.after(drainLeased(ctx, notifier, ctx.requestId, [row]))
}

/** Guarantee: the input was read from JSON and has passed the strict schema of its step. */
const asJson = (input: unknown) => input as Json
/** Guarantee: as above, and every step's input is an object. */
const asTexts = (input: object) => input as Texts
