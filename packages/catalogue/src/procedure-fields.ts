/**
 * What an item says about the officials' work on it: forwarding to a superior organ (行政许可法 35, 43), joint handling
 * (42(2)), renewal (50), checks by two officials (34(3)), giving up, further special procedures (45), and the posts 岗位
 * that may take a step. Figures of the law stand with their article; what a region decides stands in its claim.
 */
import type { Basis, Text } from './item.ts'

/**
 * Departments that handle an item together. At once, acceptance counts for all of them; one after the other, each
 * begins with the written opinion before it. Which department it is in a region, and its days, are in the claim.
 */
export type JointHandling = {
  readonly mode: 'simultaneous' | 'sequential'
  readonly stages: readonly ({ readonly code: string } & Text)[]
}
/**
 * A region's own part of joint handling: the department of a stage and the working days it has, 本地配置. Where the stage is
 * another region's (多地联办), that region and its department: it gives its opinion by an agreement, and this region leads.
 */
export type StageClaim = {
  readonly stage: string
  readonly department: string
  readonly workdays: number
  readonly region?: string
}

/** How a stage's department is named in a case: one of another region by both. */
export const stageDepartment = ({ department, region }: Pick<StageClaim, 'department' | 'region'>): string =>
  region === undefined ? department : `${region}:${department}`

/** An application to go on with a licence that ends: not decided at expiry, it counts as granted (50(2)). */
export type Renewal = {
  /** Situations in which the application asks for that. */
  readonly situations: readonly string[]
  /** Calendar days before expiry by which it is applied for in time. */
  readonly daysBefore: number
  /** Dotted path in the application of the last day of the licence held now. */
  readonly expiresOnPath: string
  readonly basis: Basis
}

/** A special procedure that stops the clock beside those of 行政许可法 45. Without an article it stops nothing. */
export type SuspensionGround = { readonly code: string; readonly basis: Basis } & Text

/** Steps a region may keep for certain posts; the names are those of the events they make. */
export const POSTED_STEPS = [
  'accepted',
  'supplementRequested',
  'returned',
  'notRequired',
  'notAccepted',
  'assigned',
  'inspected',
  'thirdPartyNotified',
  'hearingHeld',
  'opinionGiven',
  'suspended',
  'resumed',
  'extended',
  'forwarded',
  'signed',
  'granted',
  'refused',
  'delivered',
  'abandoned',
  'corrected',
  'annulled',
  'reopened',
  'archived',
] as const
export type PostedStep = (typeof POSTED_STEPS)[number]

/** 行政许可法 50(1): thirty days, unless a law, regulation or rule says otherwise. */
export const RENEWAL_DAYS = 30

/** The fields of an item that officials work by. */
export type ProcedureFields = {
  /** Examined by the lower organ and decided by its superior; no paper is asked for twice (35, 43). */
  readonly forwards?: true
  readonly joint?: JointHandling
  readonly renewal?: Renewal
  /** The law by which a supplement not given in time counts as giving up, where the item's own law says so. */
  readonly abandonment?: Basis
  readonly suspensionGrounds?: readonly SuspensionGround[]
  /** What asks for a check of the facts by two officials 核查 before a decision (34(3)). */
  readonly inspection?: Basis
  /** Who is told where the decision touches a major interest of others (36, 47). */
  readonly interestedParties?: Text
}

/** What a region adds to them in its claim. Printed as 本地配置 where it rests on no local law. */
export type ProcedureClaim = {
  readonly stages?: readonly StageClaim[]
  /** The local law by which a supplement not given in time counts as giving up. */
  readonly abandonment?: Basis
  /** Grounds that local law adds to those of the item's procedure, each with its article. */
  readonly suspensionGrounds?: readonly SuspensionGround[]
  /** Posts 岗位 that may take a step, by the name of its event, where the region limits them. */
  readonly posts?: Readonly<Partial<Record<PostedStep, readonly string[]>>>
  /** The promised limit moves with an extension of the statutory one. */
  readonly promiseExtends?: true
  /** Working days given for a supplement, told with the notice. */
  readonly supplementWorkdays?: number
  /** Figures in place of the region’s for how often and how long a step may be taken. */
  readonly caps?: Partial<StepCaps>
}

/** How often one person may state, checks be recorded, and how long a special procedure may be told to need. */
export const CAPPED = ['statements', 'inspections', 'suspensionWorkdays'] as const
export type StepCaps = Readonly<Record<(typeof CAPPED)[number], number>>
