import {
  asOf,
  type CaseFold,
  clocksOf,
  DOCUMENT_KINDS,
  earliestOwed,
  isDocumentKind,
  type Sentence,
  stateWords,
} from '@tongban/cases'
import type { DocumentRow } from '@tongban/store'
import { type Answer, type NextStep, nextSteps } from '../applications/answer.ts'
import type { Context } from '../context.ts'
import { awayView } from '../handovers/away.ts'
import { type HandoverView, handoverViews } from '../handovers/view.ts'
import type { LicenceStanding } from '../licences/at-intake.ts'
import { inOrder, licenceEntries } from '../licences/case-timeline.ts'
import { type CaseLicence, caseLicence } from '../licences/case-view.ts'
import { endedNote } from '../licences/ended-note.ts'
import { insideIn } from '../routes/inside-way.ts'
import { type CalendarMove, movesOf } from './calendar-moves.ts'
import { type LimitView, limitView, standingOf } from './clock-view.ts'
import { mayReadDocument } from './document-readers.ts'
import type { LoadedCase } from './load.ts'
import { isByRules, type OpenSteps, stepsOf } from './open-steps.ts'
import { entryOf, type FreshWords, type TimelineEntry } from './timeline.ts'

/**
 * A case as its applicant and its officials read it: where it stands by law at this instant, what happened and who did
 * it, every clock side by side with why it stands, and what can be done next. Officials appear by role, department and
 * post, never by name.
 */
export type CaseView = OpenSteps & {
  readonly caseNumber: string
  readonly item: { readonly code: string; readonly version: number; readonly zh: string; readonly en: string }
  readonly state: string
  readonly stateName: Sentence
  readonly outcome: string
  readonly channel: string
  readonly department: string
  /** The division 镇街 of this region whose department handles it; null: the region’s own. */
  readonly division: string | null
  readonly receivedOn: string
  readonly acceptedOn: string | null
  readonly decidedOn: string | null
  readonly dueOn: string | null
  readonly dueBasis: Answer['dueBasis']
  /**
   * What stands although a person decides anew (个人信息保护法 24), or why the clock stands and when it ends; null where
   * nothing does.
   */
  readonly standing: Sentence | null
  readonly limits: readonly LimitView[]
  /** What calendars published since do to its deadlines, and whether it was told. */
  readonly calendarMoves: readonly CalendarMove[]
  readonly timeline: readonly TimelineEntry[]
  readonly documents: readonly {
    readonly number: string
    readonly kind: string
    readonly zh: string
    readonly en: string
    readonly issuedOn: string
    /** The page to print. */
    readonly href: string
  }[]
  /** What the case issued, and how it stands; the credential is its holder's. */
  readonly licences: readonly CaseLicence[]
  /** Where the grant was to end a licence and this region had none to end; what follows. */
  readonly endedNote: Answer['endedNote']
  readonly next: readonly NextStep[]
  /** By what whoever has just supplemented can rate that service 评价码; null in every other answer. */
  readonly evaluation: Answer['evaluation']
  /** The regions it is handled with; for most cases none. */
  readonly handovers: readonly HandoverView[]
}

/** What a step has just added and the rows that were read do not hold yet. */
export type Fresh = {
  readonly words: FreshWords
  readonly documents: readonly Pick<DocumentRow, 'documentNumber' | 'kind' | 'issuedOn'>[]
  readonly licences: readonly LicenceStanding[]
}

export async function viewOf(
  ctx: Context,
  loaded: LoadedCase,
  fresh?: Fresh,
  partners: Parameters<typeof handoverViews>[2] = null,
): Promise<CaseView> {
  const { row, events, item, policy, relation } = loaded
  const now = ctx.clock.now()
  const fold = asOf(policy.plan, loaded.fold, policy.calendar, now)
  const clocks = clocksOf(policy.plan, fold, policy.calendar, now)
  const due = earliestOwed(clocks)
  const open = stepsOf(ctx, { ...loaded, fold })
  const documents = [...loaded.documents, ...(fresh?.documents ?? [])]
  const licences = licencesSeen(ctx, loaded, fresh?.licences ?? [])
  const handovers = await handoverViews(ctx, loaded, partners)
  const away = awayView({ fold, handovers: loaded.handovers }, handovers, clocks)
  return {
    caseNumber: row.caseNumber,
    item: { code: item.code, version: item.taskVersion, ...item.taskName },
    state: fold.state,
    stateName: stateWords(fold),
    outcome: row.outcome,
    channel: row.channel,
    department: row.departmentCode,
    division: insideIn(events[0]?.data ?? {})?.division ?? null,
    receivedOn: fold.receivedOn,
    acceptedOn: fold.acceptedOn ?? fold.handover?.acceptedOn ?? null,
    decidedOn: fold.decidedOn ?? fold.handover?.decidedOn ?? null,
    dueOn: due?.dueOn ?? away?.dueOn ?? null,
    dueBasis: due?.basis ?? away?.dueBasis ?? null,
    standing: standingOf(fold, clocks) ?? away?.standing ?? null,
    limits: clocks.map(limitView),
    calendarMoves: movesOf(loaded.calendarChanges),
    timeline: inOrder(
      await Promise.all(events.map((event) => entryOf(ctx, loaded, event, fresh?.words, handovers))),
      await licenceEntries(ctx, loaded),
    ),
    documents: documents
      .filter(({ kind }) => isDocumentKind(kind) && mayReadDocument(relation, kind))
      .map(({ documentNumber, kind, issuedOn }) => ({
        number: documentNumber,
        kind,
        zh: isDocumentKind(kind) ? DOCUMENT_KINDS[kind].zh : kind,
        en: isDocumentKind(kind) ? DOCUMENT_KINDS[kind].en : kind,
        issuedOn,
        href: `/approvals/v1/cases/${row.caseNumber}/documents/${encodeURIComponent(documentNumber)}/print`,
      })),
    licences,
    endedNote: relation === 'party' ? null : endedNote(item, isGrant(fold), hasEnded(loaded)),
    next: nextOf(loaded, fold, open, licences),
    evaluation: null,
    handovers,
    ...open,
  }
}

const isGrant = ({ state, annulledOn }: CaseFold): boolean => state === 'granted' && annulledOn === null

const hasEnded = ({ events }: LoadedCase): boolean =>
  events.some(({ type, data }) => type === 'granted' && data.cancelledLicence !== undefined)

/** Those of the case as they stand now; what others were granted is not told to a party. */
function licencesSeen(
  ctx: Context,
  { licences, licenceEvents, relation, row }: LoadedCase,
  fresh: readonly LicenceStanding[],
): readonly CaseLicence[] {
  if (relation === 'party') return []
  const changed = new Set(fresh.map(({ identifier }) => identifier))
  const others = licences.filter(({ identifier }) => !changed.has(identifier))
  const eventsOf = (identifier: string) => licenceEvents.filter((event) => event.identifier === identifier)
  return [
    ...others.map((licence) => caseLicence(ctx, licence, row.departmentCode, eventsOf(licence.identifier))),
    // What was done to these a moment ago is not among the events that were read.
    ...fresh.map((licence) => caseLicence(ctx, licence, row.departmentCode, [])),
  ]
}

/** What whoever reads can do next: applicants what is theirs, officials what they may take, parties as `possible` says. */
function nextOf(
  { row: { caseNumber }, relation, events }: LoadedCase,
  fold: CaseFold,
  { possible, mine }: OpenSteps,
  licences: readonly CaseLicence[],
): readonly NextStep[] {
  if (relation === 'party') return []
  // Whoever only submitted does not hold it.
  const held = relation === 'applicant' ? licences : []
  const next = nextSteps(caseNumber, fold, isByRules(events), held)
  if (relation === 'applicant' || relation === 'submitter') return next
  return [
    ...next.filter(({ action }) => action === 'read' || action === 'explanation'),
    ...mine.flatMap((step) => {
      const found = possible.find((each) => each.step === step)
      return found === undefined ? [] : [{ action: step, href: found.href, zh: found.zh, en: found.en }]
    }),
  ]
}
