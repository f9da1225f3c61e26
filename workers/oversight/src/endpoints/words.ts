import { said } from '@tongban/kernel/parse'
import * as z from 'zod'

/** Heading of the API document, and what requests and answers about endpoints hold. */
export const ENDPOINTS_TAG = { zh: '接收端', en: 'Endpoints' } as const

const instant = z.int().nullable().meta({ description: 'epoch milliseconds, UTC' })
const code = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^/\p{Cc}]+$/u)

export const receiverSchema = z
  .object({
    kind: z.string().meta({ description: 'person, post, departmentHead, supervisingBody' }),
    zh: z.string(),
    en: z.string(),
    department: z.string().nullable(),
    post: z.string().nullable(),
    name: z.string().nullable(),
  })
  .meta({ id: 'Receiver' })

export const endpointInput = z
  .strictObject({
    channel: z.enum(['webhook', 'email', 'sms']),
    receiver: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('person'), subject: z.string().trim().min(1).max(200) }),
      z.strictObject({ kind: z.literal('post'), department: code, post: code }),
      z.strictObject({ kind: z.literal('departmentHead'), department: code }),
      z.strictObject({ kind: z.literal('supervisingBody') }),
    ]),
    address: z.string().trim().min(3).max(500),
  })
  .meta({
    id: 'EndpointInput',
    example: {
      channel: 'webhook',
      receiver: { kind: 'departmentHead', department: 'city-management' },
      address: 'https://app.example.cn/tongban',
    },
  })

const endpointFields = {
  id: z.string(),
  channel: z.string(),
  receiver: receiverSchema,
  address: z.string().meta({ description: '掩码 masked' }),
  state: z.string().meta({ description: 'pending, active, disabled' }),
  createdAt: z.int(),
  verifiedAt: instant,
  disabledAt: instant,
  previousUntil: instant,
  challengeUntil: instant,
}
export const endpointSchema = z.object(endpointFields).meta({ id: 'Endpoint' })
export const endpointSecretSchema = z
  .object({
    ...endpointFields,
    signingKey: z.string().nullable().meta({ description: 'whsec_…，仅此一次显示 shown this once' }),
  })
  .meta({ id: 'EndpointWithKey' })

export const endpointParams = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/, { error: said('应为接收端编号。', 'Must be the id of an endpoint.') })
    .meta({ example: '0123456789abcdef0123456789abcdef' }),
})
