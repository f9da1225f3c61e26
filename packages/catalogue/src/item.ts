/**
 * What a service item 政务服务事项 is: versioned and dated, with the fields of the national catalogue table
 * (names as there) and what the flow of a case needs. A real national code is entered only where it was read;
 * a code of this project's own says `local: true`.
 */

import type { FactDefinition } from '@tongban/decisions/runtime'
import type { RealNameLevel } from '@tongban/kernel'
import type * as z from 'zod'
import type { EndedLicence, IssuedLicence } from './item-licence.ts'
import type { ProcedureFields } from './procedure-fields.ts'
import type { Theme } from './themes.ts'

/** Chinese first, English beside. */
export type Text = { readonly zh: string; readonly en: string }

export type Code = { readonly value: string; readonly local: boolean }

/** 事项类型. */
export const TASK_TYPES = {
  licence: { zh: '行政许可', en: 'administrative licence' },
  registration: { zh: '行政登记', en: 'registration' },
  benefit: { zh: '行政给付', en: 'benefit' },
  confirmation: { zh: '行政确认', en: 'confirmation' },
  publicService: { zh: '公共服务', en: 'public service' },
} as const satisfies Record<string, Text>
/** The procedure that governs the case: 行政许可法 32–50, 市场主体登记管理条例 19, or the region's promise. */
export type Procedure = keyof typeof TASK_TYPES

/** 行使层级. */
export type UseLevel = 'national' | 'province' | 'city' | 'county' | 'township'
/** 服务对象. */
export type ServerType = 'person' | 'soleTrader' | 'organisation' | 'agency'
/** 到办事现场次数 0 means no visit at all. */
export type HandleType = 'online' | 'window' | 'selfService' | 'post'
/** 跨省通办 modes (国办发〔2020〕35号): 全程网办, 异地代收代办, 多地联办; `local` without agreement. */
export type HandleMode = 'online' | 'collectElsewhere' | 'joint' | 'local'

/** What a limit or a retention period rests on. `promise` is the region's own word, printed as 本地配置. */
export type Basis = { readonly kind: 'law' | 'localLaw' | 'promise' } & Text

export type LimitStep =
  | 'notice'
  | 'decision'
  | 'extension'
  | 'jointDecision'
  | 'jointExtension'
  | 'delivery'
  | 'answerToApplication'
/** A limit of time; its length is a figure of the law or a parameter the region sets. */
export type Limit = {
  readonly step: LimitStep
  readonly amount: number | { readonly parameter: 'promisedWorkdays' | 'noticeWorkdays' }
  readonly unit: 'workday' | 'calendarDay' | 'month' | 'hour' | 'instant'
  readonly basis: Basis
}

/** 设定依据: an act and its article, or what the region has to name. */
export type LegalBasis = { readonly act: string; readonly article: string; readonly note: Text }

/** 材料. */
export type Material = {
  readonly orderNum: number
  readonly code: string
  readonly materialName: Text
  /** 必要性: always, in named situations, or not asked when a source gives it. */
  readonly isNeed: 'required' | 'conditional' | 'notNeeded'
  readonly situations: readonly string[]
  readonly sourceType: 'applicant' | 'government' | 'thirdParty'
  readonly format: 'data' | 'electronic' | 'paper' | 'either'
  /** 免提交: how it is had without asking the applicant, or `null` where it must be handed in. */
  readonly exemption: Text | null
  /** What stands for the paper so that it is not asked for; without it nothing but the paper does. */
  readonly heldBy?: HeldBy
  readonly byLaw: string
}

/** A register's record about the matter, or an answer in the form at a dotted path that is one of those named. */
export type HeldBy =
  | { readonly source: string }
  | { readonly formPath: string; readonly in: readonly (string | boolean)[] }

/** 情形. */
export type Situation = { readonly code: string; readonly name: Text; readonly when: Text }

/** Which region is competent, and where its division code is found. */
export type Competence = {
  readonly by: 'hukou' | 'residence' | 'premises' | 'project' | 'issuer' | 'destination' | 'any'
  /** Fact that gives the division code; `choose` where the applicant's answer picks between facts. */
  readonly fact?: string
  readonly choose?: { readonly fact: string; readonly options: Readonly<Record<string, string>> }
  /** For items without facts: path in the form. */
  readonly formPath?: string
}

/** Something the application says: a value at a dotted path of its body that is one of those named. */
export type Circumstance = { readonly path: string; readonly in: readonly string[] }

/** How the record a source is asked for is named. */
export type SourceKey = {
  readonly source: string
  /**
   * Dotted paths in the application body (`applicant.idNumber`, `form.permit.number`) or `submitter.idNumber`;
   * several are joined by `|`. A path without a value: the source is not asked. Where a source is named twice, the
   * circumstances exclude each other.
   */
  readonly keyPaths: readonly string[]
  /**
   * The first path is a list, asked entry by entry, each with the values of the other paths: the reading's record is
   * `{ found: [records], missing: number }`.
   */
  readonly many?: true
  /** Of a list, what of the record of one entry is asked for: the facts name the list alone. */
  readonly eachFields?: readonly string[]
  /**
   * A type of licence this region issues itself: what its own registry has of the person concerned under the last of the
   * paths comes before what the source says.
   */
  readonly own?: string
  /** The source is asked only in one of these circumstances (在线政务服务规定 7); without it always. */
  readonly when?: readonly Circumstance[]
}

export type ImpactAssessment = {
  readonly number: string
  readonly assessedOn: string
  readonly summary: Text
}
export type PrivacyNotice = { readonly version: string } & Text

export type Item = ProcedureFields & {
  /** URL-friendly name, the identity of the item across its versions. */
  readonly code: string
  readonly catalogCode: Code
  /** National handling-item code 国家业务办理项编码, where one was read. */
  readonly nationalHandleItem: string | null
  readonly taskName: Text
  /** What people call it, beside its name: it is found by these too. */
  readonly alsoCalled: readonly string[]
  /** 主题: where it stands in the hall. */
  readonly theme: Theme
  readonly taskType: Procedure
  readonly procedure: Procedure
  readonly useLevel: readonly UseLevel[]
  readonly deptType: 'organ' | 'authorisedOrganisation'
  readonly byLaw: readonly LegalBasis[]
  readonly acceptCondition: Text
  /** 办件类型: 1 即办件 instant, 2 承诺件 committed. */
  readonly projectType: 1 | 2
  readonly limits: readonly Limit[]
  readonly anticipateExplain: Text
  readonly limitSceneNum: number
  readonly handleType: readonly HandleType[]
  readonly handleMode: HandleMode
  readonly serverType: readonly ServerType[]
  readonly specialProcedure: readonly Text[]
  readonly handleFlow: readonly Text[]
  /** What comes after the result 后续事项, told with it. */
  readonly nextSteps: readonly Text[]
  /** Signatures a decision by people needs 最多签两次, roles in order. */
  readonly signatures: readonly ('handler' | 'chief' | 'head' | 'governmentHead')[]
  readonly isFee: boolean
  readonly fee: { readonly parameter: 'fee' } | null
  readonly linkWay: 'regionProfile'
  readonly superviseWay: 'regionProfile'
  readonly taskVersion: number
  readonly taskState: 'inUse' | 'suspended' | 'cancelled'
  /** First and last civil day in force; `null`: until further notice. */
  readonly planEffectiveDate: string
  readonly planCancelDate: string | null
  readonly onlineHandleDepth: 1 | 2 | 3 | 4
  readonly isEntryCenter: boolean
  readonly isExpress: boolean
  readonly materials: readonly Material[]
  readonly situations: readonly Situation[]
  readonly competentBy: Competence
  readonly quota: boolean
  readonly thirdPartyInterest: boolean
  readonly minimumRealNameLevel: RealNameLevel
  readonly publicity: 'decisionPublic' | 'numberPublic' | 'notPublic'
  readonly confidentiality: Text
  readonly retention: { readonly years: number; readonly from: 'decision'; readonly basis: Basis }
  readonly impactAssessment: ImpactAssessment | null
  readonly privacyNotice: PrivacyNotice | null
  /** `auto`: decided by published rules when they say approve. `none`: people decide. */
  readonly automatic: 'auto' | 'none'
  /**
   * Dotted paths in the application body (`applicant.idNumber`, `form.permitNumber`) that together name the matter
   * granted once only: while a grant for it stands, nothing more is approved automatically. Absent: any number.
   */
  readonly oneGrantPer?: readonly [string, ...string[]]
  /** Words for the values of a result, by name, as documents show them. */
  readonly resultLabels?: Readonly<Record<string, Text>>
  /** Values of the result a person states anew when an approval is audited: plain texts, days or figures, no lists. */
  readonly auditedResults?: readonly string[]
  /** Figures of a result that only the region's standard gives: the parameters that hold them, by name of the value. */
  readonly resultStandards?: Readonly<Record<string, readonly string[]>>
  /** The e-licence 电子证照 a grant issues. */
  readonly issues?: IssuedLicence
  /** The e-licence a grant cancels 注销. */
  readonly ends?: EndedLicence
  readonly form: z.ZodType
  readonly facts: readonly FactDefinition[]
  readonly sources: readonly SourceKey[]
  readonly parameters: z.ZodType
}
