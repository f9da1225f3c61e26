import type { SigningKey } from '@tongban/exchange/wire'
import type { Context } from '../context.ts'
import { askPartner, type PartnerAnswer } from '../exchange/ask-partner.ts'
import type { Partner } from './partner.ts'

/** One signed request in JSON to a partner about keys or agreements, which nothing is lost by asking again. */
const ANSWER_CAP_BYTES = 1_048_576

export function askAbout(
  ctx: Context,
  { region, baseUrl, keys, clockOffsetMs }: Partner,
  {
    path,
    body,
    idempotencyKey,
    signer,
  }: {
    readonly path: string
    readonly body: object
    readonly idempotencyKey: string
    readonly signer?: SigningKey
  },
): Promise<PartnerAnswer> {
  return askPartner(
    ctx,
    { partner: region, baseUrl, keys, clockOffsetMs },
    {
      method: 'POST',
      path,
      body: { content: JSON.stringify(body), idempotencyKey },
      answerCapBytes: ANSWER_CAP_BYTES,
      ...(signer === undefined ? {} : { signer }),
    },
  )
}
