import { createDoor, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'
import { environment } from './connect.ts'

/** The door of 好差评: invitations, ratings, the mending of bad ones, and their statistics. */
export const door = createDoor({
  name: 'evaluations',
  prefix: '/evaluations',
  title: { zh: '好差评', en: 'Evaluations' },
  version: '1',
  environment,
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('evaluations') }, ADAPTERS)
    return ({ actor, requestId, caller, afterwards }) => open({ actor, requestId, caller, after: afterwards })
  },
  endpoints: [],
})
