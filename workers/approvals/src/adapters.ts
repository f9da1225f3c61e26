import { type Adapters, factSources, noticeGateway, openRulePlans, sealingService } from '@tongban/services'

/** Intake decides by rules, asks for facts, tells the applicant, and has what it issues sealed. */
export const ADAPTERS = {
  plans: openRulePlans,
  sources: factSources,
  notifier: noticeGateway,
  sealer: sealingService,
} satisfies Adapters
