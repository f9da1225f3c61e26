import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion, regionEnvironment } from '@tongban/services'
import { judgeDrawn } from './audits/judge.ts'
import { listDrawn } from './audits/list.ts'
import { readAuditRates } from './audits/rates.ts'
import { readDrawn } from './audits/read.ts'
import { delegateRole } from './delegations/create.ts'
import { endOneDelegation } from './delegations/end.ts'
import { listDepartmentDelegations } from './delegations/list.ts'
import { completeCaseFile } from './files/complete.ts'
import { declareCaseFile } from './files/declare.ts'
import { listCaseFiles } from './files/list.ts'
import { readCaseMaterials } from './files/materials.ts'
import { putFilePart } from './files/put-part.ts'
import { readCaseFile } from './files/read.ts'
import { readFileUpload } from './files/upload.ts'
import { readCaseApplication } from './identity/application.ts'
import { readCaseIdentity } from './identity/read.ts'
import { countDepartmentLists } from './lists/counts.ts'
import { listCasesAsCsv } from './lists/csv.ts'
import { listDepartmentCases } from './lists/page.ts'

/**
 * The casework door 办件, for officials who carry a case and for its auditors: lists, steps, papers, evidence and the
 * archive. It alone holds the audit key. Its paths are those of approvals.
 */
export const door = createDoor({
  name: 'casework',
  prefix: '/approvals',
  title: { zh: '办件', en: 'Casework' },
  version: '1',
  environment: environmentSchema.extend(regionEnvironment),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('casework') })
    return ({ actor, requestId, afterwards }) => open({ actor, requestId, after: afterwards })
  },
  endpoints: [
    countDepartmentLists,
    listDepartmentCases,
    listCasesAsCsv,
    readCaseApplication,
    readCaseIdentity,
    readCaseMaterials,
    listCaseFiles,
    declareCaseFile,
    readCaseFile,
    readFileUpload,
    putFilePart,
    completeCaseFile,
    listDepartmentDelegations,
    delegateRole,
    endOneDelegation,
    listDrawn,
    readAuditRates,
    readDrawn,
    judgeDrawn,
  ],
})
