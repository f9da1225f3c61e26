import type { LicenceDraft } from '@tongban/licences'

/** What one application does to the database, as it was seen: the texts and the very bytes. */
export type Recorded = { readonly sql: string; readonly params: readonly (string | number | null)[] }

/**
 * What is a person's or an application's own, by name, as it is kept in the database: no two applications share any of
 * them. The index of the Idempotency-Key; those by which records in the registers, cases and grants are found; of a
 * licence its serial, its identifier, the places drawn in the status list and the one taken.
 */
export type Keys = Readonly<Record<string, string>>

/** What differs from application to application; the case number is made by whoever applies. */
export type Own = Keys & { readonly caseNumber: string }

export type Recording = {
  readonly read: readonly Recorded[]
  readonly write: readonly Recorded[]
  /** What the licences Worker was asked to sign between the two; null where nothing was. */
  readonly drafts: readonly LicenceDraft[] | null
  /** The answer's body. */
  readonly answer: string
  /** As it stands in the texts above. */
  readonly own: Own
}

export type Recordings = {
  readonly all: readonly Recording[]
  /** Whose keys the baseline binds, one person for each application. */
  readonly people: readonly Keys[]
  /** Leases a block of case numbers; in the read batch of every `leaseEvery`-th application. */
  readonly lease: Recorded
  readonly leaseEvery: number
}

export const APPLY = '/approvals/v1/applications'
export const isLease = ({ sql }: Recorded) => sql.includes('case_sequences')
