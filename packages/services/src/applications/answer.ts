import { type CaseFold, type CaseLimit, isClosed } from '@tongban/cases'
import { type Decision, datesInWords, type Hindrance, isRecord } from '@tongban/decisions'
import type { Json } from '@tongban/kernel'
import type { Text } from '@tongban/verifier'
import type { Context } from '../context.ts'
import type { EndedView } from '../licences/at-intake.ts'
import type { IssuedView } from '../licences/issue.ts'
import { licenceSteps, type ShownLicence } from '../licences/next-steps.ts'
import type { MaterialView } from '../materials/held.ts'

/**
 * What an applicant is answered, by intake and by pre-check alike: the outcome, every reason with its basis, the
 * result, until when the organ owes what, and what can be done next.
 */
export type Reason = {
  readonly rule: string
  readonly code: string | null
  readonly text: string
  readonly english: string
  readonly basis: string
  readonly cure: { readonly zh: string; readonly en: string } | null
  readonly dates: Readonly<Record<string, string>>
}

export type NextStep = {
  readonly action: string
  readonly href: string
  readonly zh: string
  readonly en: string
}

/** `transferred`: received here and handed over to the region that is competent. */
export type Outcome = 'approve' | 'supplement' | 'refer' | 'notAccepted' | 'transferred'

/** Where an application has gone. */
export type HandedOverTo = Text & {
  /** Division code of the handling region 办理地. */
  readonly region: string
  /** `online` 全程网办, `collect` 异地代收代办, `joint` 多地联办. */
  readonly mode: string
  readonly modeName: Text
  /** The agreement 协同协议, `id@version`. */
  readonly agreement: string
}

export type Answer = {
  readonly caseNumber: string | null
  readonly state: string | null
  readonly outcome: Outcome
  readonly reasons: readonly Reason[]
  readonly result: { readonly [name: string]: Json } | null
  /** What the grant issued, each as its holder keeps it. */
  readonly licences: readonly IssuedView[]
  /** Licences of this region that the grant has ended. */
  readonly ended: readonly EndedView[]
  /** Where the grant was to end one and this region had none to end; what follows. */
  readonly endedNote: Text | null
  readonly documents: readonly { readonly number: string; readonly kind: string }[]
  /** Each paper of the item: handed in, held by a register, missing, or not asked for, and why. */
  readonly materials: readonly MaterialView[]
  readonly dueOn: string | null
  readonly dueBasis: { readonly kind: string; readonly zh: string; readonly en: string } | null
  readonly next: readonly NextStep[]
  /** By what whoever applied can rate the service 评价码; null to officials and partners, who never see it. */
  readonly evaluation: Invited | null
  /** By what it can be looked at without signing in 查询码; null to partners, and where nothing was handed in. */
  readonly receipt: { readonly code: string } | null
  /** The region it was handed over to; null of what is decided here. */
  readonly handedOverTo: HandedOverTo | null
  /** Said where the region is a demonstration. */
  readonly notice: string | null
}

export const outcomeOf = (decision: Decision): Outcome =>
  decision.outcome === 'elsewhere' ? 'notAccepted' : decision.outcome

/** What an approval gives: the values of decision `result`, beside those of any further decision `result…`. */
export function resultOf({ result }: Pick<Decision, 'result'>): Answer['result'] {
  if (result === null) return null
  const { result: main, ...others } = result
  return isGroup(main) ? { ...main, ...others } : others
}

/** Guarantee: results are JSON made by the engine, whose objects hold no undefined values. */
const isGroup = (value: Json | undefined): value is { readonly [name: string]: Json } => isRecord(value)

export function reasonOf({ rule, code, zh, en, basis, cure, dates }: Hindrance): Reason {
  const told = datesInWords({ zh, en })
  return { rule, code, text: told.zh, english: told.en, basis, cure, dates }
}

export const dueOf = (limit: CaseLimit | undefined) =>
  limit === undefined ? { dueOn: null, dueBasis: null } : { dueOn: limit.dueOn, dueBasis: limit.basis }

/** What the applicant can do with the case now. */
export function nextSteps(
  caseNumber: string,
  fold: Pick<CaseFold, 'state' | 'handover' | 'automatic' | 'declinedOn' | 'annulledOn'>,
  automatic: boolean,
  licences: readonly ShownLicence[] = [],
): readonly NextStep[] {
  const at = `/approvals/v1/cases/${caseNumber}`
  const steps: NextStep[] = [
    { action: 'read', href: at, zh: '查看进度与期限', en: 'See progress and time limits' },
    ...licences.flatMap(licenceSteps),
  ]
  if (automatic) {
    steps.push({
      action: 'explanation',
      href: `${at}/explanation`,
      zh: '查看自动决定的理由',
      en: 'Read why it was decided so',
    })
    if (fold.automatic && fold.declinedOn === null && fold.annulledOn === null) {
      steps.push({
        action: 'refer',
        href: `${at}/refer`,
        zh: '拒绝自动决定，改由工作人员办理',
        en: 'Refuse the automatic decision; a person then decides',
      })
    }
  }
  if (fold.state === 'awaitingSupplement' || awaitsElsewhere(fold)) {
    steps.push({
      action: 'supplement',
      href: `${at}/supplement`,
      zh: '补正材料',
      en: 'Hand in what is missing',
    })
  }
  if (isUrgeable(fold)) {
    steps.push({ action: 'urge', href: `${at}/urge`, zh: '催办', en: 'Urge the competent region' })
  }
  if (!isClosed(fold.state) && !isOnItsWay(fold)) {
    steps.push({ action: 'withdraw', href: `${at}/withdraw`, zh: '撤回申请', en: 'Withdraw the application' })
  }
  return steps
}

export type Invited = { readonly token: string; readonly href: string }

/** What is said of the rating to whoever may give it: those who apply, by the token that only they are told. */
export function evaluationOf({ actor }: Pick<Context, 'actor'>, token: string | null) {
  if (token === null || actor.kind !== 'applicant') return { evaluation: null, evaluate: [] }
  const href = '/evaluations/v1/evaluations'
  const evaluate: NextStep = { action: 'evaluate', href, zh: '评价本次服务', en: 'Rate this service' }
  return { evaluation: { token, href }, evaluate: [evaluate] }
}

/** What can be done after a pre-check, of which nothing was stored. */
export const APPLY_NEXT: readonly NextStep[] = [
  {
    action: 'apply',
    href: '/approvals/v1/applications',
    zh: '提交申请（预检不保存任何内容）',
    en: 'Apply (nothing of this pre-check was stored)',
  },
]

/** Whether the competent region has asked the applicant for more, and has not been answered. */
export const awaitsElsewhere = ({ state, handover }: Pick<CaseFold, 'state' | 'handover'>): boolean =>
  state === 'transferred' &&
  handover?.decidedOn === null &&
  handover.supplementAskedOn !== null &&
  handover.supplementSentOn === null

const isUrgeable = ({ state, handover }: Pick<CaseFold, 'state' | 'handover'>): boolean =>
  state === 'transferred' && handover?.decidedOn === null

/** Decided there, or withdrawn already: what is to come comes from there. */
const isOnItsWay = ({ state, handover }: Pick<CaseFold, 'state' | 'handover'>): boolean =>
  state === 'transferred' && (handover?.decidedOn !== null || handover.withdrawalSentOn !== null)

export const DEMONSTRATION = '演示数据，不具效力 demonstration data, without effect'
