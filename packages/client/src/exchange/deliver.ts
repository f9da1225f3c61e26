/** Messages and verdicts to a region, with the receipt held against what was sent. */

import type { Message } from '@tongban/exchange'
import { checkReceipt, digestOf, type Manifest, manifestDigestOf } from '@tongban/exchange/wire'
import { canonicalJson } from '@tongban/kernel'
import * as z from 'zod'
import { RequestFailed } from '../request.ts'
import type { Line } from './line.ts'
import { notUnderstood } from './partner.ts'

const answerSchema = z.object({
  receipt: z.string(),
  dispositions: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['stored', 'repeated', 'refused']),
      code: z.string().optional(),
      detail: z.string().optional(),
    }),
  ),
})
export type Disposition = z.output<typeof answerSchema>['dispositions'][number]

/** What a sender keeps: it proves that these messages were sent and stored. */
export type Delivered = {
  readonly delivery: string
  readonly base: string
  readonly signature: string
  readonly keyId: string
  readonly manifest: Manifest
  readonly receipt: string
  readonly dispositions: readonly Disposition[]
}

/** Throws when the receipt does not name exactly what was stored: then nothing is known of it, and it is sent again. */
export async function deliver(
  line: Line,
  messages: readonly Message[],
  verdicts: readonly string[] = [],
): Promise<Delivered> {
  const manifest = await Promise.all(
    messages.map(async (message) => [message.id, await digestOf(message)] as const),
  )
  const delivery = crypto.randomUUID()
  const { json, signed } = await line.ask('/cx/1/messages', {
    content: canonicalJson({ manifest, messages: messages.map(asJson), verdicts }),
    idempotencyKey: delivery,
    manifestDigest: await manifestDigestOf(manifest),
  })
  const url = `${line.partner.baseUrl}/cx/1/messages`
  const read = answerSchema.safeParse(json)
  if (!read.success) throw notUnderstood(url)
  const { receipt, dispositions } = read.data
  await mustReceipt(line, receipt, delivery, manifest, dispositions, url)
  const { base, signature, keyId } = signed
  return { delivery, base, signature, keyId, manifest, receipt, dispositions }
}

async function mustReceipt(
  { region, partner, now }: Line,
  token: string,
  delivery: string,
  manifest: Manifest,
  dispositions: readonly Disposition[],
  url: string,
): Promise<void> {
  const wrong = (why: string) =>
    new RequestFailed(
      url,
      200,
      'receiptNotVerified',
      `回执不能验证，没有采用 the receipt does not hold: ${why}`,
    )
  const checked = await checkReceipt(token, {
    from: partner.region,
    to: region,
    keys: partner.keys,
    seenAt: now(),
  })
  if (!checked.ok) throw wrong(checked.failure.reason)
  const { said } = checked.value
  if (said.kind !== 'stored' || said.delivery !== delivery) throw wrong('of another delivery')
  const due = manifest.filter(([id]) => dispositions.find((each) => each.id === id)?.state !== 'refused')
  if (canonicalJson(said.messages) !== canonicalJson(due)) throw wrong('of other messages')
}

/** Guarantee: a message is made of JSON values alone. */
const asJson = (message: Message) => message as Message & Parameters<typeof canonicalJson>[0]
