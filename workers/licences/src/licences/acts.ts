import type { Rights } from '@tongban/http'
import { ACT_RULES, LICENCE_ACTS } from '@tongban/licences'
import { ACT_INPUTS, ACT_OF_PATH, type ActPath, actOnLicence } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { licenceParam, licenceSchema } from './schema.ts'

/**
 * What officials do to a licence, one endpoint for each act of the table. Whose it is stands in the table of acts; the
 * door lets in whoever has such a role or may be lent it, and the service tells the others.
 */
const rightsOf = (path: ActPath): Rights => {
  const [first, ...others] = ACT_RULES[ACT_OF_PATH[path]].roles
  return [{ role: first }, ...others.map((role) => ({ role })), 'standIn']
}

const SUMMARIES = {
  suspend: { zh: '暂扣证照', en: 'Suspend a licence' },
  restore: { zh: '发还暂扣的证照', en: 'Give a suspended licence back' },
  annul: { zh: '撤销证照', en: 'Annul a licence' },
  cancel: { zh: '注销证照', en: 'Cancel a licence' },
  revoke: { zh: '吊销证照', en: 'Revoke a licence' },
  lapse: { zh: '登记证照过期失效', en: 'Record that a licence has run out' },
  'transfer-out': { zh: '证照转出', en: 'Begin to transfer a licence to another region' },
  'cancel-transfer': { zh: '取消证照转出', en: 'Cancel the transfer of a licence' },
  other: { zh: '将证照置于“其他”状态', en: 'Put a licence into another state' },
  renew: { zh: '延续证照', en: 'Renew a licence' },
  change: { zh: '变更证照', en: 'Change what a licence says' },
} as const satisfies Record<ActPath, { readonly zh: string; readonly en: string }>

/** The document says what an act is told; the service reads it, so that all that is wrong is told in one answer. */
function readByService(path: ActPath): z.ZodUnknown {
  const open = z.unknown()
  open._zod.toJSONSchema = () => z.toJSONSchema(ACT_INPUTS[path], { io: 'input', unrepresentable: 'any' })
  return open
}

const actEndpoint = (path: ActPath) =>
  endpoint(
    {
      method: 'post',
      path: `/v1/licences/{identifier}/${path}`,
      summary: SUMMARIES[path],
      description: {
        zh: `国家操作代码 ${LICENCE_ACTS[ACT_OF_PATH[path]].number}。该类证照没有的操作、现在不能进行的操作答复 409，并列出可以进行的操作和由谁办理。`,
        en: `Number ${LICENCE_ACTS[ACT_OF_PATH[path]].number} of the national table. An act the type does not know, or that is not possible now, is answered 409 with those that are and whose they are.`,
      },
      tag: TAGS.licences,
      rights: rightsOf(path),
      params: licenceParam,
      body: readByService(path),
      answer: { status: 200, description: { zh: '证照', en: 'the licence' }, schema: licenceSchema },
      failures: ['notFound', 'stepNotPossible'],
    },
    async ({ context, params, body }) => actOnLicence(context, params.identifier, path, body),
  )

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
