import { addWorkdays } from '@tongban/calendar'
import {
  type ClockStep,
  clocksOf,
  DOCUMENT_KINDS,
  type DocumentReason,
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

type Due = NonNullable<StepFacts['due']> | null

/** What the organ owes next, for a document that names the day. */
export function dueAfter({ calendar, clock }: Context, { policy, fold }: LoadedCase): Due {
  const due = earliestOwed(clocksOf(policy.plan, fold, calendar, clock.now()))
  return due === undefined ? null : { on: due.dueOn, basis: due.basis.zh }
}

/** The term the region gives for a supplement; none where it gives none. */
export const supplementUntil = (
  { calendar }: Context,
  { supplementWorkdays: days }: LoadedCase['claim'],
  on: CivilDate,
) => (days === undefined ? undefined : addWorkdays(calendar, on, days).on)

/** The law's limit as an extension has lengthened it, and beside it the shorter promise, which binds as long as it runs. */
export function extendedUntil(
  { calendar, clock }: Context,
  { policy, fold }: LoadedCase,
): Pick<StepFacts, 'due' | 'promised'> {
  const clocks = clocksOf(policy.plan, fold, calendar, clock.now())
  const longer = clocks.filter(({ extendedBy }) => extendedBy > 0)
  const due = longer.find(({ basis }) => basis.kind !== 'promise') ?? longer[0]
  if (due === undefined) return { due: null }
  const told = { due: { on: due.dueOn, basis: due.basis.zh } }
  const promise = clocks.find(
    ({ step, basis, status, dueOn }) =>
      DECIDED_BY.includes(step) && basis.kind === 'promise' && status !== 'ended' && dueOn < due.dueOn,
  )
  if (promise === undefined || promise === due) return told
  const is = promise.breach !== null ? 'broken' : promise.extendedBy > 0 ? 'extended' : 'kept'
  return { ...told, promised: { on: promise.dueOn, basis: promise.basis.zh, is } }
}
const DECIDED_BY: readonly ClockStep[] = ['decision', 'jointDecision']

/** The last decision, as the documents about it name it. */
export function decisionNamed({ documents }: LoadedCase): string | null {
  const found = documents.findLast(({ kind }) => DECISIONS.includes(kind))
  return found === undefined ? null : named(found)
}
const DECISIONS: readonly string[] = ['grant', 'deemedRenewal', 'refusal', 'notAccepted', 'notRequired']
export const SERVED: readonly string[] = [...DECISIONS, 'returned', 'correction', 'annulment']

export const named = ({ kind, documentNumber }: LoadedCase['documents'][number]) =>
  isDocumentKind(kind) ? `《${DOCUMENT_KINDS[kind].zh}》（${documentNumber}）` : documentNumber
