/** How what waits is cut into requests, and how a request that is refused as a whole is taken apart. */

export type Packed = { readonly bytes: number }

/** In their order, each as full as the limits allow. What is too large by itself goes by itself: the answer says so. */
export function batchesOf<T extends Packed>(
  waiting: readonly T[],
  limits: { readonly messages: number; readonly bytes: number },
): readonly (readonly T[])[] {
  const batches: T[][] = []
  let bytes = 0
  for (const each of waiting) {
    const last = batches.at(-1)
    if (last !== undefined && last.length < limits.messages && bytes + each.bytes <= limits.bytes) {
      last.push(each)
      bytes += each.bytes
    } else {
      batches.push([each])
      bytes = each.bytes
    }
  }
  return batches
}

/**
 * The two halves of a batch that was refused without saying which of it was meant, in their order; null where one alone
 * is left: it is the poisonous one. Fifty are taken apart in at most twelve more requests for each that is poisonous.
 */
export function halvesOf<T>(batch: readonly T[]): readonly [readonly T[], readonly T[]] | null {
  if (batch.length < 2) return null
  const middle = Math.ceil(batch.length / 2)
  return [batch.slice(0, middle), batch.slice(middle)]
}
