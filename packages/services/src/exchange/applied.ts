import type { Applied, OpenedMessage } from '@tongban/exchange'
import { finishInMessage, moveHandoverIn, type Statement } from '@tongban/store'

/**
 * That a message was applied, or refused for good: for the batch of whoever applies it, so that both happen or neither.
 * A refused one takes up its number as well: those after it go on. Its sender is told by the verdict made from this row.
 */
export type Finished = Extract<Applied, { readonly state: 'applied' | 'refused' }>

export function appliedStatements(
  { message, digest }: Pick<OpenedMessage, 'message' | 'digest'>,
  finished: Finished,
  now: number,
): readonly Statement[] {
  const { source: partner, subject: caseNumber, id, seq } = message
  const { state } = finished
  const reason = finished.state === 'refused' ? reasonText(finished) : null
  return [
    finishInMessage({ partner, id, state, reason, now }),
    moveHandoverIn({ partner, caseNumber, seq, digest, now }),
  ]
}

type Reason = { readonly code: string; readonly zh: string; readonly en: string }

const reasonText = ({ code, zh, en }: Reason): string => JSON.stringify({ code, zh, en })

/** As `reasonText` wrote it. */
export const reasonOf = (text: string | null): Reason =>
  text === null ? UNKNOWN : asReason(JSON.parse(text))
const UNKNOWN: Reason = { code: 'notApplicable', zh: '未予接收。', en: 'Not taken in.' }

/** Guarantee: written by `reasonText`. */
const asReason = (value: unknown) => value as Reason
