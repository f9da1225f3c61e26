import { ok } from '@tongban/kernel'
import { loadCase } from '../cases/load.ts'
import type { HandoversSeen } from '../exchange/case-log.ts'

/** In this region whoever may see a case sees with whom it is handled. */
export const handoversSeenHere: HandoversSeen = async (ctx, caseNumber) => {
  const loaded = await loadCase(ctx, caseNumber)
  return loaded.ok ? ok(loaded.value.handovers) : loaded
}
