import {
  type Adapters,
  fileBucket,
  nationalPlatform,
  noticeGateway,
  renditionService,
  sealingService,
  superiorPlatform,
} from '@tongban/services'

/** What this Worker reaches: its jobs drain the outbox and clear storage. It alone asks for fixed-layout files. */
export const ADAPTERS = {
  notifier: noticeGateway,
  sealer: sealingService,
  superior: superiorPlatform,
  national: nationalPlatform,
  renditionMaker: renditionService,
  files: fileBucket,
} satisfies Adapters
