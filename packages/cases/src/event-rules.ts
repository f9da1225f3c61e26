/**
 * Who may take each step, and what the step must carry: a reason, a legal ground, a document 文书. Data only;
 * `may-happen.ts` reads it, and whoever takes a wrong step is told from it. A post 岗位 is limited by the region's
 * policy, not here. The machine's own documents are issued by intake in the same batch, so that only an official's
 * step is asked for the number of its document.
 */
import type { Role } from '@tongban/kernel'
import type { EventType } from './state.ts'

/** What the number of a document given with a step belongs to. */
export const STEP_DOCUMENTS = {
  acceptance: { zh: '受理通知书', en: 'notice of acceptance' },
  deemedAcceptance: { zh: '视为受理告知书', en: 'notice that the application is deemed accepted' },
  supplement: { zh: '补正告知书', en: 'notice of what is to be supplemented' },
  returned: { zh: '材料退回告知书', en: 'notice of returned papers' },
  notRequired: { zh: '不受理告知书', en: 'notice that no licence is needed' },
  notAccepted: { zh: '不予受理决定书', en: 'decision not to accept' },
  inspection: { zh: '核查笔录', en: 'record of the check' },
  thirdParty: { zh: '利害关系人告知书', en: 'notice to interested parties' },
  hearing: { zh: '听证笔录', en: 'record of the hearing' },
  suspension: { zh: '特别程序告知书', en: 'notice of the special procedure' },
  extension: { zh: '延长期限告知书', en: 'notice of the extension' },
  preliminary: { zh: '初步审查意见', en: 'preliminary opinion' },
  grant: { zh: '准予决定书', en: 'decision to grant' },
  deemedRenewal: { zh: '视为准予延续告知书', en: 'notice that the renewal is deemed granted' },
  refusal: { zh: '不予决定书', en: 'decision to refuse' },
  service: { zh: '送达回证', en: 'proof of service' },
  abandonment: { zh: '视为放弃告知书', en: 'notice that the application is taken as abandoned' },
  correction: { zh: '更正决定书', en: 'decision to correct' },
  annulment: { zh: '撤销决定书', en: 'decision to annul' },
  reopening: { zh: '重新办理告知书', en: 'notice that the case is reopened' },
} as const satisfies Record<string, { zh: string; en: string }>
export type StepDocument = keyof typeof STEP_DOCUMENTS

export type EventRule = {
  readonly roles: readonly Role[]
  readonly others: readonly ('applicant' | 'machine' | 'clock' | 'partner')[]
  readonly reason: boolean
  readonly ground: boolean
  readonly document: StepDocument | null
  /** The clause that gives the step, or null where it is this project's own. */
  readonly basis: string | null
}

const COUNTER: readonly Role[] = ['window', 'handler']
const DECIDERS: readonly Role[] = ['handler', 'chief', 'head', 'governmentHead']
/** 国务院办公厅关于加快推进政务服务“跨省通办”的指导意见: who receives does not decide, and who decides tells it. */
const ACROSS_REGIONS = '国办发〔2020〕35号'

const rule = (
  roles: readonly Role[],
  others: EventRule['others'],
  basis: string | null,
  document: StepDocument | null = null,
  ...needs: readonly ('reason' | 'ground')[]
): EventRule => ({
  roles,
  others,
  reason: needs.includes('reason'),
  ground: needs.includes('ground'),
  document,
  basis,
})

export const EVENT_RULES = {
  received: rule(COUNTER, ['applicant'], '行政许可法 29'),
  accepted: rule(COUNTER, ['machine'], '行政许可法 32(1)(五)', 'acceptance'),
  deemedAccepted: rule([], ['clock'], '行政许可法 32(1)(四)', 'deemedAcceptance'),
  supplementRequested: rule(COUNTER, ['machine'], '行政许可法 32(1)(四)', 'supplement', 'reason'),
  supplemented: rule(COUNTER, ['applicant'], '行政许可法 32(1)(五)'),
  returned: rule(COUNTER, ['machine'], '市场主体登记管理条例实施细则 18(3)', 'returned', 'reason'),
  notRequired: rule(COUNTER, [], '行政许可法 32(1)(一)', 'notRequired', 'reason'),
  notAccepted: rule(
    [...COUNTER, 'chief'],
    ['machine'],
    '行政许可法 32(1)(二)',
    'notAccepted',
    'reason',
    'ground',
  ),
  referred: rule(COUNTER, ['machine'], '个人信息保护法 24'),
  assigned: rule(['chief', 'head'], [], null),
  inspected: rule(['handler'], [], '行政许可法 34(3)', 'inspection'),
  // The machine where the region itself has issued the licence.
  licenceChecked: rule(['handler', 'chief'], ['machine'], '行政许可法 50'),
  thirdPartyNotified: rule(['handler', 'chief'], [], '行政许可法 36、47', 'thirdParty'),
  thirdPartyStated: rule(COUNTER, ['applicant'], '行政许可法 36'),
  hearingRequested: rule(COUNTER, ['applicant'], '行政许可法 47'),
  hearingHeld: rule(['handler', 'chief'], [], '行政许可法 48', 'hearing'),
  // A department of another region gives it there, and that region tells it 多地联办.
  opinionGiven: rule(['handler', 'chief'], ['partner'], '行政许可法 26(2)'),
  suspended: rule(['handler', 'chief'], [], '行政许可法 45', 'suspension', 'ground'),
  resumed: rule(['handler', 'chief'], [], '行政许可法 45'),
  extended: rule(['head', 'governmentHead'], [], '行政许可法 42', 'extension', 'reason'),
  forwarded: rule(['chief', 'head'], [], '行政许可法 35、43', 'preliminary'),
  signed: rule(DECIDERS, [], null),
  sentBack: rule(['chief', 'head', 'governmentHead'], [], null, null, 'reason'),
  granted: rule(DECIDERS, ['machine'], '行政许可法 38(1)', 'grant'),
  refused: rule(DECIDERS, [], '行政许可法 38(2)', 'refusal', 'reason', 'ground'),
  deemedGranted: rule([], ['clock'], '行政许可法 50(2)', 'deemedRenewal'),
  licenceIssued: rule([], ['clock'], '行政许可法 39、50'),
  delivered: rule(COUNTER, ['machine'], '行政许可法 44', 'service'),
  automaticDecisionDeclined: rule([], ['applicant'], '个人信息保护法 24'),
  withdrawn: rule([], ['applicant'], null),
  abandoned: rule(COUNTER, [], null, 'abandonment', 'ground'),
  corrected: rule(['chief', 'head'], [], null, 'correction', 'reason'),
  annulled: rule(['head', 'governmentHead'], [], '行政许可法 69', 'annulment', 'reason', 'ground'),
  reopened: rule(['chief', 'head'], [], null, 'reopening', 'reason', 'ground'),
  archived: rule(COUNTER, ['machine', 'clock'], null),
  fileAdded: rule(COUNTER, ['applicant'], '行政许可法 31'),
  identityRead: rule([...COUNTER, 'chief'], [], '个人信息保护法 6、51', null, 'reason'),
  legalHoldSet: rule(['auditor', 'head'], [], null, null, 'reason'),
  legalHoldLifted: rule(['auditor', 'head'], [], null, null, 'reason'),
  erased: rule([], ['clock'], '个人信息保护法 47'),
  transferred: rule([], ['machine'], ACROSS_REGIONS),
  takenOverElsewhere: rule([], ['partner'], ACROSS_REGIONS),
  acceptedElsewhere: rule([], ['partner'], '行政许可法 32(1)(五)'),
  supplementRequestedElsewhere: rule([], ['partner'], '行政许可法 32(1)(四)'),
  supplementForwarded: rule(COUNTER, ['applicant'], '行政许可法 32(1)(五)'),
  clockTold: rule([], ['partner'], '行政许可法 42、45'),
  withdrawalForwarded: rule([], ['applicant'], null),
  urged: rule(COUNTER, ['applicant'], null),
  decidedElsewhere: rule([], ['partner'], '行政许可法 38'),
  resultReceived: rule([], ['partner'], '行政许可法 44'),
  grantedElsewhere: rule([], ['partner'], '行政许可法 38(1)'),
  refusedElsewhere: rule([], ['partner'], '行政许可法 38(2)'),
  notAcceptedElsewhere: rule([], ['partner'], '行政许可法 32(1)(一)、(二)'),
  withdrawnElsewhere: rule([], ['partner'], null),
  abandonedElsewhere: rule([], ['partner'], null),
  returnedElsewhere: rule([], ['partner'], '市场主体登记管理条例实施细则 18(3)'),
  returnedByPartner: rule([], ['partner'], ACROSS_REGIONS),
  changedElsewhere: rule([], ['partner'], '行政许可法 69'),
  reopenedElsewhere: rule([], ['partner'], null),
  urgedByPartner: rule([], ['partner'], ACROSS_REGIONS),
  abandonmentUndone: rule([], ['partner'], ACROSS_REGIONS),
  fileReceived: rule([], ['partner'], ACROSS_REGIONS),
} as const satisfies Record<EventType, EventRule>

/** The rule of an event, with the width of its type. */
export const ruleOf = (event: EventType): EventRule => EVENT_RULES[event]
