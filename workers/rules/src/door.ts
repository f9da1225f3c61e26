import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion, regionEnvironment } from '@tongban/services'
import * as z from 'zod'
import { judgeDrawn } from './audits/judge.ts'
import { listDrawn } from './audits/list.ts'
import { readAuditRates } from './audits/rates.ts'
import { readDrawn } from './audits/read.ts'
import { replayStored } from './replay/read.ts'
import { readVersionCases } from './reports/cases.ts'
import { explainVersionDifference } from './reports/explain.ts'
import { makeVersionReport } from './reports/make.ts'
import { readVersionReport } from './reports/read.ts'
import { approveVersion } from './rules/approve.ts'
import { draftVersion } from './rules/draft.ts'
import { readVersionFile } from './rules/file.ts'
import { listVersions } from './rules/list.ts'
import { readVersion } from './rules/read.ts'
import { resumeItem } from './rules/resume.ts'
import { stopItem } from './rules/stop.ts'
import { submitVersion } from './rules/submit.ts'

/** It calls nothing outside, so it needs no key for that. */
const environment = { ...regionEnvironment, TONGBAN_OUTBOUND_KEYS: z.string().default('{}') }

/**
 * The rules door 规则发布: drafts, reports, publication by two people and the stop switch, for publishers. It alone holds the
 * parser of DMN and FEEL, so that the Worker that decides does not carry it; published rules are read at the overviews. Its
 * paths are those of approvals.
 */
export const door = createDoor({
  name: 'rules',
  prefix: '/approvals',
  title: { zh: '规则发布', en: 'Publication of rules' },
  version: '1',
  environment: environmentSchema.extend(environment),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('rules') }, {})
    return ({ actor, requestId, afterwards }) => open({ actor, requestId, after: afterwards })
  },
  endpoints: [
    listVersions,
    draftVersion,
    readVersion,
    readVersionFile,
    makeVersionReport,
    readVersionReport,
    readVersionCases,
    explainVersionDifference,
    submitVersion,
    approveVersion,
    stopItem,
    resumeItem,
    replayStored,
    listDrawn,
    readAuditRates,
    readDrawn,
    judgeDrawn,
  ],
})
