import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion, regionEnvironment } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'
import { precheckApplication } from './applications/precheck.ts'
import { submitApplication } from './applications/submit.ts'
import { explainDecision } from './cases/explanation.ts'
import { listItems } from './items/list.ts'
import { readOneItem } from './items/read.ts'
import { listAllRegistries } from './registries/list.ts'
import { listRegistryDeliveries } from './registries/list-deliveries.ts'
import { putRegistryRecords } from './registries/put-records.ts'
import { putRegistryState } from './registries/put-state.ts'

/** The approvals door 审批: intake and 秒批, why it was decided so, the catalogue. */
export const door = createDoor({
  name: 'approvals',
  title: { zh: '审批', en: 'Approvals' },
  version: '1',
  environment: environmentSchema.extend(regionEnvironment),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('approvals') }, ADAPTERS)
    return ({ actor, requestId, afterwards }) => open({ actor, requestId, after: afterwards })
  },
  endpoints: [
    listItems,
    readOneItem,
    precheckApplication,
    submitApplication,
    explainDecision,
    listAllRegistries,
    putRegistryState,
    putRegistryRecords,
    listRegistryDeliveries,
  ],
})
