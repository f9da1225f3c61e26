import { checkReceipt, type Manifest } from '@tongban/exchange/wire'
import { readAs } from '@tongban/kernel/parse'
import * as z from 'zod'
import type { Context } from '../context.ts'
import type { PartnerLine } from './partner-line.ts'
import { exchangeRegionOf } from './seal.ts'
import type { VerdictDisposition } from './verdicts.ts'

/**
 * The answer to a delivery, held against what was sent: a disposition for each message in its order, and a receipt that
 * names exactly those that are stored there, each with our digest, of this very delivery. Anything else is no receipt.
 */
const dispositionsSchema = z.object({
  receipt: z.string().max(64 * 1024),
  dispositions: z
    .array(
      z.object({
        id: z.string().max(64),
        state: z.enum(['stored', 'repeated', 'refused']),
        code: z.string().max(64).optional(),
      }),
    )
    .max(50),
  verdicts: z
    .array(z.object({ state: z.enum(['stored', 'refused']), reason: z.string().max(64).optional() }))
    .max(50)
    .optional(),
})

export type Delivered =
  | {
      readonly state: 'receipted'
      readonly receipt: string
      readonly stored: readonly string[]
      /** Code of its refusal, by id. */
      readonly refused: ReadonlyMap<string, string>
      /** Of each verdict; undefined: the partner says nothing of them. */
      readonly verdicts: readonly VerdictDisposition[] | undefined
    }
  | { readonly state: 'faulty'; readonly reason: string }

export type DeliveryAnswer = {
  readonly json: unknown
  readonly delivery: string
  readonly manifest: Manifest
}

const faulty = (reason: string): Delivered => ({ state: 'faulty', reason })

export async function readDelivered(
  ctx: Context,
  { partner, keys, clockOffsetMs }: Pick<PartnerLine, 'partner' | 'keys' | 'clockOffsetMs'>,
  { json, delivery, manifest }: DeliveryAnswer,
): Promise<Delivered> {
  const read = readAs(dispositionsSchema, json)
  if (read === null) return faulty('answer not in the form')
  const { receipt: token, dispositions, verdicts } = read
  if (dispositions.length !== manifest.length || dispositions.some(({ id }, at) => id !== manifest[at]?.[0]))
    return faulty('dispositions of other messages')
  const receipt = await checkReceipt(token, {
    from: partner,
    to: exchangeRegionOf(ctx),
    keys,
    seenAt: ctx.clock.now() + Math.max(0, clockOffsetMs),
  })
  if (!receipt.ok) return faulty(`receipt ${receipt.failure.reason}`)
  const { said } = receipt.value
  if (said.kind !== 'stored' || said.delivery !== delivery) return faulty('receipt of another delivery')
  const refused = new Map<string, string>()
  for (const { id, state, code = 'refused' } of dispositions) if (state === 'refused') refused.set(id, code)
  const expected = manifest.filter(([id]) => !refused.has(id))
  const isSame =
    said.messages.length === expected.length &&
    expected.every(([id, digest]) => said.messages.some(([its, told]) => its === id && told === digest))
  if (!isSame) return faulty('receipt of other messages')
  return {
    state: 'receipted',
    receipt: token,
    stored: expected.map(([id]) => id),
    refused,
    verdicts: plainly(verdicts),
  }
}

/** Without what is left out. */
const plainly = (
  verdicts: z.infer<typeof dispositionsSchema>['verdicts'],
): readonly VerdictDisposition[] | undefined =>
  verdicts?.map(({ state, reason }) => ({ state, ...(reason === undefined ? {} : { reason }) }))
