/**
 * What every licence of ours says openly, whoever it is shown to: SD-JWT VC's own members and those of 电子证照. None of them
 * may come from a disclosure, or a holder could choose them.
 */
import type { FindingCode } from './finding.ts'
import { isSeconds } from './jws.ts'
import { isObject, type Json, type JsonObject } from './strict-json.ts'
import type { PublicJwk, Text } from './wire.ts'

export const FIXED_NAMES: ReadonlySet<string> = new Set([
  'iss',
  'iat',
  'nbf',
  'exp',
  'aud',
  'vct',
  'vct#integrity',
  'status',
  'cnf',
  '_sd_alg',
  'identifier',
  'typeCode',
  'typeName',
  'issuingAuthority',
  'issuingAuthorityCode',
  'demonstration',
])

export type Profile = {
  readonly iat: number
  readonly nbf: number
  readonly exp: number | undefined
  readonly vct: string
  readonly status: { readonly uri: string; readonly idx: number }
  readonly holderKey: PublicJwk | undefined
  readonly identifier: string
  readonly typeCode: string
  readonly typeName: Text
  readonly issuingAuthority: string
  readonly issuingAuthorityCode: string
  readonly demonstration: boolean
}

const VCT = /^urn:tongban:licence:[A-Za-z][\w.-]{0,63}:[1-9]\d{0,5}$/

export function readProfile(payload: JsonObject): Profile | FindingCode {
  const { iat, nbf, exp, vct, identifier, typeCode, issuingAuthority, issuingAuthorityCode } = payload
  if (!isSeconds(iat) || !isSeconds(nbf) || !(exp === undefined || isSeconds(exp)))
    return 'credential:profile'
  if (typeof vct !== 'string' || !VCT.test(vct)) return 'credential:vct'
  const typeName = textOf(payload.typeName)
  const status = statusOf(payload.status)
  const holderKey = payload.cnf === undefined ? undefined : keyOf(payload.cnf)
  const demonstration = payload.demonstration
  if (typeof identifier !== 'string' || typeof typeCode !== 'string' || typeName === undefined) {
    return 'credential:profile'
  }
  if (typeof issuingAuthority !== 'string' || typeof issuingAuthorityCode !== 'string')
    return 'credential:profile'
  if (status === undefined || holderKey === null) return 'credential:profile'
  // A licence is for whoever must rely on it: one made for a single reader is none of ours.
  if (payload.aud !== undefined || !(demonstration === undefined || demonstration === true)) {
    return 'credential:profile'
  }
  return {
    iat,
    nbf,
    exp,
    vct,
    status,
    holderKey,
    identifier,
    typeCode,
    typeName,
    issuingAuthority,
    issuingAuthorityCode,
    demonstration: demonstration === true,
  }
}

function textOf(value: Json | undefined): Text | undefined {
  if (!isObject(value)) return undefined
  const { zh, en } = value
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : undefined
}

function statusOf(value: Json | undefined): Profile['status'] | undefined {
  const list = isObject(value) ? value.status_list : undefined
  if (!isObject(list)) return undefined
  const { uri, idx } = list
  return typeof uri === 'string' && isSeconds(idx) ? { uri, idx } : undefined
}

/** The holder's key (RFC 7800 §3.2); `null` where it is not one that can be used. */
function keyOf(value: Json): PublicJwk | null {
  return (isObject(value) ? readJwk(value.jwk) : undefined) ?? null
}

export function readJwk(value: Json | undefined): PublicJwk | undefined {
  if (!isObject(value)) return undefined
  const { kty, crv, x, y } = value
  if (kty !== 'EC' || (crv !== 'P-256' && crv !== 'SM2')) return undefined
  return typeof x === 'string' && typeof y === 'string' ? { kty, crv, x, y } : undefined
}
