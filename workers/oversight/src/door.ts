import { createDoor, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'
import { correctOneBulletin } from './bulletins/correct.ts'
import { readBulletinAsCsv } from './bulletins/csv.ts'
import { listBulletinsOf } from './bulletins/list.ts'
import { printOneBulletin } from './bulletins/print.ts'
import { publishOneBulletin } from './bulletins/publish.ts'
import { readOneBulletin } from './bulletins/read.ts'
import { appealCard } from './cards/appeal.ts'
import { confirmCard } from './cards/confirm.ts'
import { listCardsAsCsv } from './cards/csv.ts'
import { dismissCard } from './cards/dismiss.ts'
import { judgeAppealOfCard } from './cards/judge.ts'
import { listCardsOf } from './cards/list.ts'
import { printOneCard, readOneCard } from './cards/read.ts'
import { revokeCard } from './cards/revoke.ts'
import { listWatchedClocksAsCsv } from './clocks/csv.ts'
import { listWatchedClocks } from './clocks/list.ts'
import { environment } from './connect.ts'
import { listDeliveredMessages } from './deliveries/list.ts'
import { takeReceiptOfDelivery } from './deliveries/receipts.ts'
import { replayDeliveredMessage } from './deliveries/replay.ts'
import { disableReceivingEndpoint } from './endpoints/disable.ts'
import { listReceivingEndpoints } from './endpoints/list.ts'
import { registerReceivingEndpoint } from './endpoints/register.ts'
import { rotateReceivingEndpoint } from './endpoints/rotate.ts'
import { verifyReceivingEndpoint } from './endpoints/verify.ts'
import { listFindingsAsCsv } from './findings/csv.ts'
import { endOneFinding } from './findings/end.ts'
import { listFindingsOf } from './findings/list.ts'
import { listInboxMessages } from './inbox/list.ts'
import { markMessageOfInbox, readMessageOfInbox } from './inbox/read.ts'
import { closeNotice } from './notices/close.ts'
import { listNoticesAsCsv } from './notices/csv.ts'
import { printOneNotice } from './notices/document.ts'
import { addFileToNotice, readFileOfNotice } from './notices/files.ts'
import { listNoticesOf } from './notices/list.ts'
import { readOneNotice } from './notices/read.ts'
import { replyToNotice } from './notices/reply.ts'
import { reviewReplyToNotice } from './notices/review.ts'
import { sendNoticeByHand } from './notices/send.ts'
import { signNotice } from './notices/sign.ts'
import { declineSupervisionPolicy } from './policies/decline.ts'
import { listSupervisionPolicies } from './policies/list.ts'
import { proposeSupervisionPolicy } from './policies/propose.ts'
import { publishSupervisionPolicy } from './policies/publish.ts'
import { readPolicyPresets, readSupervisionPolicy } from './policies/read.ts'
import { listReportsAsCsv } from './reports/csv.ts'
import { listReports } from './reports/list.ts'
import { replayOneReport } from './reports/replay.ts'
import { reportOnSupervisors } from './reports/supervisor.ts'
import { listSupervisionTemplates } from './templates/list.ts'
import { proposeSupervisionTemplate } from './templates/propose.ts'
import { declineSupervisionTemplate, publishSupervisionTemplate } from './templates/settle.ts'

/** The door of the supervision desk 督办台: watched clocks, notices, cards, bulletins and the policies behind them. */
export const door = createDoor({
  name: 'oversight',
  prefix: '/supervision',
  title: { zh: '督办', en: 'Supervision desk' },
  version: '1',
  environment,
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('oversight') }, ADAPTERS)
    return ({ actor, requestId, caller, afterwards }) => open({ actor, requestId, caller, after: afterwards })
  },
  endpoints: [
    listNoticesOf,
    listNoticesAsCsv,
    sendNoticeByHand,
    readOneNotice,
    printOneNotice,
    signNotice,
    replyToNotice,
    reviewReplyToNotice,
    closeNotice,
    addFileToNotice,
    readFileOfNotice,
    listCardsOf,
    listCardsAsCsv,
    readOneCard,
    printOneCard,
    confirmCard,
    dismissCard,
    appealCard,
    judgeAppealOfCard,
    revokeCard,
    listFindingsOf,
    listFindingsAsCsv,
    endOneFinding,
    listSupervisionTemplates,
    proposeSupervisionTemplate,
    publishSupervisionTemplate,
    declineSupervisionTemplate,
    reportOnSupervisors,
    listWatchedClocks,
    listWatchedClocksAsCsv,
    listSupervisionPolicies,
    readPolicyPresets,
    readSupervisionPolicy,
    proposeSupervisionPolicy,
    publishSupervisionPolicy,
    declineSupervisionPolicy,
    listInboxMessages,
    readMessageOfInbox,
    markMessageOfInbox,
    listReceivingEndpoints,
    registerReceivingEndpoint,
    verifyReceivingEndpoint,
    rotateReceivingEndpoint,
    disableReceivingEndpoint,
    listDeliveredMessages,
    takeReceiptOfDelivery,
    replayDeliveredMessage,
    listBulletinsOf,
    readOneBulletin,
    readBulletinAsCsv,
    printOneBulletin,
    publishOneBulletin,
    correctOneBulletin,
    listReports,
    listReportsAsCsv,
    replayOneReport,
  ],
})
