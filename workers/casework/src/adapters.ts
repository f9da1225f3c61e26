import { type Adapters, auditKeyRing, fileBucket, noticeGateway, sealingService } from '@tongban/services'

/** What this Worker reaches; of all Workers it alone is given the audit key. */
export const ADAPTERS = {
  notifier: noticeGateway,
  sealer: sealingService,
  files: fileBucket,
  auditKeys: auditKeyRing,
} satisfies Adapters
