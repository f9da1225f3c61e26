import { LICENCE_ACTS } from '@tongban/licences'
import { ACT_INPUTS, ACT_OF_PATH, type ActPath, actOnLicence } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { licenceParam, licenceSchema } from './schema.ts'

/**
 * What officials do to a licence, one endpoint for each act of the table. Who may is said by the act; the door lets in
 * everybody to whom a role may be lent, and the service tells the others.
 */
const OFFICIALS = [
  { role: 'window' },
  { role: 'handler' },
  { role: 'chief' },
  { role: 'head' },
  { role: 'governmentHead' },
] as const

const actEndpoint = <P extends ActPath>(path: P) => {
  const { zh, en } = LICENCE_ACTS[ACT_OF_PATH[path]]
  return endpoint(
    {
      method: 'post',
      path: `/v1/licences/{identifier}/${path}`,
      summary: { zh: `证照${zh}`, en: `${en.charAt(0).toUpperCase()}${en.slice(1)} a licence` },
      tag: TAGS.licences,
      rights: OFFICIALS,
      params: licenceParam,
      body: ACT_INPUTS[path],
      answer: { status: 200, description: { zh: '证照', en: 'the licence' }, schema: licenceSchema },
      failures: ['notFound', 'stepNotPossible'],
    },
    async ({ context, params, body }) => actOnLicence(context, params.identifier, path, body),
  )
}

export const LICENCE_ACT_ENDPOINTS = [
  actEndpoint('suspend'),
  actEndpoint('restore'),
  actEndpoint('annul'),
  actEndpoint('cancel'),
  actEndpoint('revoke'),
  actEndpoint('lapse'),
  actEndpoint('transfer-out'),
  actEndpoint('cancel-transfer'),
  actEndpoint('other'),
  actEndpoint('renew'),
  actEndpoint('change'),
]
