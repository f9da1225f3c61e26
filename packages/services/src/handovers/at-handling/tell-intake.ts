import type { Appended } from '@tongban/cases'
import { type HandoverRow, insertHandover } from '@tongban/store'
import type { Answer } from '../../applications/answer.ts'
import type { Assessment } from '../../applications/assess.ts'
import type { Issued } from '../../applications/issue-document.ts'
import type { Context } from '../../context.ts'
import type { LicencesOfGrant } from '../../licences/at-intake.ts'
import { NO_PAPERS } from '../papers.ts'
import { type Told, tellPartners } from '../tell.ts'
import type { About } from '../telling.ts'

/** What the region that took an application in is told of its intake here, with the hand-over that begins with it. */
export function tellIntake(
  ctx: Context,
  about: About,
  { events, fold }: Appended,
  {
    answer,
    document,
    licences,
    rules,
  }: {
    readonly answer: Answer
    readonly document: Issued | null
    readonly licences: LicencesOfGrant
    readonly rules: Assessment['rules']
  },
): Promise<Told> {
  const { reasons, result } = answer
  const by = rules === null ? null : { id: rules.id, version: String(rules.version), hash: rules.hash }
  const papers = {
    ...NO_PAPERS,
    documents: document === null ? [] : [document.paper],
    licences: licences.issued,
    decided: { reasons, result, rules: by },
  }
  return tellPartners(ctx, { ...about, events }, events, fold, papers, insertHandover)
}

/** A hand-over as it begins here, with the id of the message that opened it: what is answered names it. */
export type Begun = HandoverRow & { readonly submission: string }

/** How the receipt of a case that a partner took in tells of the hand-over; its own instant is that of the partner. */
export const receiptOf = (
  { partner, mode, transferredAt, handlerReceivedAt, submission }: Begun,
  /** Of a part in joint handling. */
  stage?: string,
) => ({
  receivingRegion: partner,
  mode,
  transferredAt,
  handlerReceivedAt,
  message: submission,
  ...(stage === undefined ? {} : { stage }),
})
