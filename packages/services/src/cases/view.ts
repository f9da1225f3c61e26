import {
  type CaseLimit,
  DOCUMENT_KINDS,
  type DocumentKind,
  EVENT_NAMES,
  earliestRunning,
  LIMIT_STEPS,
  limitsOf,
  STATE_NAMES,
} from '@tongban/cases'
import { type Answer, dueOf, type NextStep, nextSteps } from '../applications/answer.ts'
import type { Context } from '../context.ts'
import { limitRulesOf } from './limit-rules.ts'
import type { LoadedCase } from './load.ts'

/** A case as its applicant and its officials read it: where it stands, what happened, what is owed until when. */
export type CaseView = {
  readonly caseNumber: string
  readonly item: { readonly code: string; readonly version: number; readonly zh: string; readonly en: string }
  readonly state: string
  readonly stateName: { readonly zh: string; readonly en: string }
  readonly outcome: string
  readonly channel: string
  readonly department: string
  readonly receivedOn: string
  readonly acceptedOn: string | null
  readonly decidedOn: string | null
  readonly dueOn: string | null
  readonly dueBasis: Answer['dueBasis']
  readonly limits: readonly LimitView[]
  readonly timeline: readonly {
    readonly seq: number
    readonly type: string
    readonly zh: string
    readonly en: string
    readonly at: number
    readonly by: string
    readonly reasons: readonly string[]
    readonly hash: string
  }[]
  readonly documents: readonly {
    readonly number: string
    readonly kind: string
    readonly zh: string
    readonly issuedOn: string
  }[]
  readonly next: readonly NextStep[]
}

type LimitView = Pick<
  CaseLimit,
  'step' | 'fromOn' | 'dueOn' | 'dueAt' | 'provisional' | 'running' | 'basis'
> & {
  readonly zh: string
  readonly en: string
  readonly unit: string
  readonly amount: number
}

export function viewOf(ctx: Context, { row, events, fold, documents, item, claim }: LoadedCase): CaseView {
  const limits = limitsOf(limitRulesOf(item, claim), fold, ctx.calendar)
  const automatic = events.some((event) => event.actorSubject.startsWith('rules:'))
  return {
    caseNumber: row.caseNumber,
    item: { code: item.code, version: item.taskVersion, ...item.taskName },
    state: fold.state,
    stateName: STATE_NAMES[fold.state],
    outcome: row.outcome,
    channel: row.channel,
    department: row.departmentCode,
    receivedOn: fold.receivedOn,
    acceptedOn: fold.acceptedOn,
    decidedOn: fold.decidedOn,
    ...dueOf(earliestRunning(limits)),
    limits: limits.map(limitView),
    timeline: events.map(({ seq, type, at, actorKind, data, hash }) => ({
      seq,
      type,
      ...EVENT_NAMES[type],
      at,
      by: actorKind,
      reasons: Array.isArray(data.reasons) ? data.reasons.map(String) : [],
      hash,
    })),
    documents: documents.map(({ documentNumber, kind, issuedOn }) => ({
      number: documentNumber,
      kind,
      zh: isDocumentKind(kind) ? DOCUMENT_KINDS[kind].zh : kind,
      issuedOn,
    })),
    next: nextSteps(row.caseNumber, fold, automatic),
  }
}

function limitView(limit: CaseLimit): LimitView {
  const { step, length, fromOn, dueOn, dueAt, provisional, running, basis } = limit
  const { zh, en } = LIMIT_STEPS[step]
  const amount = length.unit === 'instant' ? 0 : length.value
  return { step, zh, en, unit: length.unit, amount, fromOn, dueOn, dueAt, provisional, running, basis }
}

export const isDocumentKind = (kind: string): kind is DocumentKind => Object.hasOwn(DOCUMENT_KINDS, kind)
