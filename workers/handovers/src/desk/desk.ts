import { environmentSchema, logOf, oncePerEnvironment, parseEnv, systemClock, systemIds } from '@tongban/http'
import { type HandoverDesk, localDesk, openRegion, regionEnvironment } from '@tongban/services'
import { ADAPTERS } from '../adapters.ts'

/** The desk with this Worker's environment: what the entrypoint hands on to. */
export const deskAt: (env: object) => (after: (work: Promise<unknown>) => void) => Promise<HandoverDesk> =
  oncePerEnvironment((raw) => {
    const env = parseEnv(environmentSchema.extend(regionEnvironment), raw)
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('handovers') }, ADAPTERS)
    return async (after) =>
      localDesk(
        await open({ actor: { kind: 'clock', subject: 'exchange' }, requestId: systemIds.uuid(), after }),
      )
  })
