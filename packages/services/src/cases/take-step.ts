import { civilDateAt } from '@tongban/calendar'
import { becauseOf, type CaseEvent, type Happening, refusal, ruleOf } from '@tongban/cases'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { OutboxRow, Statement } from '@tongban/store'
import { evaluationOf } from '../applications/answer.ts'
import type { Context } from '../context.ts'
import { invitationToken } from '../evaluations/invitations/token.ts'
import { NO_PAPERS } from '../handovers/papers.ts'
import { isPart } from '../joint/part.ts'
import { NO_LICENCES } from '../licences/at-intake.ts'
import { licencesOfStep } from '../licences/at-step.ts'
import { owedStatements } from '../licences/owed.ts'
import { drainLeased } from '../outbox/drain.ts'
import { type NotWritten, type Prepared, prepareEvents, refusalOf, writeEvents } from './append-events.ts'
import { sealTexts, type Texts, textsStatement } from './event-texts.ts'
import { grantStatements } from './grant-statements.ts'
import { issueCaseDocument } from './issue-document.ts'
import { afterwards, type LoadedCase, loadCase } from './load.ts'
import { isSame, markOf, type Request, requestOf, wasTaken } from './repeated.ts'
import { serviceEnded, serviceStatement } from './service-events.ts'
import type { StepInputs } from './step-inputs.ts'
import type { StepName } from './step-names.ts'
import { stepNotice } from './step-notice.ts'
import { stepRefusal } from './step-refusal.ts'
import type { Made } from './step-row.ts'
import { STEPS } from './steps.ts'
import { takerOf } from './taker.ts'
import { type CaseView, type Fresh, viewOf } from './view.ts'

/**
 * Takes one step in a case for whoever may: load → who → the event by the table → its document → one batch with
 * everything that goes with it. The same request sent again is taken once and answered again; whoever comes second to
 * another's step is told where the case stands now.
 */
export async function takeStep<N extends StepName>(
  ctx: Context,
  caseNumber: string,
  name: N,
  input: StepInputs[N],
  /** The Idempotency-Key, where one was sent. */
  key?: string,
): Promise<Result<CaseView, Failure>> {
  const today = civilDateAt(ctx.clock.now())
  const request = await requestOf(ctx, name, DAILY.includes(name) ? { ...input, today } : input, key)
  for (let tries = 1; ; tries += 1) {
    const loaded = await loadCase(ctx, caseNumber, 'counters', ALSO[name] ?? null)
    if (!loaded.ok) return loaded
    const taken = await take(ctx, loaded.value, name, input, request)
    if (!taken.ok) return taken
    if (!('again' in taken.value)) {
      const view = await viewOf(ctx, taken.value.loaded, taken.value.fresh)
      return ok(name === 'supplement' ? await withInvitation(ctx, taken.value.loaded, view) : view)
    }
    if (tries === MOST_TRIES) throw new Error(`conflict in ${taken.value.again} again and again`)
  }
}
/** A supplement is a service of its own; whoever handed it in is told by what to rate it. */
async function withInvitation(
  ctx: Context,
  { events, row: { caseNumber, applicantIndex: holder } }: LoadedCase,
  view: CaseView,
): Promise<CaseView> {
  const serviceNumber = ctx.actor.kind === 'applicant' ? serviceEnded(events, 'supplemented') : null
  if (serviceNumber === null) return view
  const { evaluation, evaluate } = evaluationOf(
    ctx,
    await invitationToken(ctx, { caseNumber, serviceNumber, holder }),
  )
  return { ...view, evaluation, next: [...view.next, ...evaluate] }
}
/** A place drawn for a licence is taken hardly ever, and a licence acted on at the same moment not four times. */
const MOST_TRIES = 4
/** Nothing was written: the number or place of a licence or of a message was taken, or somebody acted on it. Loaded and tried once more. */
const AGAIN: readonly string[] = ['licences', 'licence_events', 'exchange_messages']

/** Asked again on another day, it is another request. */
const DAILY: readonly StepName[] = ['urge']

/** What is read beside the case for these steps. */
const ALSO: Partial<Record<StepName, 'files' | 'granting'>> = {
  supplement: 'files',
  decide: 'granting',
  correct: 'granting',
}

type Taken = { readonly loaded: LoadedCase; readonly fresh?: Fresh } | { readonly again: string }

async function take<N extends StepName>(
  ctx: Context,
  loaded: LoadedCase,
  name: N,
  input: StepInputs[N],
  request: Request,
): Promise<Result<Taken, Failure>> {
  const before = wasTaken(loaded, request)
  if (!before.ok) return before
  if (before.value) return ok({ loaded })
  const step = STEPS[name]
  const event = step.event(input, loaded)
  const taker = takerOf(ctx, loaded, event)
  if (!taker.ok) return taker

  const now = ctx.clock.now()
  const made = await step.make({ ctx, loaded, input, today: civilDateAt(now) })
  if (made.errors !== undefined) {
    // A step that the table refuses is not asked to be filled in better.
    const actorSubject = loaded.actor.subject
    const tried = await prepareEvents(ctx, loaded, [
      { type: event, at: now, actorKind: taker.value.kind, actorSubject, data: taker.value.data },
    ])
    if (!tried.ok && tried.failure.code === 'stepNotPossible') {
      if (isOldNews(loaded, request)) return ok({ loaded })
      return fail(refusalOf(ctx, loaded, tried.failure))
    }
    return fail({ code: 'invalidInput', errors: made.errors })
  }
  const texts = step.words?.(input) ?? asTexts(input)
  const sealed = Object.keys(texts).length === 0 ? null : await sealTexts(ctx, texts)
  const happening: Happening = {
    type: event,
    at: now,
    actorKind: taker.value.kind,
    actorSubject: loaded.actor.subject,
    data: {
      ...made.data,
      ...taker.value.data,
      ...(isPart(loaded) ? { part: true } : {}),
      ...markOf(request),
      ...(sealed === null ? {} : { textsDigest: sealed.digest }),
    },
  }
  const issued = await issue(ctx, loaded, happening, made)
  if (!issued.ok) return isOldNews(loaded, request) ? ok({ loaded }) : issued
  const { prepared, documents, papers, number, licences } = issued.value
  const { seq } = prepared
  const after = afterwards(loaded, prepared.fold, prepared.events)
  const { caseNumber } = loaded.row
  const notice = await stepNotice(ctx, after, event, number, ctx.requestId)
  const also: Statement[] = [
    ...(sealed === null ? [] : [await textsStatement(ctx, caseNumber, seq, sealed)]),
    ...documents,
    ...(made.statements ?? []),
    ...serviceStatement(after, happening),
    ...(await grantStatements(ctx, loaded, happening)),
    ...licences.statements,
    ...owedStatements(loaded, happening),
    ...(notice === null ? [] : [notice.statement]),
  ]
  const written = await writeEvents(ctx, loaded, prepared, also, {
    ...NO_PAPERS,
    words: { seq, texts },
    documents: papers,
    licences: licences.issued,
    results: made.results ?? null,
    handedOver: made.handedOver,
  })
  if (!written.ok) return afterConflict(ctx, loaded, written.failure, request)
  sendAfterAnswer(ctx, notice?.row)
  return ok({
    loaded: written.value,
    fresh: {
      ...freshOf(written.value.events.slice(loaded.events.length), seq, texts),
      licences: licences.after,
    },
  })
}

/** The event with the number of its document. Tried first without, since the document tells of the case after it. */
async function issue(ctx: Context, loaded: LoadedCase, happening: Happening, made: Made) {
  // A part of joint handling ends with an opinion: letters and licences are the lead’s.
  const isLettered = happening.actorKind === 'official' && !isPart(loaded)
  const kind = isLettered ? ruleOf(happening.type).document : null
  const withNumber = (document: string | null, more: Happening['data'] = {}): Happening => ({
    ...happening,
    data: document === null ? happening.data : { ...happening.data, ...more, document },
  })
  const tried = await prepareEvents(ctx, loaded, [withNumber(kind)])
  if (!tried.ok) return fail(refusalOf(ctx, loaded, tried.failure))
  if (made.lacks !== undefined && made.lacks.length > 0)
    return fail({ code: 'invalidInput', errors: made.lacks } as const)
  const first = preparedOf(tried.value)
  if (kind === null)
    return ok({ prepared: first, documents: [], papers: [], number: null, licences: NO_LICENCES })
  const after = afterwards(loaded, first.fold, first.events)
  const facts = made.facts?.(after) ?? {}
  const document = await issueCaseDocument(ctx, { kind, loaded: after, seq: first.seq, facts })
  if (!document.ok) return document
  const { number, paper, statements } = document.value
  // Last, so that nothing is signed for a step that is not possible.
  const licences = await licencesOfStep(ctx, loaded, happening, made)
  if (!licences.ok) return licences
  const prepared = await prepareEvents(ctx, loaded, [withNumber(number, licences.value.data)])
  if (!prepared.ok) throw new Error(`a step became impossible with the number of its document`)
  const documents = statements
  return ok({
    prepared: preparedOf(prepared.value),
    documents,
    papers: [paper],
    number,
    licences: licences.value,
  })
}

/** Guarantee: a step always has one happening at least. */
function preparedOf(prepared: Prepared | null): Prepared {
  if (prepared === null) throw new Error('a step without an event')
  return prepared
}

/** Without a key, a step that is possible no more and was taken before with the same content is a late repetition. */
const isOldNews = (loaded: LoadedCase, { content, key }: Request): boolean =>
  key === null && loaded.events.some((event) => isSame(loaded, content, event))

/** Somebody else was first: whoever sent the same twice has the answer, anybody else where the case stands now. */
async function afterConflict(
  ctx: Context,
  before: LoadedCase,
  { table, unsealed }: NotWritten,
  request: Request,
): Promise<Result<Taken, Failure>> {
  if (unsealed !== undefined) return fail(unsealed)
  if (table === 'grants') return fail(stepRefusal(ctx, before, becauseOf(refusal('grantedAlready'))))
  if (AGAIN.includes(table)) return ok({ again: table })
  if (table !== 'case_events') throw new Error(`conflict in ${table}`)
  const now = await loadCase(ctx, before.row.caseNumber, 'counters')
  if (!now.ok) return now
  const taken = wasTaken(now.value, request)
  if (!taken.ok) return taken
  const since = { ...now.value, events: now.value.events.slice(before.events.length) }
  if (taken.value || isOldNews(since, request)) return ok({ loaded: now.value })
  return fail(stepRefusal(ctx, now.value, null))
}

/** Words and documents of the events that were just appended. */
const freshOf = (events: readonly CaseEvent[], seq: number, texts: Texts): Omit<Fresh, 'licences'> => ({
  words: { seq, texts },
  documents: events.flatMap(({ type, at, data: { document } }) => {
    const kind = ruleOf(type).document
    return kind === null || typeof document !== 'string'
      ? []
      : [{ documentNumber: document, kind, issuedOn: civilDateAt(at) }]
  }),
})

function sendAfterAnswer(ctx: Context, row: OutboxRow | undefined): void {
  const { notifier } = ctx
  if (row !== undefined && notifier !== null) ctx.after(drainLeased(ctx, notifier, ctx.requestId, [row]))
}

/** Guarantee: the input was read from JSON and has passed the strict schema of its step, which is an object. */
const asTexts = (input: object) => input as Texts
