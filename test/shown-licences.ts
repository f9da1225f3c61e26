import type { EpochMs } from '@tongban/kernel'
import type { LicenceState } from '@tongban/licences'
import { type LicenceRow, licenceByIdentifier } from '@tongban/store'
import type { LicenceFile, PublicJwk } from '@tongban/verifier'
import { MACHINE } from '../packages/services/src/licences/actor.ts'
import { licenceStatusStatements } from '../packages/services/src/licences/change.ts'
import { licenceSlot } from '../packages/services/src/licences/draw.ts'
import { type IssuedView, prepareIssue, type Wanted } from '../packages/services/src/licences/issue.ts'
import { certificateOf } from './certificate.ts'
import { clockContext } from './context.ts'
import { type Answered, ask, type Send } from './kit.ts'
import { type Citizen, citizen, worker } from './region.ts'

/** Licences of a workerd test that are shown to somebody: issued without the case around them, and verified. */

/** Issues them in one batch. */
export async function issueAll(wanted: readonly Wanted[]): Promise<readonly IssuedView[]> {
  const ctx = await clockContext()
  const slot = licenceSlot(ctx)
  const [rows] = await ctx.database.read([slot.statement])
  const prepared = await prepareIssue(ctx, wanted, slot.take(rows))
  if (!prepared.ok) throw new Error(prepared.failure.code)
  const written = await ctx.database.write(prepared.value.statements)
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  return prepared.value.issued
}

export async function issue(
  holder: Citizen = citizen('1950-01-01'),
  change: Partial<Wanted> = {},
): Promise<IssuedView> {
  const [licence] = await issueAll([certificateOf(holder, change)])
  if (licence === undefined) throw new Error('nothing was issued')
  return licence
}

export async function rowOf(identifier: string): Promise<LicenceRow> {
  const ctx = await clockContext()
  const [[row]] = await ctx.database.read([licenceByIdentifier({ identifier })])
  if (row === undefined) throw new Error('no such licence')
  return row
}

/** Brings a licence into a state, as an act does whose batch is written. */
export async function bring(identifier: string, state: LicenceState, act: string): Promise<void> {
  const ctx = await clockContext()
  const happening = { type: act, at: Date.now(), actor: MACHINE, data: {} }
  const { statements } = await licenceStatusStatements(ctx, await rowOf(identifier), state, happening)
  const written = await ctx.database.write(statements)
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
}

export const revoke = (identifier: string) => bring(identifier, 'revoked', 'revoke')

export const verify = (body: unknown, token: string | null = null, send: Send = worker): Promise<Answered> =>
  ask(send, token, 'POST', '/licences/v1/verify', body)

/** A licence as an app shows it: the credential and what stands beside it. */
export const shown = ({ credential, signatures }: Pick<LicenceFile, 'credential' | 'signatures'>) => ({
  credential,
  signatures,
})

/** Codes of the reasons of a verdict, or of the problem that was answered instead. */
export const reasonsOf = ({ body }: Answered): readonly string[] =>
  Array.isArray(body.reasons) ? body.reasons.map(({ code }: { code: string }) => code) : [`${body.code}`]
export const warningsOf = ({ body }: Answered): readonly string[] =>
  Array.isArray(body.warnings) ? body.warnings.map(({ code }: { code: string }) => code) : []

const encoder = new TextEncoder()
export const toBase64url = (bytes: Uint8Array | string): string => {
  const raw = typeof bytes === 'string' ? encoder.encode(bytes) : bytes
  return btoa(String.fromCharCode(...raw))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' }

/** The key of a holder's device, and what it signs when the holder shows a licence to somebody. */
export async function holderKey() {
  const pair = asPair(await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']))
  const { x = '', y = '' } = asJwk(await crypto.subtle.exportKey('jwk', pair.publicKey))
  const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y }
  const present = async (
    credential: string,
    asked: { readonly nonce: string; readonly aud: string },
    at: EpochMs = Date.now(),
  ) => {
    const digest = await crypto.subtle.digest('SHA-256', encoder.encode(credential))
    const head = toBase64url(JSON.stringify({ alg: 'ES256', typ: 'kb+jwt' }))
    const claims = { iat: Math.floor(at / 1000), ...asked, sd_hash: toBase64url(new Uint8Array(digest)) }
    const input = `${head}.${toBase64url(JSON.stringify(claims))}`
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
    const signature = await crypto.subtle.sign(algorithm, pair.privateKey, encoder.encode(input))
    return `${credential}${input}.${toBase64url(new Uint8Array(signature))}`
  }
  return { jwk, present }
}

/** Guarantee: an algorithm of signatures gives a pair, and a key that is asked for as JWK is one. */
const asPair = (key: unknown) => key as CryptoKeyPair
const asJwk = (key: unknown) => key as JsonWebKey
