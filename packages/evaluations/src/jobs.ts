/** One line for the job list, and about how many rows something was done. */
export type EvaluationReport = { readonly outcome: string; readonly rows: number }

/** What cron asks of the Worker of the evaluations; each answers one line for the job list. */
export interface EvaluationJobs {
  /** Keeps the roll-ups behind services, ratings and orders. */
  rollUpEvaluations(): Promise<EvaluationReport>
  /** Looks for ratings nobody can have given: findings for the supervisors, never a deletion. Goes on from where it was. */
  detectFabrication(cursor: string | null): Promise<{ readonly cursor: string; readonly outcome: string }>
  /** Invitations that have run out; where the region insists on default ratings they are written apart. Goes on from where it was. */
  expireInvitations(cursor: string | null): Promise<{ readonly cursor: string } & EvaluationReport>
  /** Makes the reports to the national platform 国家政务服务平台; the outbox carries them. */
  reportEvaluations(): Promise<EvaluationReport>
}
