import { hex } from '@tongban/kernel'
import * as z from 'zod'
import { instant, readJson } from '../facts/source-answer.ts'
import type { Seal, SealOrder } from './seal.ts'

/**
 * What a sealing service may answer, and the checks it must pass before any of it is stored: it names the document and
 * the digest it was sent, and a seal that is handed over is the one whose digest it names.
 */
export const HEX_DIGEST = /^[0-9a-f]{64}$/
/** A seal in base64 beyond this is kept by the service and referred to. */
const MOST_SEAL_CHARACTERS = 48 * 1024

/** One line of text as people write it. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value) && value.isWellFormed())

const answer = z.strictObject({
  documentNumber: z.string(),
  digest: z.string(),
  form: z.enum(['bytes', 'reference']),
  seal: z.string().min(1).max(MOST_SEAL_CHARACTERS),
  sealDigest: z.string().regex(HEX_DIGEST),
  sealedBy: line(100),
  sealedAt: instant,
})

/** The seal, or undefined when the answer is not in the agreed form or is of another document. */
export async function readSeal(
  headers: Pick<Headers, 'get'>,
  bytes: Uint8Array,
  order: SealOrder,
): Promise<Seal | undefined> {
  const checked = answer.safeParse(await readJson(headers, bytes))
  if (!checked.success) return undefined
  const { documentNumber, digest: sealed, ...seal } = checked.data
  if (documentNumber !== order.documentNumber || sealed !== order.digest) return undefined
  return (await isWhole(seal)) ? seal : undefined
}

async function isWhole({ form, seal, sealDigest }: Seal): Promise<boolean> {
  if (form === 'reference') return z.url({ protocol: /^https$/ }).safeParse(seal).success
  if (!z.base64().safeParse(seal).success) return false
  const bytes = Uint8Array.from(atob(seal), (character) => character.charCodeAt(0))
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) === sealDigest
}
