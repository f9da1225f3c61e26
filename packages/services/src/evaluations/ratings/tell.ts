import { civilDateAt } from '@tongban/calendar'
import type { Level, RatingChannel } from '@tongban/evaluations'
import type { EpochMs } from '@tongban/kernel'
import { moveHandoverOut } from '@tongban/store'
import type { LoadedCase } from '../../cases/load.ts'
import type { Context } from '../../context.ts'
import { type Told, tellPlainly } from '../../handovers/tell.ts'
import type { RatingContent } from './told-content.ts'

/**
 * Tells the region a rating is about 评价转送 (谁办理谁负责): numbered and sealed before the batch that writes the rating, and
 * written in it. All that is said is sealed to that region's office: the department that is rated reads the open part of what
 * is told of its cases. Of an anonymous rating nobody is told who gave it.
 *
 * For the caller: run it within `whereSealed`, put `told.statements` into the batch that writes the rating, call
 * `sendTold(ctx, told)` once it is written; a conflict in `exchange_messages` means that something else was told at the same
 * time, and the case is to be read anew (`again` of handovers/tell-beside.ts).
 */
export type RatingTold = {
  /** Region whose service it is, and the service as that region numbers it: `region` and `there_number` of the service. */
  readonly partner: string
  readonly serviceNumber: number
  /** 1: the rating; 2: its amendment or supplement. */
  readonly revision: number
  readonly level: Level
  readonly options: readonly string[]
  /** Version of the option dictionary they are of. */
  readonly dictionary: string
  readonly anonymous: boolean
  readonly channel: RatingChannel
  readonly at: EpochMs
  /** What was said in words; null: nothing. */
  readonly text: string | null
  /** Name of whoever signed in to rate; null where the token alone was shown. Left out where the rating is anonymous. */
  readonly evaluatorName: string | null
}

export function tellEvaluated(
  ctx: Context,
  { handovers }: Pick<LoadedCase, 'handovers'>,
  rating: RatingTold,
): Promise<Told> {
  const { partner, at, options, evaluatorName, ...said } = rating
  const handover = handovers.find((row) => row.partner === partner)
  if (handover === undefined) throw new Error('a rating is told to a region that has no part in the case')
  const content: RatingContent = {
    ...said,
    revision: said.revision === 2 ? 2 : 1,
    options: [...options],
    evaluatorName: rating.anonymous ? null : evaluatorName,
  }
  return tellPlainly(
    ctx,
    handover,
    { type: 'case.evaluated', data: { at, on: civilDateAt(at) }, personal: content },
    ({ caseNumber, outSeq: seq, outHead: digest }) =>
      moveHandoverOut({ caseNumber, partner, seq, digest, now: ctx.clock.now() }),
  )
}
