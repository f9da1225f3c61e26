import { createDoor, logOf, systemClock, systemIds } from '@tongban/http'
import { appAuthenticator, openRegion } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'
import { environment } from './connect.ts'
import { readOptionDictionary } from './dictionary/read.ts'
import { amendARating } from './evaluations/amend.ts'
import { listAllRatings } from './evaluations/list.ts'
import { rateService } from './evaluations/rate.ts'
import { readARating } from './evaluations/read.ts'
import { listInvitations } from './invitations/list.ts'
import { printAnInvitation } from './invitations/print.ts'
import { readAnInvitation } from './invitations/read.ts'
import { declineAnEvaluationPolicy } from './policies/decline.ts'
import { listTheEvaluationPolicies } from './policies/list.ts'
import { proposeAnEvaluationPolicy } from './policies/propose.ts'
import { publishAnEvaluationPolicy } from './policies/publish.ts'
import { readAnEvaluationPolicy } from './policies/read.ts'
import { appealRating } from './rectifications/appeal.ts'
import { callBackEvaluator } from './rectifications/call-back.ts'
import { closeRectification } from './rectifications/close.ts'
import { contactEvaluator } from './rectifications/contact.ts'
import { addFileToRectification, readFileOfRectification } from './rectifications/files.ts'
import { judgeAppeal } from './rectifications/judge.ts'
import { listRectifications } from './rectifications/list.ts'
import { rateMending, readMyRectification, supplementRating } from './rectifications/mine.ts'
import { openEvaluatorIdentity } from './rectifications/open-identity.ts'
import { readRectification } from './rectifications/read.ts'
import { replyToRectification } from './rectifications/reply.ts'
import { returnRectification } from './rectifications/return.ts'
import { listTheNationalReportsAsCsv } from './reports/csv.ts'
import { listTheNationalReports } from './reports/list.ts'
import { replayANationalReport } from './reports/replay.ts'
import { listTheReviews } from './reviews/list.ts'
import { makeAReview } from './reviews/make.ts'
import { readTheStatisticsAsCsv } from './statistics/csv.ts'
import { readThePublicStatistics } from './statistics/public.ts'
import { readThePublicStatisticsAsCsv } from './statistics/public-csv.ts'
import { readTheStatistics } from './statistics/read.ts'

/** The door of 好差评: invitations, ratings, the mending of bad ones, and their statistics. */
export const door = createDoor({
  name: 'evaluations',
  prefix: '/evaluations',
  title: { zh: '好差评', en: 'Evaluations' },
  version: '1',
  environment,
  apps: (env) => appAuthenticator(env.DB, systemClock),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('evaluations') }, ADAPTERS)
    return ({ actor, requestId, caller, afterwards }) => open({ actor, requestId, caller, after: afterwards })
  },
  endpoints: [
    listInvitations,
    readAnInvitation,
    printAnInvitation,
    rateService,
    amendARating,
    listAllRatings,
    readARating,
    readOptionDictionary,
    listTheEvaluationPolicies,
    readAnEvaluationPolicy,
    proposeAnEvaluationPolicy,
    publishAnEvaluationPolicy,
    declineAnEvaluationPolicy,
    listRectifications,
    readMyRectification,
    rateMending,
    supplementRating,
    readRectification,
    contactEvaluator,
    replyToRectification,
    callBackEvaluator,
    returnRectification,
    appealRating,
    judgeAppeal,
    closeRectification,
    openEvaluatorIdentity,
    addFileToRectification,
    readFileOfRectification,
    makeAReview,
    listTheReviews,
    listTheNationalReports,
    listTheNationalReportsAsCsv,
    replayANationalReport,
    readTheStatistics,
    readTheStatisticsAsCsv,
    readThePublicStatistics,
    readThePublicStatisticsAsCsv,
  ],
})
