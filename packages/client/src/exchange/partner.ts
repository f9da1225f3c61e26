/**
 * A region as it describes itself. Nothing of it is trusted for being read here: its keys count once their thumbprints
 * have been compared by another way (docs/protocol.md §1).
 */
import { type PartnerKey, partnerKeysSchema, wrongKeyIds } from '@tongban/exchange/wire'
import * as z from 'zod'
import { parseJson, RequestFailed, type RequestOptions, request } from '../request.ts'

const descriptionSchema = z.object({
  region: z.string().regex(/^\d{6}$/),
  name: z.object({ zh: z.string(), en: z.string() }).optional(),
  versions: z.array(z.string()),
  suites: z.array(z.object({ name: z.string(), state: z.string() })),
  limits: z.record(z.string(), z.number()),
  calendar: z.string(),
  /** Epoch ms. */
  now: z.number(),
})
export type Description = z.output<typeof descriptionSchema> & {
  /** How far its clock is ahead of the one here, in ms, as far as the way there and back can tell. */
  readonly aheadMs: number
}

/** Whom one exchanges with: where it is reached, and the keys that are pinned. */
export type ExchangePartner = {
  readonly region: string
  /** `https://…/exchange`, without a last slash. */
  readonly baseUrl: string
  readonly keys: readonly PartnerKey[]
}

export async function describe(
  baseUrl: string,
  options: RequestOptions = {},
  now: () => number = Date.now,
): Promise<Description> {
  const url = `${baseUrl}/.well-known/cx`
  const askedAt = now()
  const { text } = await request(url, options)
  const answeredAt = now()
  const read = descriptionSchema.safeParse(parseJson(text))
  if (!read.success) throw notUnderstood(url)
  return { ...read.data, aheadMs: Math.round(read.data.now - (askedAt + answeredAt) / 2) }
}

export async function publishedKeys(
  baseUrl: string,
  options: RequestOptions = {},
): Promise<readonly PartnerKey[]> {
  const url = `${baseUrl}/cx/1/keys`
  const { text } = await request(url, options)
  const read = z.object({ keys: partnerKeysSchema }).safeParse(parseJson(text))
  if (!read.success) throw notUnderstood(url)
  const wrong = await wrongKeyIds(read.data.keys)
  if (wrong.length === 0) return read.data.keys
  throw new RequestFailed(
    url,
    200,
    'keyId',
    `公钥与其指纹不符 not the thumbprint of its key: ${wrong.join(', ')}`,
  )
}

export const notUnderstood = (url: string) =>
  new RequestFailed(url, 200, 'notUnderstood', '答复不符合 CX/1 the answer is not that of CX/1')
