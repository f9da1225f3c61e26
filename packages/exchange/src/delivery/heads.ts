import type { Head } from '../wire/digest.ts'

/**
 * Two regions compare how far each case has come. What one has and the other has not is told or asked for; the same number
 * under two digests is a divergence, which only people can decide (nothing is rewritten).
 */
export type CaseHead = {
  readonly case: string
  /** Last message this side has sent, and last one it has taken in. */
  readonly sent: Head
  readonly received: Head
}

export type Comparison = {
  readonly case: string
  /** The partner has sent messages above this number that have not come in here. */
  readonly missingTheirs: number | null
  /** The partner has messages of ours above this number that we have forgotten. */
  readonly forgottenOwn: number | null
  /** Of ours the partner has taken in no more than this number, and we count more as stored there. */
  readonly lostThere: number | null
  /** `sent` and `received` as this region says them. */
  readonly divergent: readonly ('sent' | 'received')[]
}

const NOTHING: Head = { seq: 0, digest: '0'.repeat(64) }

/** `own`: our view; `theirs`: the partner's view of the same case, in which the sides are exchanged. */
export function compareHeads(own: CaseHead | undefined, theirs: CaseHead): Comparison {
  const sent = own?.sent ?? NOTHING
  const received = own?.received ?? NOTHING
  const differs = (a: Head, b: Head) => a.seq === b.seq && a.digest !== b.digest
  return {
    case: theirs.case,
    missingTheirs: theirs.sent.seq > received.seq ? received.seq : null,
    forgottenOwn: theirs.received.seq > sent.seq ? sent.seq : null,
    lostThere: theirs.received.seq < sent.seq ? theirs.received.seq : null,
    divergent: [
      ...(differs(sent, theirs.received) ? (['sent'] as const) : []),
      ...(differs(received, theirs.sent) ? (['received'] as const) : []),
    ],
  }
}

/** Whether anything has to be done. */
export const isSame = ({ missingTheirs, forgottenOwn, lostThere, divergent }: Comparison): boolean =>
  missingTheirs === null && forgottenOwn === null && lostThere === null && divergent.length === 0
