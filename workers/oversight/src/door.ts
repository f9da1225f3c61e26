import { createDoor, logOf, systemClock, systemIds } from '@tongban/http'
import { openRegion } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'
import { environment } from './connect.ts'

/** The door of the supervision desk 督办台: watched clocks, notices, cards, bulletins and the policies behind them. */
export const door = createDoor({
  name: 'oversight',
  prefix: '/supervision',
  title: { zh: '督办', en: 'Supervision desk' },
  version: '1',
  environment,
  connect(env) {
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('oversight') }, ADAPTERS)
    return ({ actor, requestId, caller, afterwards }) => open({ actor, requestId, caller, after: afterwards })
  },
  endpoints: [],
})
