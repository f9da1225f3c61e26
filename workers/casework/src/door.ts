import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion, regionEnvironment } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'
import { putLegalHold } from './archive/hold.ts'
import { readArchive } from './archive/read.ts'
import { readCaseRetention } from './archive/retention.ts'
import { printCaseDocument } from './cases/document-print.ts'
import { sealCaseDocument } from './cases/document-seal.ts'
import { readCaseDocuments } from './cases/documents.ts'
import { readOneCase } from './cases/read.ts'
import { refuseAutomaticDecision } from './cases/refer.ts'
import { CASE_STEPS } from './cases/steps.ts'
import { withdrawApplication } from './cases/withdraw.ts'
import { checkFilesForAudit } from './evidence/files.ts'
import { readAuditKeys } from './evidence/keys.ts'
import { listDayLeaves } from './evidence/leaves.ts'
import { listEvidenceDays } from './evidence/list-days.ts'
import { readCaseProof } from './evidence/proof.ts'
import { readEvidenceDay } from './evidence/read-day.ts'
import { listRowsForAudit } from './evidence/rows.ts'
import { completeCaseFile } from './files/complete.ts'
import { declareCaseFile } from './files/declare.ts'
import { giveUpCaseFile } from './files/give-up.ts'
import { listCaseFiles } from './files/list.ts'
import { readCaseMaterials } from './files/materials.ts'
import { putFilePart } from './files/put-part.ts'
import { readCaseFile } from './files/read.ts'
import { readFileUpload } from './files/upload.ts'
import { readCaseApplication } from './identity/application.ts'
import { readCaseIdentity } from './identity/read.ts'

/**
 * The casework door 办件: the case as it stands, and for officials who carry it and its auditors steps, papers, evidence and the
 * archive. It alone holds the audit key. Its paths are those of approvals; the lists of many cases are in overviews.
 */
export const door = createDoor({
  name: 'casework',
  prefix: '/approvals',
  title: { zh: '办件', en: 'Casework' },
  version: '1',
  environment: environmentSchema.extend(regionEnvironment),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('casework') }, ADAPTERS)
    return ({ actor, requestId, afterwards }) => open({ actor, requestId, after: afterwards })
  },
  endpoints: [
    readOneCase,
    readCaseDocuments,
    refuseAutomaticDecision,
    withdrawApplication,
    ...CASE_STEPS,
    readCaseApplication,
    readCaseIdentity,
    readCaseMaterials,
    listCaseFiles,
    declareCaseFile,
    readCaseFile,
    readFileUpload,
    putFilePart,
    completeCaseFile,
    giveUpCaseFile,
    printCaseDocument,
    sealCaseDocument,
    readCaseProof,
    readArchive,
    readCaseRetention,
    putLegalHold,
    listEvidenceDays,
    readEvidenceDay,
    listDayLeaves,
    listRowsForAudit,
    checkFilesForAudit,
    readAuditKeys,
  ],
})
