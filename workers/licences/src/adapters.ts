import { type Adapters, licenceIssuer, noticeGateway } from '@tongban/services'

/** What this Worker reaches; of all Workers it alone is given the issuer keys. */
export const ADAPTERS = { issuer: licenceIssuer, notifier: noticeGateway } satisfies Adapters
