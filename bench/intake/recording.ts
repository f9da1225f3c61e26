/** What one application does to the database, as it was seen: the texts and the very bytes. */
export type Recorded = { readonly sql: string; readonly params: readonly (string | number | null)[] }

/** The keys of one person, as they are kept in the database: no two applications share any of them. */
export type Keys = {
  /** Of the Idempotency-Key. */
  readonly key: string
  /** By which their records in the registers are found. */
  readonly person: string
  readonly account: string
  /** By which their cases, and what they were granted, are found. */
  readonly party: string
  readonly matter: string
}

/** What differs from application to application. */
export type Own = Keys & { readonly caseNumber: string }

export type Recording = {
  readonly read: readonly Recorded[]
  readonly write: readonly Recorded[]
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
