/** What the project has set itself. A target that is missed is said, and does not fail the run; a wrong answer does. */
export const TARGETS = {
  /** Requests per second of intake, of the baseline's. */
  intakeRatio: 0.8,
  /** Ratings a second, of the baseline's. */
  ratingRatio: 0.8,
  /** One traced decision of the 40 rules. */
  decisionMicroseconds: 2,
  /** Each Worker, compressed; kB of 1,000 bytes. */
  bundleGzipKilobytes: 250,
  moduleStartMilliseconds: 60,
  /** Verifications a second, of those of one bare signature check. */
  verifyRatios: { whole: 0.75, three: 0.6, eight: 0.45, repeated: 2, sm2: 0.18 },
  /** Requests per second of public verification, of those of a bare Worker that checks one signature. */
  httpVerifyRatio: 0.7,
  /** Receipted deliveries a second, of those of the bare pair: one message a request, and fifty. */
  deliveryRatios: { single: 0.6, batched: 0.6 },
  /** From handing in at one region to the decision of the other being shown there. */
  handOverMilliseconds: 250,
  /** Everything given that is due among a million open clocks, ten thousand of them; and what that takes. */
  sweepSeconds: 2,
  sweepStatementsPerThousand: 10,
  /** Each entry of the verifier package, compressed; kB of 1,000 bytes. */
  verifierGzipKilobytes: 35,
} as const
