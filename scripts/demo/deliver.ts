import { mustCall } from '../region/call.ts'
import type { Region } from '../region/regions.ts'
import type { Registry } from '../seed/registries.ts'

/** Delivers the registers of the demonstration as a data-sharing service would: over HTTP, by an administrator. */

const HOUR_MS = 3_600_000

export async function deliverRegistries(
  region: Region,
  token: string,
  registries: readonly Registry[],
  /** The time in the region. */
  asOf = Date.now(),
): Promise<void> {
  for (const { source, records } of registries) {
    await mustCall(region, 'PUT', `/approvals/v1/registries/${source}/records`, token, {
      asOf,
      records: records.map(({ keys, record, hoursAgo }) => ({
        keys,
        record,
        sourceAt: asOf - hoursAgo * HOUR_MS,
      })),
    })
  }
}
