import type { CaseEvent } from '@tongban/cases'
import { type Json, sha256Hex } from '@tongban/kernel'
import { decryptField, encryptField, makeSalt, saltedText } from '@tongban/privacy'
import { type EventTextsRow, insertEventTexts, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { eventTextsPlace } from './place.ts'

/**
 * What was said with a step in free words, kept encrypted beside the chain: an event holds codes and the salted digest
 * of its words, so that they can be erased and the chain still verifies (个人信息保护法 47).
 */
export type Texts = { readonly [name: string]: Json }

/** The words with their digest, before it is known which event they belong to. */
export type SealedTexts = { readonly text: string; readonly digest: string }

export async function sealTexts({ ids }: Pick<Context, 'ids'>, texts: Texts): Promise<SealedTexts> {
  const text = saltedText(makeSalt(ids.random(16)), texts)
  return { text, digest: await sha256Hex(text) }
}

export async function textsStatement(
  ctx: Pick<Context, 'keys' | 'ids'>,
  caseNumber: string,
  seq: number,
  { text }: SealedTexts,
): Promise<Statement> {
  const place = eventTextsPlace(caseNumber, seq)
  return insertEventTexts({
    caseNumber,
    seq,
    textsEnc: await encryptField(ctx.keys, place, text, ctx.ids.random(12)),
  })
}

/** The words of an event; null once they are erased. Throws when they are not those the event was appended with. */
export async function openTexts(
  ctx: Pick<Context, 'keys'>,
  caseNumber: string,
  { seq, data }: Pick<CaseEvent, 'seq' | 'data'>,
  rows: readonly EventTextsRow[],
): Promise<Texts | null> {
  const row = rows.find((each) => each.seq === seq)
  if (row === undefined || row.textsEnc === '') return null
  const opened = await decryptField(ctx.keys, eventTextsPlace(caseNumber, seq), row.textsEnc)
  if (!opened.ok) throw new Error(`words of an event cannot be read: ${opened.failure.reason}`)
  if ((await sha256Hex(opened.value)) !== data.textsDigest)
    throw new Error('words of an event do not match their digest')
  return asTexts(opened.value)
}

/** Guarantee: the text was written by `sealTexts`, and matches its digest. */
export const asTexts = (text: string) => (JSON.parse(text) as { readonly value: Texts }).value
