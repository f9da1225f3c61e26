import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { appAuthenticator, openRegion, regionEnvironment } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'
import { issueKey } from './api-keys/issue.ts'
import { listKeys } from './api-keys/list.ts'
import { setKeyQuota } from './api-keys/quota.ts'
import { revokeKey } from './api-keys/revoke.ts'
import { rotateKey } from './api-keys/rotate.ts'
import { readIssuerMetadata, readIssuerMetadataBelow } from './keys/metadata.ts'
import { readTrustBundle } from './keys/trust-bundle.ts'
import { LICENCE_ACT_ENDPOINTS } from './licences/acts.ts'
import { listMyLicences } from './licences/list.ts'
import { readPaperCode } from './licences/paper.ts'
import { printPaperCode } from './licences/paper-print.ts'
import { readOneLicence } from './licences/read.ts'
import { askForRenditionFiles } from './licences/renditions.ts'
import { listLicenceUses } from './licences/uses.ts'
import { listShownCodes } from './presentations/list.ts'
import { presentLicence } from './presentations/present.ts'
import { redeemCode } from './presentations/redeem.ts'
import { readStatusAggregation } from './status/aggregation.ts'
import { readPartnerAggregation } from './status/partners.ts'
import { readOneStatusList } from './status/read-list.ts'
import { readOnePartnerList } from './status/read-partner-list.ts'
import { declineOneTransfer } from './transfers/decline.ts'
import { listTransfers } from './transfers/list.ts'
import { offerLicenceTransfer } from './transfers/offer.ts'
import { readOneTransfer } from './transfers/read.ts'
import { takeOneTransfer } from './transfers/take.ts'
import { listLicenceTypes, readLicenceType } from './types/list.ts'
import { verifyManyLicences } from './verify/batch.ts'
import { verifyLicence } from './verify/verify.ts'

/**
 * The licences door 电子证照: anyone may verify and read keys and statuses; officials, holders and apps do more by their
 * rights. It alone holds the issuer keys, and no route of it signs what a caller hands in.
 */
export const door = createDoor({
  name: 'licences',
  title: { zh: '电子证照', en: 'E-licences' },
  version: '1',
  environment: environmentSchema.extend(regionEnvironment),
  apps: (env) => appAuthenticator(env.DB, systemClock),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('licences') }, ADAPTERS)
    return ({ actor, requestId, caller, afterwards }) => open({ actor, requestId, caller, after: afterwards })
  },
  endpoints: [
    issueKey,
    listKeys,
    rotateKey,
    setKeyQuota,
    revokeKey,
    readIssuerMetadata,
    readIssuerMetadataBelow,
    readTrustBundle,
    readOneStatusList,
    readStatusAggregation,
    readPartnerAggregation,
    readOnePartnerList,
    listLicenceTypes,
    readLicenceType,
    verifyLicence,
    verifyManyLicences,
    listMyLicences,
    readOneLicence,
    listLicenceUses,
    askForRenditionFiles,
    readPaperCode,
    printPaperCode,
    ...LICENCE_ACT_ENDPOINTS,
    offerLicenceTransfer,
    listTransfers,
    readOneTransfer,
    takeOneTransfer,
    declineOneTransfer,
    presentLicence,
    listShownCodes,
    redeemCode,
  ],
})
