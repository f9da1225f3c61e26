/** Keys, drafts and bytes for the tests of this room. */

import { civilDate } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import {
  fromBase64url,
  type KeyUse,
  type PublicJwk,
  type TrustedRegion,
  toBase64url,
} from '@tongban/verifier'
import { bytesOf, Sm2Point } from '@tongban/verifier/sm2'
import type { LicenceDraft } from './contract.ts'
import { makeIdentifier, makeSerial } from './identifier.ts'
import { type IssuerKeys, openIssuerKeys } from './issuer-keys.ts'
import { typeCodeOf } from './licence-type.ts'
import type { PrivateJwk } from './signers.ts'
import { typeOf } from './types/index.ts'

export const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

export const REGION_CODE = '11510116DEM000001A'
export const ORGAN = '11510116DEM0000028'
export const REGION = '510116'
export const ISSUER = 'http://region.test/licences'
export const STATUS_BASE = `${ISSUER}/status/`
/** 2026-11-22 12:00 in Shanghai. */
export const NOW = Date.UTC(2026, 10, 22, 4)
export const SECONDS = NOW / 1000

export function on(text: string): CivilDate {
  const date = civilDate(text)
  if (date === undefined) throw new Error(`${text} is no day`)
  return date
}

export async function es256Key(): Promise<PrivateJwk> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  if (!('privateKey' in pair)) throw new Error('a pair was asked for')
  const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey)
  if (jwk instanceof ArrayBuffer) throw new Error('a JWK was asked for')
  const { x, y, d } = jwk
  if (x === undefined || y === undefined || d === undefined) throw new Error('a whole key was asked for')
  return { kty: 'EC', crv: 'P-256', x, y, d }
}

export function sm2Key(bytes: Uint8Array = random(32)): PrivateJwk {
  const number = (BigInt(`0x${Buffer.from(bytes).toString('hex')}`) >> 1n) + 1n
  const point = Sm2Point.BASE.multiply(number).toAffine()
  const [x, y, d] = [point.x, point.y, number].map((part) => toBase64url(bytesOf(part)))
  return { kty: 'EC', crv: 'SM2', x: x ?? '', y: y ?? '', d: d ?? '' }
}

export const publicHalf = ({ kty, crv, x, y }: PublicJwk): PublicJwk => ({ kty, crv, x, y })

export const keyEntry = (
  kid: string,
  use: KeyUse,
  jwk: PublicJwk,
  times: { from?: number; until?: number | null; revokedAt?: number | null } = {},
) => ({
  kid,
  alg: jwk.crv === 'SM2' ? 'SM2-SM3' : 'ES256',
  use,
  jwk,
  from: 0,
  until: null,
  revokedAt: null,
  ...times,
})

/** A whole ring: ES256 for each use, and SM2 beside it for licences. */
export async function ring(): Promise<IssuerKeys> {
  const keys = [
    keyEntry('development-licence-1', 'licence', await es256Key()),
    keyEntry('development-sm2-1', 'licence', sm2Key()),
    keyEntry('development-status-1', 'status', await es256Key()),
    keyEntry('development-paper-1', 'paper', await es256Key()),
    keyEntry('development-bundle-1', 'bundle', await es256Key()),
  ]
  const opened = await openIssuerKeys(JSON.stringify({ keys }), 'development', random)
  if (!opened.ok) throw new Error(opened.failure.reason)
  return opened.value
}

export const trustedRegion = (keys: IssuerKeys): TrustedRegion => ({
  region: REGION,
  name: { zh: '双流区', en: 'Shuangliu District' },
  issuer: ISSUER,
  statusBase: STATUS_BASE,
  keys: keys.trusted,
})

export const HOLDER = {
  holderName: '张三丰',
  holderIdKind: 'residentId',
  holderIdNumber: '510116194001011234',
}

export function identifierFor(slug: string): string {
  const type = typeOf(slug)
  if (type === undefined) throw new Error(`${slug} is no type`)
  const made = makeIdentifier({
    typeCode: typeCodeOf(type, REGION_CODE),
    issuerCode: ORGAN,
    serial: makeSerial(random),
    version: 1,
  })
  if (!made.ok) throw new Error(made.failure.part)
  return made.value
}

export const allowanceDraft = (change: Partial<LicenceDraft> = {}): LicenceDraft => ({
  identifier: identifierFor('elderly-allowance-certificate'),
  type: 'elderly-allowance-certificate',
  typeVersion: 1,
  issuingAuthority: '双流区民政局',
  issuingAuthorityCode: ORGAN,
  claims: {
    ...HOLDER,
    birthDate: '1940-01-01',
    amountYuan: 100,
    payableFromOn: '2026-12-01',
    nextBandOn: '2030-01-01',
  },
  issuedAt: NOW,
  validFrom: on('2026-11-22'),
  validUntil: null,
  status: { list: 3, index: 70_000 },
  holderKey: null,
  ...change,
})

export const advertisingDraft = (change: Partial<LicenceDraft> = {}): LicenceDraft => ({
  identifier: identifierFor('outdoor-advertising-permit'),
  type: 'outdoor-advertising-permit',
  typeVersion: 1,
  issuingAuthority: '双流区城市管理局',
  issuingAuthorityCode: ORGAN,
  claims: { ...HOLDER, siteAddress: '双流区演示街 1 号', kind: 'wall', widthMetres: 2.5, heightMetres: 3 },
  issuedAt: NOW,
  validFrom: on('2026-11-22'),
  validUntil: on('2028-11-21'),
  status: { list: 3, index: 131_071 },
  holderKey: null,
  ...change,
})

/** Part of a compact token, read. */
export const readPart = (token: string, part: number): unknown =>
  JSON.parse(new TextDecoder().decode(fromBase64url(token.split('.')[part] ?? '')))
