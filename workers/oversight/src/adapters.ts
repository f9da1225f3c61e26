import type { Adapters } from '@tongban/services'

/** What this Worker reaches: supervision writes down, and what leaves the region is carried by the job runner. */
export const ADAPTERS = {} satisfies Adapters
