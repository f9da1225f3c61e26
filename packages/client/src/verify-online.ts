/** Asks a region whether licences hold: its status is at most a second old, and its signature checks are those of the verifier. */
import type { DetachedSignature, Verdict } from '@tongban/verifier'
import { isVerdict } from './is-verdict.ts'
import { parseJson, RequestFailed, type RequestOptions, request } from './request.ts'

/** What proves itself: a licence, with the proof of possession where it was asked for, or a paper code. */
export type Shown =
  | {
      readonly credential: string
      readonly signatures?: readonly DetachedSignature[]
      readonly nonce?: string
      readonly aud?: string
      /** Of a licence file: its paper code is held against it. */
      readonly format?: 'tongban-licence/1'
      readonly paper?: string
    }
  | { readonly paper: string }
/** A one-time code too; an app needs a key that may redeem codes. */
export type Question = Shown | { readonly code: string }

/** As many as one batch takes. */
export const BATCH_LIMIT = 100

export async function verifyOnline(
  origin: string,
  question: Question,
  options: RequestOptions = {},
): Promise<Verdict> {
  const url = `${origin}/licences/v1/verify`
  const { text } = await request(url, options, { body: question })
  return verdictOf(url, parseJson(text))
}

/** One answer each, in the order asked. At most `BATCH_LIMIT` at once. */
export async function verifyBatch(
  origin: string,
  shown: readonly Shown[],
  options: RequestOptions = {},
): Promise<readonly Verdict[]> {
  const url = `${origin}/licences/v1/verify/batch`
  const { text } = await request(url, options, { body: { items: shown } })
  const body = parseJson(text)
  const verdicts = typeof body === 'object' && body !== null && 'verdicts' in body ? body.verdicts : undefined
  if (!Array.isArray(verdicts) || verdicts.length !== shown.length)
    throw new RequestFailed(url, 200, 'notUnderstood', `${shown.length} answers were expected`)
  return verdicts.map((each) => verdictOf(url, each))
}

function verdictOf(url: string, body: unknown): Verdict {
  if (isVerdict(body)) return body
  throw new RequestFailed(
    url,
    200,
    'notUnderstood',
    '答复不是核验结论，没有采用 the answer is no verdict and was not taken',
  )
}
