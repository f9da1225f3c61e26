import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion, regionEnvironment } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'
import { precheckApplication } from './applications/precheck.ts'
import { submitApplication } from './applications/submit.ts'
import { explainDecision } from './cases/explanation.ts'

/** The approvals door 审批: intake and 秒批, and why it was decided so. */
export const door = createDoor({
  name: 'approvals',
  title: { zh: '审批', en: 'Approvals' },
  version: '1',
  environment: environmentSchema.extend(regionEnvironment),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('approvals') }, ADAPTERS)
    return ({ actor, requestId, afterwards }) => open({ actor, requestId, after: afterwards })
  },
  endpoints: [precheckApplication, submitApplication, explainDecision],
})
