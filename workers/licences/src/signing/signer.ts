import { environmentSchema, logOf, oncePerEnvironment, parseEnv, systemClock, systemIds } from '@tongban/http'
import type { LicenceSigner } from '@tongban/licences'
import { openRegion, regionEnvironment, signLicences } from '@tongban/services'
import { ADAPTERS } from '../adapters.ts'

/** Signs licences with the keys of this Worker's environment: what the entrypoint hands on to. */
export const signerOf: (env: object) => LicenceSigner = oncePerEnvironment((raw) => {
  const env = parseEnv(environmentSchema.extend(regionEnvironment), raw)
  const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('licences') }, ADAPTERS)
  return {
    sign: async (drafts) => {
      // Nothing is read or written here: no request of the door lies behind it.
      const actor = { kind: 'clock', subject: 'signing' } as const
      return signLicences(await open({ actor, requestId: systemIds.uuid(), after: () => undefined }), drafts)
    },
  }
})
