import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion, regionEnvironment } from '@tongban/services'
import { precheckApplication } from './applications/precheck.ts'
import { submitApplication } from './applications/submit.ts'
import { readCaseDocuments } from './cases/documents.ts'
import { explainDecision } from './cases/explanation.ts'
import { readOneCase } from './cases/read.ts'
import { refuseAutomaticDecision } from './cases/refer.ts'
import { withdrawApplication } from './cases/withdraw.ts'
import { listItems } from './items/list.ts'
import { readOneItem } from './items/read.ts'
import { readItemRules } from './items/rules.ts'
import { readItemRulesFile } from './items/rules-file.ts'
import { readItemRulesText } from './items/rules-text.ts'
import { listAllRegistries } from './registries/list.ts'
import { putRegistryRecords } from './registries/put-records.ts'
import { putRegistryState } from './registries/put-state.ts'
import { approveVersion } from './rules/approve.ts'
import { draftVersion } from './rules/draft.ts'
import { listVersions } from './rules/list.ts'
import { readVersion } from './rules/read.ts'
import { resumeItem } from './rules/resume.ts'
import { stopItem } from './rules/stop.ts'
import { submitVersion } from './rules/submit.ts'

/** The approvals door 审批: intake and 秒批, the case as its applicant sees it, the catalogue and its published rules. */
export const door = createDoor({
  name: 'approvals',
  title: { zh: '审批', en: 'Approvals' },
  version: '1',
  environment: environmentSchema.extend(regionEnvironment),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('approvals') })
    return ({ actor, requestId, afterwards }) => open({ actor, requestId, after: afterwards })
  },
  endpoints: [
    listItems,
    readOneItem,
    readItemRules,
    readItemRulesText,
    readItemRulesFile,
    precheckApplication,
    submitApplication,
    readOneCase,
    explainDecision,
    readCaseDocuments,
    refuseAutomaticDecision,
    withdrawApplication,
    listVersions,
    draftVersion,
    readVersion,
    submitVersion,
    approveVersion,
    stopItem,
    resumeItem,
    listAllRegistries,
    putRegistryState,
    putRegistryRecords,
  ],
})
