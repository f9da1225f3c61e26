import { type CaseEvent, eventHash } from '@tongban/cases'
import { GENESIS } from '@tongban/kernel'

/** The sequence number of the first event whose hash does not follow from the one before it, or null. */
export async function firstBrokenEvent(
  caseNumber: string,
  events: readonly CaseEvent[],
): Promise<number | null> {
  let previous = GENESIS
  for (const { hash, ...content } of events) {
    if ((await eventHash(caseNumber, content, previous)) !== hash) return content.seq
    previous = hash
  }
  return null
}
