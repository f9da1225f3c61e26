import type { CaseFold } from '@tongban/cases'
import type { Deadline } from '@tongban/exchange'
import type { HandoverRow } from '@tongban/store'

/** The hand-over by which another region has the case now, or decided it; undefined where it is this region's own. */
export const handoverAway = ({
  fold,
  handovers,
}: {
  readonly fold: Pick<CaseFold, 'handover'>
  readonly handovers: readonly HandoverRow[]
}): HandoverRow | undefined =>
  fold.handover === null
    ? undefined
    : handovers.find(({ role, partner }) => role === 'receiving' && partner === fold.handover?.region)

/** The limit that runs in the handling region, as that region has last told it; both show this and reckon nothing anew. */
export function deadlineTold(loaded: Parameters<typeof handoverAway>[0]): Deadline | null {
  const row = handoverAway(loaded)
  return row === undefined || row.deadline === null ? null : asDeadline(JSON.parse(row.deadline))
}

/** Guarantee: the text was stored from a message whose open part the exchange has checked. */
const asDeadline = (value: unknown) => value as Deadline
