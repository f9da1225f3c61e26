/** What stands in the race of verifications: something that says whether a licence holds. Keys and lists are ready before. */
export type Contestant = {
  readonly name: string
  /** What its time holds and what not, for whoever reads the figures. */
  readonly says: string
  /** Verifies number `at` of the licences at hand; true when it holds. This alone is timed. */
  readonly verify: (at: number) => Promise<boolean> | boolean
}
