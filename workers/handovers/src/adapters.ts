import { type Adapters, fileBucket, noticeGateway } from '@tongban/services'

/** What this Worker reaches; it holds no key towards partners and asks the exchange to seal. */
export const ADAPTERS = { notifier: noticeGateway, files: fileBucket } satisfies Adapters
