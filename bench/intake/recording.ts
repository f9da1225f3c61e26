/** What one application does to the database, as it was seen: the texts and the very bytes. */
export type Recorded = { readonly sql: string; readonly params: readonly (string | number | null)[] }

export type Recording = {
  readonly read: readonly Recorded[]
  readonly write: readonly Recorded[]
  /** The answer's body. */
  readonly answer: string
  /** What must differ from application to application, as it stands in the texts above. */
  readonly caseNumber: string
  /** As they are kept in the database. */
  readonly key: string
  readonly matter: string
}

export type Recordings = {
  readonly all: readonly Recording[]
  /** Leases a block of case numbers; in the read batch of every `leaseEvery`-th application. */
  readonly lease: Recorded
  readonly leaseEvery: number
}

export const APPLY = '/approvals/v1/applications'
export const isLease = ({ sql }: Recorded) => sql.includes('case_sequences')
