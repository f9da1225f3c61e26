import type { LicenceDraft, LicenceSigner } from '@tongban/licences'
import approvals from 'approvals.js'
import { notingDatabase } from '../load/noting-database.ts'
import type { Recorded } from './recording.ts'

/**
 * The built approvals Worker, unchanged, behind a database that notes each batch and a signer of licences that notes
 * what it is asked. It fills the baseline's database through the product's own doors and shows what the baseline has to
 * do by hand. `GET /recorded` answers both since the last time.
 */
type Env = { readonly DB: D1Database; readonly LICENCES: LicenceSigner }

const batches: (readonly (Recorded | undefined)[])[] = []
const signed: (readonly LicenceDraft[])[] = []
/** The product keeps what it makes for an environment; so there is one noting environment for each. */
const environments = new WeakMap<Env, Env>()

export default {
  async fetch(request: Request, env: Env, execution: ExecutionContext): Promise<Response> {
    if (new URL(request.url).pathname === '/recorded') {
      return Response.json({ batches: batches.splice(0), signed: signed.splice(0) })
    }
    const noting = environments.get(env) ?? {
      ...env,
      DB: notingDatabase(env.DB, (batch) => batches.push(batch)),
      LICENCES: notingSigner(env.LICENCES),
    }
    environments.set(env, noting)
    return approvals.fetch(request, noting, execution)
  },
}

const notingSigner = (signer: LicenceSigner): LicenceSigner => ({
  sign(drafts) {
    signed.push(drafts)
    return signer.sign(drafts)
  },
})
