import { type Adapters, fileBucket, noticeGateway, sealingService } from '@tongban/services'

/** What this Worker reaches: its jobs drain the outbox and clear storage. */
export const ADAPTERS = {
  notifier: noticeGateway,
  sealer: sealingService,
  files: fileBucket,
} satisfies Adapters
