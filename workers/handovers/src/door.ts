import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion, regionEnvironment } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'
import { readOwnEvidence } from './cases/evidence.ts'
import { readOwnTimeline } from './cases/timeline.ts'
import { listFileTransfers } from './files/list.ts'
import { sendCaseFiles } from './files/send.ts'
import { sendCaseFilesAgain } from './files/send-again.ts'
import { listCaseShipments, listShipmentsOverdue } from './shipments/list.ts'
import { postCasePapers } from './shipments/post.ts'
import { receiveCaseShipment } from './shipments/receive.ts'
import { sendCaseShipment } from './shipments/send.ts'

/**
 * The door of handed-over cases 跨域办件, for whoever may see a case here: its timeline and evidence, the files and papers
 * that go with it. Partner regions come in by the exchange, never here.
 */
export const door = createDoor({
  name: 'handovers',
  prefix: '/exchange',
  title: { zh: '跨域办件', en: 'Cases of two regions' },
  version: '1',
  environment: environmentSchema.extend(regionEnvironment),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('handovers') }, ADAPTERS)
    return ({ actor, requestId, caller, afterwards }) => open({ actor, requestId, caller, after: afterwards })
  },
  endpoints: [
    readOwnTimeline,
    readOwnEvidence,
    listFileTransfers,
    sendCaseFiles,
    sendCaseFilesAgain,
    listCaseShipments,
    listShipmentsOverdue,
    postCasePapers,
    sendCaseShipment,
    receiveCaseShipment,
  ],
})
