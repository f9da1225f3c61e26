import { environmentSchema, logOf, oncePerEnvironment, parseEnv, systemClock, systemIds } from '@tongban/http'
import { type Context, openRegion, regionEnvironment } from '@tongban/services'
import { ADAPTERS } from './adapters.ts'

/** How a call from another Worker of the region, or from cron, is connected to the services. */
export const exchangeEnvironment = environmentSchema.extend(regionEnvironment)

const opened = oncePerEnvironment((bindings) => {
  const env = parseEnv(exchangeEnvironment, bindings)
  return openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('exchange') }, ADAPTERS)
})

export async function connectCall(
  bindings: object,
  after: (work: Promise<unknown>) => void,
): Promise<Context> {
  return opened(bindings)({
    actor: { kind: 'clock', subject: 'exchange' },
    requestId: systemIds.uuid(),
    after,
  })
}
