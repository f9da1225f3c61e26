import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import type { BulletinContent } from '@tongban/supervision'

/** A bulletin as it is stored, digested and signed: canonical JSON (RFC 8785), so that anybody can digest it again. */
export type Written = { readonly content: string; readonly digest: string }

export async function writtenOf(content: BulletinContent): Promise<Written> {
  const text = canonicalJson(asJson(content))
  return { content: text, digest: await sha256Hex(text) }
}

/** Guarantee: the text was written by `writtenOf`. */
export const contentIn = (text: string) => JSON.parse(text) as BulletinContent

/** Guarantee: a bulletin holds texts, numbers, truth values, null and lists and objects of these. */
const asJson = (content: BulletinContent) => content as unknown as Json
