import type { SettledFact } from '@tongban/decisions'
import { type Json, ok, type Result, sha256Hex } from '@tongban/kernel'
import { typeOf } from '@tongban/licences'
import type { LicenceRow, Statement } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import { resultOf } from '../applications/answer.ts'
import type { Assessment } from '../applications/assess.ts'
import type { Context } from '../context.ts'
import { MACHINE } from './actor.ts'
import { licenceStatusStatements } from './change.ts'
import type { Slot } from './draw.ts'
import { type IssuedView, type IssueFailure, prepareIssue } from './issue.ts'
import { wantedOf } from './of-grant.ts'

/**
 * What a grant does to licences, for the batch of the decision: it issues one, signed before anything is written, or
 * cancels 注销 one this region had issued (行政许可法 70). Its event names both, with the digest of what was signed.
 */
export type LicencesOfGrant = {
  readonly statements: readonly Statement[]
  readonly issued: readonly IssuedView[]
  readonly ended: readonly EndedView[]
  /** Licences of the case as they stand afterwards. */
  readonly after: readonly LicenceStanding[]
  /** For the event of the grant. */
  readonly data: { readonly [name: string]: Json }
}

export type LicenceStanding = Pick<LicenceRow, 'identifier' | 'type' | 'state' | 'validFrom' | 'validUntil'>

export type EndedView = {
  readonly identifier: string
  readonly type: string
  readonly typeName: Text
  readonly state: string
}

export const NO_LICENCES: LicencesOfGrant = { statements: [], issued: [], ended: [], after: [], data: {} }

/** Whether a grant of this assessment has to wait for a signature. */
export const issuesLicence = ({ item, decision }: Pick<Assessment, 'item' | 'decision'>): boolean =>
  decision.outcome === 'approve' && item.issues !== undefined

/** Throws nothing a caller has to mend: without a signer the failure says so, and nothing was written. */
export async function licencesAtIntake(
  ctx: Context,
  assessment: Assessment,
  caseNumber: string,
  slot: Slot | null,
  applicantIndex: Promise<string>,
): Promise<Result<LicencesOfGrant, IssueFailure>> {
  const { item, decision } = assessment
  if (decision.outcome !== 'approve') return ok(NO_LICENCES)
  if (item.issues === undefined && item.ends === undefined) return ok(NO_LICENCES)
  const [issued, ended] = await Promise.all([
    item.issues === undefined
      ? ok(NO_LICENCES)
      : issueAtIntake(ctx, assessment, { caseNumber, slot, applicantIndex }),
    item.ends === undefined ? NO_LICENCES : endAtIntake(ctx, assessment, caseNumber),
  ])
  return issued.ok ? ok(bothOf(issued.value, ended)) : issued
}

async function issueAtIntake(
  ctx: Context,
  assessment: Assessment,
  {
    caseNumber,
    slot,
    applicantIndex,
  }: {
    readonly caseNumber: string
    readonly slot: Slot | null
    readonly applicantIndex: Promise<string>
  },
): Promise<Result<LicencesOfGrant, IssueFailure>> {
  const { application, item, claim, decision, handledAt, receivedOn } = assessment
  const wanted = wantedOf(ctx, {
    item,
    application,
    facts: knownFacts(decision.facts),
    result: resultOf(decision),
    caseNumber,
    department: claim.department,
    receivedOn,
    at: handledAt,
    actor: MACHINE,
    // What only people grant is replaced by people.
    replaced: undefined,
  })
  if (slot === null || wanted === null) throw new Error('a licence is issued without a place for it')
  const prepared = await prepareIssue(ctx, [{ ...wanted, holderIndex: applicantIndex }], slot)
  if (!prepared.ok) return prepared
  const { statements, issued } = prepared.value
  return ok({ ...NO_LICENCES, statements, issued, data: await namedInEvent(issued) })
}

/** Facts a decision was made with whose value was known, by name. */
export const knownFacts = (facts: readonly SettledFact[]): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    facts.flatMap(({ name, status, value }) =>
      status === 'known' && value !== undefined ? [[name, value]] : [],
    ),
  )

/** How the event of a grant names the licence it issued. */
export async function namedInEvent(issued: readonly IssuedView[]): Promise<LicencesOfGrant['data']> {
  const [licence] = issued
  if (licence === undefined) return {}
  return { licence: licence.identifier, credentialDigest: await sha256Hex(licence.credential) }
}

/** The one that was read for the rules: they have looked at its state, and at whose it is. */
async function endAtIntake(
  ctx: Context,
  { item, licencesUsed, handledAt }: Assessment,
  caseNumber: string,
): Promise<LicencesOfGrant> {
  const found = licencesUsed.find(({ row }) => row.type === item.ends?.type)
  return found === undefined
    ? NO_LICENCES
    : cancelled(ctx, found.row, { caseNumber, at: handledAt, actor: MACHINE })
}

/** 注销 by a grant. One that has ended already is left as it is. */
export async function cancelled(
  ctx: Pick<Context, 'keys' | 'ids'>,
  row: LicenceRow,
  {
    caseNumber,
    at,
    actor,
  }: { readonly caseNumber: string; readonly at: number; readonly actor: typeof MACHINE },
): Promise<LicencesOfGrant> {
  if (!STANDING.includes(row.state)) return NO_LICENCES
  const happening = { type: 'cancel', at, actor, data: { caseNumber } }
  const { statements, licence } = await licenceStatusStatements(ctx, row, 'cancelled', happening)
  return {
    ...NO_LICENCES,
    statements,
    ended: [endedView(licence)],
    data: { cancelledLicence: row.identifier },
  }
}

/** States of a licence that is not over for good. */
export const STANDING: readonly string[] = ['valid', 'suspended', 'other']

export const endedView = ({ identifier, type, typeVersion, state }: LicenceRow): EndedView => ({
  identifier,
  type,
  typeName: typeOf(type, typeVersion)?.name ?? { zh: type, en: type },
  state,
})

const bothOf = (a: LicencesOfGrant, b: LicencesOfGrant): LicencesOfGrant => ({
  statements: [...a.statements, ...b.statements],
  issued: [...a.issued, ...b.issued],
  ended: [...a.ended, ...b.ended],
  after: [...a.after, ...b.after],
  data: { ...a.data, ...b.data },
})
