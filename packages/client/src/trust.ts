/** The trust bundle and the status lists of a region, as they are signed: whoever fetches them verifies them. */
import { parseJson, RequestFailed, type RequestOptions, request } from './request.ts'

/** A JWS; `readTrustBundle` of the verifier tells whether it holds. */
export async function fetchTrust(origin: string, options: RequestOptions = {}): Promise<string> {
  return (await request(`${origin}/licences/trust-bundle`, options)).text.trim()
}

export type FetchedStatus = { readonly token: string; readonly etag: string | null }

/** A JWS, or `undefined` when it is still the one with that ETag; `readStatusToken` tells whether it holds. */
export async function fetchStatus(
  uri: string,
  { etag, ...options }: RequestOptions & { readonly etag?: string } = {},
): Promise<FetchedStatus | undefined> {
  const headers = {
    accept: 'application/statuslist+jwt',
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
  }
  const answer = await request(uri, options, { headers })
  return answer.status === 304 ? undefined : { token: answer.text.trim(), etag: answer.etag }
}

/** What a region calls its types of licences and their claims; unsigned. */
export async function fetchTypes(origin: string, options: RequestOptions = {}): Promise<string> {
  return (await request(`${origin}/licences/v1/types`, options)).text
}

/** The addresses of all status lists of a region. */
export async function fetchStatusUris(
  statusBase: string,
  options: RequestOptions = {},
): Promise<readonly string[]> {
  const { text } = await request(statusBase.replace(/\/$/, ''), options)
  const body = parseJson(text)
  const uris =
    typeof body === 'object' && body !== null && 'status_lists' in body ? body.status_lists : undefined
  if (Array.isArray(uris) && uris.every((uri) => typeof uri === 'string')) return uris
  throw new RequestFailed(statusBase, 200, 'notUnderstood', 'the answer names no status lists')
}
