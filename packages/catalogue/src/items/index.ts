/** Every item of this build. A new item is a folder here and a line below. */
import type { Item } from '../item.ts'
import { drivingLicenceRenewal } from './driving-licence-renewal/item.ts'
import { elderlyAllowance } from './elderly-allowance/item.ts'
import { graduateSettlement } from './graduate-settlement/item.ts'
import { hygienePermitCancellation } from './hygiene-permit-cancellation/item.ts'
import { outdoorAdvertising } from './outdoor-advertising/item.ts'
import { pensionHousingFund } from './pension-housing-fund/item.ts'
import { residentIdRenewal } from './resident-id-renewal/item.ts'
import { roadOccupation } from './road-occupation/item.ts'
import { soleTraderRegistration } from './sole-trader-registration/item.ts'
import { unemploymentRegistration } from './unemployment-registration/item.ts'

export const ITEMS: readonly Item[] = [
  elderlyAllowance,
  graduateSettlement,
  soleTraderRegistration,
  unemploymentRegistration,
  hygienePermitCancellation,
  outdoorAdvertising,
  roadOccupation,
  residentIdRenewal,
  drivingLicenceRenewal,
  pensionHousingFund,
]
