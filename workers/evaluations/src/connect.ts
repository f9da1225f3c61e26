import { environmentSchema, logOf, oncePerEnvironment, parseEnv, systemClock, systemIds } from '@tongban/http'
import { type Context, openRegion, regionEnvironment } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'

/** How the job runner's call is connected to the services. */
export const environment = environmentSchema.extend(regionEnvironment)

const opened = oncePerEnvironment((bindings) => {
  const env = parseEnv(environment, bindings)
  return openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('evaluations') }, ADAPTERS)
})

export const connectCall = async (
  bindings: object,
  after: (work: Promise<unknown>) => void,
): Promise<Context> =>
  opened(bindings)({ actor: { kind: 'clock', subject: 'cron' }, requestId: systemIds.uuid(), after })
