import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion, regionEnvironment } from '@tongban/services'
import { precheckApplication } from './applications/precheck.ts'
import { submitApplication } from './applications/submit.ts'
import { putLegalHold } from './archive/hold.ts'
import { readArchive } from './archive/read.ts'
import { readCaseRetention } from './archive/retention.ts'
import { printCaseDocument } from './cases/document-print.ts'
import { sealCaseDocument } from './cases/document-seal.ts'
import { readCaseDocuments } from './cases/documents.ts'
import { explainDecision } from './cases/explanation.ts'
import { readOneCase } from './cases/read.ts'
import { refuseAutomaticDecision } from './cases/refer.ts'
import { CASE_STEPS } from './cases/steps.ts'
import { withdrawApplication } from './cases/withdraw.ts'
import { readAuditKeys } from './evidence/keys.ts'
import { listDayLeaves } from './evidence/leaves.ts'
import { listEvidenceDays } from './evidence/list-days.ts'
import { readCaseProof } from './evidence/proof.ts'
import { readEvidenceDay } from './evidence/read-day.ts'
import { listRowsForAudit } from './evidence/rows.ts'
import { listItems } from './items/list.ts'
import { readOneItem } from './items/read.ts'
import { readItemRules } from './items/rules.ts'
import { readItemRulesFile } from './items/rules-file.ts'
import { readItemRulesText } from './items/rules-text.ts'
import { listAllRegistries } from './registries/list.ts'
import { listRegistryDeliveries } from './registries/list-deliveries.ts'
import { putRegistryRecords } from './registries/put-records.ts'
import { putRegistryState } from './registries/put-state.ts'

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
    printCaseDocument,
    sealCaseDocument,
    refuseAutomaticDecision,
    withdrawApplication,
    ...CASE_STEPS,
    readCaseProof,
    readArchive,
    readCaseRetention,
    putLegalHold,
    listEvidenceDays,
    readEvidenceDay,
    listDayLeaves,
    listRowsForAudit,
    readAuditKeys,
    listAllRegistries,
    putRegistryState,
    putRegistryRecords,
    listRegistryDeliveries,
  ],
})
