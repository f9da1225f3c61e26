import type { Applied, OpenedMessage } from '@tongban/exchange'
import { environmentSchema, logOf, oncePerEnvironment, parseEnv, systemClock, systemIds } from '@tongban/http'
import { openRegion, regionEnvironment, takeOver } from '@tongban/services'
import { ADAPTERS } from '../adapters.ts'

/** Takes over what partners hand in, by the rules and with the keys of this Worker's environment: what the entrypoint hands on to. */
export const takerOf: (
  env: object,
) => (opened: OpenedMessage, after: (work: Promise<unknown>) => void) => Promise<Applied> =
  oncePerEnvironment((raw) => {
    const env = parseEnv(environmentSchema.extend(regionEnvironment), raw)
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('approvals') }, ADAPTERS)
    return async (opened, after) => {
      // The exchange has checked whose signature it bears.
      const actor = { kind: 'partner', subject: opened.message.source } as const
      return takeOver(await open({ actor, requestId: systemIds.uuid(), after }), opened)
    }
  })
