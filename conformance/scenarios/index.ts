import { ANSWERED } from './answered.ts'
import { DELIVERED } from './delivered.ts'
import { DISCOVERY } from './discovery.ts'
import type { Scenarios } from './scenario.ts'
import { SIGNED } from './signed.ts'
import { TOLD, TRIED_ALONE } from './told.ts'

/** Tried side by side, each with cases of its own. */
export const SIDE_BY_SIDE: Scenarios = { ...DISCOVERY, ...SIGNED, ...ANSWERED, ...DELIVERED, ...TOLD }
export const ALONE: Scenarios = TRIED_ALONE
