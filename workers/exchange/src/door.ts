import { createDoor, logOf, systemClock, systemIds } from '@tongban/http'
import { exchangeKeyRing, openRegion, partnerGate } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'
import {
  confirmAgreementAct,
  countersignAgreement,
  declineOneAgreement,
  endAgreement,
  sendOneAgreement,
} from './agreements/acts.ts'
import { listAllAgreements, readOneAgreement } from './agreements/list.ts'
import { proposeOneAgreement } from './agreements/propose.ts'
import { takePartnerAgreement } from './agreements/take.ts'
import { listAlarms } from './alarms/list.ts'
import { resolveAlarm } from './alarms/resolve.ts'
import { readPartnerEvidence } from './cases/evidence.ts'
import { readCaseHead } from './cases/head.ts'
import { readPartnerTimeline } from './cases/timeline.ts'
import { exchangeEnvironment } from './connect.ts'
import { putSealedPart } from './files/put-part.ts'
import { readFileStatus } from './files/status.ts'
import { compareWithPartner } from './heads/compare.ts'
import { listCaseHeads } from './heads/list.ts'
import { receiveMessages } from './messages/receive.ts'
import { resendCaseMessages } from './messages/resend.ts'
import { listOutbox } from './outbox/list.ts'
import { replayMessage, replayPartner } from './outbox/replay.ts'
import { confirmPartnerRegion } from './partners/confirm.ts'
import { revokeKeyOfPartner, swapPartnerKeys, takePartnerKeys } from './partners/keys.ts'
import { listPartnerRegions } from './partners/list.ts'
import { putPartnerRegion } from './partners/put.ts'
import { readPartnerRegion } from './partners/read.ts'
import { resumePartnerRegion, suspendPartnerRegion } from './partners/state.ts'
import { listAllRoutes } from './routes/list.ts'
import { readRouteSnapshot } from './routes/snapshot.ts'
import { echo } from './wire/echo.ts'
import { readKeys } from './wire/keys.ts'
import { readWellKnown } from './wire/well-known.ts'

/**
 * The exchange door 跨省通办: partner regions come in by a signature of a key their agreement names, officials of this
 * region by their roles. It alone holds the exchange keys, and no route of it signs or opens what a caller hands in.
 */
export const door = createDoor({
  name: 'exchange',
  title: { zh: '跨域通办', en: 'Exchange between regions' },
  version: '1',
  environment: exchangeEnvironment,
  partners: (env) => partnerGate({ env, keys: () => exchangeKeyRing(env), clock: systemClock }),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('exchange') }, ADAPTERS)
    return ({ actor, requestId, caller, afterwards }) => open({ actor, requestId, caller, after: afterwards })
  },
  endpoints: [
    readWellKnown,
    readKeys,
    echo,
    receiveMessages,
    resendCaseMessages,
    listCaseHeads,
    compareWithPartner,
    listOutbox,
    resolveAlarm,
    replayMessage,
    replayPartner,
    listAlarms,
    readPartnerTimeline,
    readCaseHead,
    readPartnerEvidence,
    readFileStatus,
    putSealedPart,
    listPartnerRegions,
    readPartnerRegion,
    putPartnerRegion,
    confirmPartnerRegion,
    suspendPartnerRegion,
    resumePartnerRegion,
    swapPartnerKeys,
    revokeKeyOfPartner,
    takePartnerKeys,
    listAllAgreements,
    readOneAgreement,
    proposeOneAgreement,
    countersignAgreement,
    endAgreement,
    confirmAgreementAct,
    declineOneAgreement,
    sendOneAgreement,
    takePartnerAgreement,
    listAllRoutes,
    readRouteSnapshot,
  ],
})
