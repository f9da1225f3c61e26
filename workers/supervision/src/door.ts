import { createDoor, environmentSchema, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion, regionEnvironment } from '@tongban/services'
import { listJobs } from './jobs/list.ts'

/** The supervision door 监察, as far as the job runner goes. */
export const door = createDoor({
  name: 'supervision',
  title: { zh: '监察', en: 'Supervision' },
  version: '1',
  environment: environmentSchema.extend(regionEnvironment),
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('supervision') })
    return ({ actor, requestId, afterwards }) => open({ actor, requestId, after: afterwards })
  },
  endpoints: [listJobs],
})
