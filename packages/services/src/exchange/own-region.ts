import type { RegionCode } from '@tongban/exchange'
import type { Context } from '../context.ts'

/** This region as it is named between regions: six digits, as its case numbers begin. Asks for no keys. */
export const exchangeRegionOf = ({ region }: Pick<Context, 'region'>): RegionCode => region.code.slice(0, 6)
