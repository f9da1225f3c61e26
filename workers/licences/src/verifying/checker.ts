import { environmentSchema, logOf, oncePerEnvironment, parseEnv, systemClock, systemIds } from '@tongban/http'
import type { LicenceChecker } from '@tongban/licences'
import { checkCredentials, openRegion, regionEnvironment } from '@tongban/services'
import { ADAPTERS } from '../adapters.ts'

/** Verifies with the trust of this Worker's environment: what the entrypoint hands on to. */
export const checkerOf: (env: object) => LicenceChecker = oncePerEnvironment((raw) => {
  const env = parseEnv(environmentSchema.extend(regionEnvironment), raw)
  const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('licences') }, ADAPTERS)
  return {
    check: async (credentials, expected) => {
      const actor = { kind: 'clock', subject: 'verifying' } as const
      // Status lists are fetched before the answer, and nothing goes on after it.
      const context = await open({ actor, requestId: systemIds.uuid(), after: () => undefined })
      return checkCredentials(context, credentials, expected)
    },
  }
})
