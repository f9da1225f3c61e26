import { type Adapters, exchangeKeyRing, fileBucket, localCourier, noticeGateway } from '@tongban/services'

/** What this Worker reaches; of all Workers it alone is given the exchange keys. */
export const ADAPTERS = {
  exchange: exchangeKeyRing,
  courier: localCourier,
  notifier: noticeGateway,
  files: fileBucket,
} satisfies Adapters
