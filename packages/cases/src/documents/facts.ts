/**
 * The facts a document is made from. They are stored encrypted with it, so that its text can be made again and its
 * digest checked. A fact is a text as people say it, never a code; dates are civil dates.
 */
import type { Procedure } from '../grounds.ts'

export type DocumentReason = { readonly text: string; readonly basis: string; readonly cure: string | null }

/** The last day of a limit; provisional while the days of rest of a year it touches are not published. */
export type DueFact = { readonly on: string; readonly basis: string; readonly provisional?: boolean }

/** What the official states with a step. Names are those of the step's own fields where it has one. */
export type StepFacts = {
  readonly reasons?: readonly DocumentReason[]
  /** The law a decision rests on; in a special procedure, the procedure itself (专家评审). */
  readonly ground?: string
  /** What a special procedure or an extension rests on, such as 行政许可法 45. */
  readonly groundBasis?: string
  /** Lines of the result, such as 每月津贴：200 元. */
  readonly results?: readonly string[]
  /** Organ that is competent instead; null where it is not known. */
  readonly competentOrgan?: string | null
  /** The latest day for the next step of the organ and what that rests on; null where none runs. */
  readonly due?: DueFact | null | undefined
  /** The shorter limit the region has promised, and what an extension of the law's term does to it; absent where there is none. */
  readonly promised?: {
    readonly on: string
    readonly basis: string
    readonly provisional?: boolean
    readonly is: 'kept' | 'broken' | 'extended'
  }
  /** Last day for a supplement, or for an interested party to be heard. */
  readonly untilOn?: string
  /** The law by which a supplement not given in time counts as giving up, where there is one. */
  readonly abandonment?: string
  /** The day from which the law gives silence its effect: receipt, or the last day of the licence. */
  readonly effectiveOn?: string
  /** First day of a special procedure. */
  readonly fromOn?: string
  readonly neededWorkdays?: number
  /** Working days of an extension, and who approved it, such as 本机关负责人. */
  readonly workdays?: number
  readonly approvedBy?: string
  readonly inspectedOn?: string
  readonly heldOn?: string
  readonly servedOn?: string
  readonly place?: string
  /** Names of the officials who checked, examined or served. */
  readonly officials?: readonly string[]
  readonly findings?: readonly string[]
  /** Who else was there, with what they are: 李某（申请人）. */
  readonly participants?: readonly string[]
  /** Who leads a hearing: never somebody who examined the application (行政许可法 48(1)(三)). */
  readonly chair?: string
  readonly statements?: readonly string[]
  /** Why a hearing was not public; absent where it was. */
  readonly closedBecause?: string
  /** Interested parties, and which interest of theirs is touched. */
  readonly parties?: readonly string[]
  readonly interest?: string
  /** The superior organ a preliminary opinion goes to, what it proposes, and the papers that go with it. */
  readonly to?: string
  readonly opinion?: 'grant' | 'refuse'
  readonly attachments?: readonly string[]
  /** Documents served, such as 《准予决定书》（准〔2026〕…号）. */
  readonly served?: readonly string[]
  readonly receiver?: string
  /** How the receiver stands to the addressee, such as 本人. */
  readonly receiverIs?: string
  readonly method?: ServiceMethod
  /** Document that is corrected or annulled, named with its number. */
  readonly concerns?: string
  readonly changes?: readonly { readonly from: string; readonly to: string }[]
  /** Whose fault an annulled licence was (行政许可法 69(4)). */
  readonly fault?: 'organ' | 'holder'
  /** Whoever ordered the case reopened, and by which document. */
  readonly orderedBy?: string
  readonly order?: string
}

/** Ways of service 送达方式. */
export const SERVICE_METHODS = {
  direct: '直接送达',
  electronic: '电子送达',
  post: '邮寄送达',
  left: '留置送达',
  entrusted: '委托送达',
  announced: '公告送达',
} as const satisfies Record<string, string>
export type ServiceMethod = keyof typeof SERVICE_METHODS

/** What stands in every document, and what a machine says of its own result. */
export type DocumentFacts = StepFacts & {
  readonly caseNumber: string
  readonly itemName: string
  readonly applicantName: string
  /** Decides between 您 and 你单位. */
  readonly applicantKind: 'person' | 'soleTrader' | 'organisation' | 'agency'
  readonly organ: string
  readonly receivedOn: string
  readonly issuedOn: string
  /** Decides which law a text may cite; without it none is cited. */
  readonly procedure?: Procedure
  /** A machine alone made this result; the text then says so. */
  readonly automatic: boolean
  /** The applicant can refuse the automatic decision now; the text then says so. */
  readonly mayDecline: boolean
  readonly reasons: readonly DocumentReason[]
  readonly results: readonly string[]
  /** What the item rests on, such as 《中华人民共和国老年人权益保障法》第33条. */
  readonly legalBasis: readonly string[]
  /** The published rules the result was made by; null where people decide. */
  readonly rules: { readonly version: number; readonly hash: string } | null
  readonly due: DueFact | null
  readonly competentOrgan: string | null
  readonly remedies: {
    readonly reconsideration: string
    readonly litigation: string
    /** What can be done when no answer comes in time: reconsideration first (行政复议法 23). */
    readonly silence?: string
  } | null
  readonly phone: string
  /** Made in the development environment: the text then says that it has no effect. */
  readonly demonstration: boolean
}
