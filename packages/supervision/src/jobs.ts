/** What cron asks of the Worker of the supervision desk; each answers one line for the job list. */
export interface OversightJobs {
  /** Gives every stage that has become due: notices, cards, lines of the bulletin. */
  sweepStages(): Promise<string>
}
