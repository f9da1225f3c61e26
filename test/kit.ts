import { type ApplicantClaims, type OfficialClaims, signDevelopmentToken } from '@tongban/http/development'
import type { Role } from '@tongban/kernel'
import { testEnvironment } from './environment.ts'

/** What tests of a running door need: tokens of the test region's provider, and requests. Synthetic persons only. */

export type Send = (request: Request) => Promise<Response>
type Key = Parameters<typeof signDevelopmentToken>[0]['privateJwk']

/** Guarantee: the test configuration holds the key as `makeDevelopmentKey` made it. */
const readKey = (text: string) => JSON.parse(text) as Key

export type Signer = (subject: string, claims: object, lifetimeSeconds?: number) => Promise<string>

/** Signs tokens with the test region's key, `text` being its JWK. */
export function signerOf(text: string): Signer {
  const privateJwk = readKey(text)
  return (subject, claims, lifetimeSeconds = 600) =>
    signDevelopmentToken({
      privateJwk,
      issuer: testEnvironment.TONGBAN_OIDC_ISSUER,
      audience: testEnvironment.TONGBAN_OIDC_AUDIENCE,
      subject,
      claims: { ...claims },
      issuedAt: Date.now(),
      lifetimeSeconds,
    })
}

export const official = (role: Role, department = 'civil-affairs', region = '510116'): OfficialClaims => ({
  roles: [role],
  department,
  post: 'post-1',
  region,
  name: '演示工作人员',
})

export const person = (idNumber: string, level = 'L2', name = '演示甲'): ApplicantClaims => ({
  name,
  id_kind: 'residentId',
  id_number: idNumber,
  real_name_level: level,
})

export type Answered = {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
  readonly text: string
}

/** Sends one request as JSON and reads the answer. */
export async function ask(
  send: Send,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await send(
    new Request(`http://region.test${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )
  // Read as bytes: the runtime warns of media types it does not take for text.
  const text = new TextDecoder().decode(await response.arrayBuffer())
  const isJson = response.headers.get('Content-Type')?.includes('json') === true && text !== ''
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : {}, text }
}
