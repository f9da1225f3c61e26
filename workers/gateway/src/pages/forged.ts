/**
 * Whether a form was not sent from a page of this origin (OWASP: synchroniser token, and the origin that the browser states).
 * `expected` is the digest over the cookie of this browser and its session; null where the browser brought no cookie.
 */
export function isForged(request: Request, origin: string, token: string, expected: string | null): boolean {
  const stated = request.headers.get('Origin')
  if (stated !== null && stated !== origin) return true
  const site = request.headers.get('Sec-Fetch-Site')
  if (site !== null && site !== 'same-origin') return true
  if (expected === null || token.length !== expected.length) return true
  let differing = 0
  for (let at = 0; at < expected.length; at += 1) differing |= expected.charCodeAt(at) ^ token.charCodeAt(at)
  return differing !== 0
}
