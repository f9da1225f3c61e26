/** The regions this build knows. Two demonstration regions that trust each other come with it. */
import type { RegionProfile } from '../region.ts'
import { yubei } from './500112.ts'
import { shuangliu } from './510116.ts'

export { TESTER } from './demonstration.ts'

export const REGIONS: readonly RegionProfile[] = [shuangliu, yubei]
