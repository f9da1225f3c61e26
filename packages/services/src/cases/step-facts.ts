import { addWorkdays } from '@tongban/calendar'
import {
  type Clock,
  type ClockStep,
  clocksOf,
  DOCUMENT_KINDS,
  type DocumentReason,
  type DueFact,
  earliestOwed,
  isDocumentKind,
  type StepFacts,
} from '@tongban/cases'
import type { CivilDate } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import type { Context } from '../context.ts'
import type { LoadedCase } from './load.ts'
import type { ReasonInput } from './step-inputs.ts'

/** What steps take from the case for their documents: reasons, the day that is owed next, the decision concerned. */
export const documentReasons = (reasons: readonly ReasonInput[] | undefined): readonly DocumentReason[] =>
  (reasons ?? []).map(({ text, basis, cure }) => ({ text, basis: basis ?? '', cure: cure ?? null }))

/** References to the words of this event, which are kept apart. */
export const referencesTo = (reasons: readonly ReasonInput[] | undefined) =>
  (reasons ?? []).map((_, at) => `text/${at + 1}`)

export const officialIndex = ({ keys }: Context, subject: string) =>
  blindIndex(keys, 'subject', `official|${subject}`)

type Due = DueFact | null

/** What the organ owes next, for a document that names the day. */
export function dueAfter({ clock }: Pick<Context, 'clock'>, { policy, fold }: LoadedCase): Due {
  const due = earliestOwed(clocksOf(policy.plan, fold, policy.calendar, clock.now()))
  return due === undefined ? null : dueFact(due)
}

/** The last day of a limit as a document names it; that it may still move is said where it may. */
export const dueFact = ({
  dueOn,
  basis,
  provisional,
}: Pick<Clock, 'dueOn' | 'basis' | 'provisional'>): DueFact => ({
  on: dueOn,
  basis: basis.zh,
  ...(provisional ? { provisional } : {}),
})

/** The term the region gives for a supplement; none where it gives none. */
export const supplementUntil = (
  { calendar }: Context,
  { supplementWorkdays: days }: LoadedCase['claim'],
  on: CivilDate,
) => (days === undefined ? undefined : addWorkdays(calendar, on, days).on)

/** The law's limit as an extension has lengthened it, and beside it the shorter promise, which binds as long as it runs. */
export function extendedUntil(
  { clock }: Pick<Context, 'clock'>,
  { policy, fold }: LoadedCase,
): Pick<StepFacts, 'due' | 'promised'> {
  const clocks = clocksOf(policy.plan, fold, policy.calendar, clock.now())
  const longer = clocks.filter(({ extendedBy }) => extendedBy > 0)
  const due = longer.find(({ basis }) => basis.kind !== 'promise') ?? longer[0]
  if (due === undefined) return { due: null }
  const told = { due: dueFact(due) }
  const promise = clocks.find(
    ({ step, basis, status, dueOn }) =>
      DECIDED_BY.includes(step) && basis.kind === 'promise' && status !== 'ended' && dueOn < due.dueOn,
  )
  if (promise === undefined || promise === due) return told
  const is = promise.breach !== null ? 'broken' : promise.extendedBy > 0 ? 'extended' : 'kept'
  return { ...told, promised: { ...dueFact(promise), is } }
}
const DECIDED_BY: readonly ClockStep[] = ['decision', 'jointDecision']

/** The last decision, as the documents about it name it. */
export function decisionNamed(loaded: LoadedCase): string | null {
  const found = lastDecision(loaded)
  return found === undefined ? null : named(found)
}
export const lastDecision = ({ documents }: Pick<LoadedCase, 'documents'>) =>
  documents.findLast(({ kind }) => DECISIONS.includes(kind))
const DECISIONS: readonly string[] = ['grant', 'deemedRenewal', 'refusal', 'notAccepted', 'notRequired']
const SERVED: readonly string[] = [...DECISIONS, 'returned', 'correction', 'annulment']

/** The documents of these numbers; where none is named, what was last decided: of an annulled decision the annulment. */
export function documentsServed<Paper extends Numbered>(
  documents: readonly Paper[],
  { annulledBy }: Pick<LoadedCase['fold'], 'annulledBy'>,
  numbers: readonly string[] | undefined,
): readonly Paper[] {
  const wanted = numbers ?? (annulledBy === null ? null : [annulledBy])
  return wanted === null
    ? documents.filter(({ kind }) => SERVED.includes(kind)).slice(-1)
    : documents.filter(({ documentNumber }) => wanted.includes(documentNumber))
}

type Numbered = Pick<LoadedCase['documents'][number], 'kind' | 'documentNumber'>
export const named = ({ kind, documentNumber }: Numbered) =>
  isDocumentKind(kind) ? `《${DOCUMENT_KINDS[kind].zh}》（${documentNumber}）` : documentNumber
