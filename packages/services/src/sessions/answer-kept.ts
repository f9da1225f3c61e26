import type { Json } from '@tongban/kernel'
import { decryptJson, encryptJson } from '@tongban/privacy'
import * as z from 'zod'
import type { SessionDesk } from './desk.ts'

/**
 * An answer that is given once, such as what a one-time code has shown: kept by the browser that asked, sealed under the session
 * keys, under the form it answers. Whoever reloads the page is shown it again, and nothing is used up or reported anew.
 */
export const ANSWER_SECONDS = 600
/** A browser keeps a cookie of 4,096 bytes with its name and attributes, and drops a longer one without a word. */
const MOST_CHARACTERS = 3_800
const PLACE = { table: 'sessions', column: 'answer', row: 'cookie' }
const keptSchema = z.object({ form: z.string(), answer: z.unknown(), endsAt: z.number() })

/** Null where it is too long to be kept. */
export async function sealAnswer(
  { keys, ids, clock }: SessionDesk,
  form: string,
  answer: Json,
): Promise<string | null> {
  const endsAt = clock.now() + ANSWER_SECONDS * 1000
  const sealed = await encryptJson(keys, PLACE, { form, answer, endsAt }, ids.random(12))
  return sealed.length > MOST_CHARACTERS ? null : sealed
}

/** Undefined where none was kept for this form, or too long ago. */
export async function openAnswer(
  { keys, clock }: SessionDesk,
  form: string,
  sealed: string,
): Promise<unknown> {
  const opened = await decryptJson(keys, PLACE, sealed)
  if (!opened.ok) return undefined
  const read = keptSchema.safeParse(opened.value)
  if (!read.success || read.data.form !== form || clock.now() >= read.data.endsAt) return undefined
  return read.data.answer
}
