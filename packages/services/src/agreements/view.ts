import { AGREEMENT_STATES, type Agreement, type AgreementState, reignOf } from '@tongban/exchange'
import type { ExchangeActRow } from '@tongban/store'
import { type ActView, actView } from '../partners/act.ts'
import { type Pending, pendingOf } from './pending.ts'
import type { Version } from './version.ts'

/** A version of an agreement as officials see it: the document that was signed, and what is still to be done. */
export type AgreementView = {
  readonly id: string
  readonly version: number
  readonly partner: string
  readonly state: AgreementState
  readonly stateZh: string
  readonly stateEn: string
  readonly agreement: Agreement
  /** SHA-256 of the canonical JSON of the document; what a second person confirms and both sides sign. */
  readonly digest: string
  readonly ownSignature: string | null
  readonly partnerSignature: string | null
  /** The notice by which it was ended, or not signed. */
  readonly closing: string | null
  /** First and last day on which it governs; null: on none yet. */
  readonly inForce: { readonly from: string; readonly until: string | null } | null
  readonly endedOn: string | null
  /** What awaits a second person here. */
  readonly pending: Pending | null
  /** What the partner has not been told yet, and why not. */
  readonly untold: string | null
  readonly lastReason: string | null
  readonly nextAt: number | null
  readonly proposedAt: number
  readonly effectiveAt: number | null
}

export function agreementView(version: Version, versions: readonly Version[]): AgreementView {
  const state = asState(version.state)
  return {
    id: version.id,
    version: version.version,
    partner: version.partner,
    state,
    stateZh: AGREEMENT_STATES[state].zh,
    stateEn: AGREEMENT_STATES[state].en,
    agreement: version.agreement,
    digest: version.digest,
    ownSignature: version.ownSignature,
    partnerSignature: version.partnerSignature,
    closing: version.closing,
    inForce: reignOf(version, versions),
    endedOn: version.endedOn,
    pending: pendingOf(version),
    untold: version.untold,
    lastReason: version.lastReason,
    nextAt: version.nextAt,
    proposedAt: version.proposedAt,
    effectiveAt: version.effectiveAt,
  }
}

/** Guarantee: states are written by these services alone. */
const asState = (text: string) => text as AgreementState

export type AgreementHistory = {
  readonly id: string
  /** Oldest first. */
  readonly versions: readonly AgreementView[]
  readonly acts: readonly ActView[]
}

export const historyOf = (
  id: string,
  versions: readonly Version[],
  acts: readonly ExchangeActRow[],
): AgreementHistory => ({
  id,
  versions: versions.map((version) => agreementView(version, versions)),
  acts: acts.map(actView),
})
