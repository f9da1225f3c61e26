/** One line for the job list, and about how many rows something was done. */
export type JobReport = { readonly outcome: string; readonly rows: number }

/** What cron asks of the Worker of the supervision desk; each answers one line for the job list. */
export interface OversightJobs {
  /** Gives every stage that has become due: notices, cards, lines of the bulletin. */
  sweepStages(): Promise<JobReport>
  /** Proposed cards that nobody has looked at in time stand. */
  lapseCards(): Promise<JobReport>
  /** Finds what no clock shows, going on from where it was; answers where the next run goes on. */
  findMatters(cursor: string | null): Promise<{ readonly cursor: string } & JobReport>
  /** Makes one message a receiver of all that is due to be told, once the sweep has caught up. */
  deliverNotices(): Promise<string>
  /** Sends those messages to where receivers are reached outside this site. */
  sendMessages(): Promise<JobReport>
  /** Keeps the roll-ups behind the events of the cases. */
  rollUp(): Promise<string>
  /** Digests of days that are over, and the draft of the month's bulletin. */
  draftBulletins(): Promise<string>
  /** Makes the reports to the superior platform. */
  reportCases(): Promise<string>
}
