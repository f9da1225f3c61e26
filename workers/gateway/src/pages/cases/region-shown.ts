import type { Said } from '@tongban/http'
import type { Visit } from '../visit.ts'

type Looking = Pick<Visit, 't' | 'regionName'> & { readonly env: Pick<Visit['env'], 'TONGBAN_REGION'> }

/** This region as the head of every page calls it, whatever its profile does; another as its agreement or profile does. */
export const regionShown = (
  { t, regionName, env }: Looking,
  region: Said & { readonly code: string },
): string => (region.code === env.TONGBAN_REGION ? regionName : t(region))
