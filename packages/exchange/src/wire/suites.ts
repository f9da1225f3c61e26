/**
 * Suites of algorithms by name. A region says at `/.well-known/cx` which it speaks; `gm-1` has its place and its names,
 * and is refused until a region's platform can reckon with it: WebCrypto has none of SM2, SM3 and SM4.
 */
import { fail, ok, type Result } from '@tongban/kernel'

export const SUITES = {
  'intl-1': {
    state: 'supported',
    signature: 'ed25519',
    token: 'EdDSA',
    keyAgreement: 'ECDH-ES+A256KW',
    curve: 'X25519',
    encryption: 'A256GCM',
    digest: 'sha-256',
  },
  'gm-1': {
    state: 'reserved',
    signature: 'sm2-sm3',
    token: 'SM2-SM3',
    keyAgreement: 'SM2-ES',
    curve: 'SM2',
    encryption: 'SM4-GCM',
    digest: 'sm3',
  },
} as const
export type SuiteName = keyof typeof SUITES
export const SUITE = SUITES['intl-1']

export type SuiteFault = { readonly code: 'suiteNotSupported'; readonly supported: readonly SuiteName[] }

const isSuiteName = (name: string): name is SuiteName => Object.hasOwn(SUITES, name)
const NAMES = Object.keys(SUITES).filter(isSuiteName)
export const SUPPORTED_SUITES = NAMES.filter((name) => SUITES[name].state === 'supported')

/** The suite a request asks for by the header `cx-suite`; none asked for is the first that is supported. */
export function chooseSuite(asked: string | null): Result<SuiteName, SuiteFault> {
  const name = asked ?? 'intl-1'
  return isSuiteName(name) && SUITES[name].state === 'supported'
    ? ok(name)
    : fail({ code: 'suiteNotSupported', supported: SUPPORTED_SUITES })
}

/** Whether a signature algorithm is that of a suite which is known and not spoken. */
export const isReservedAlgorithm = (algorithm: string): boolean =>
  NAMES.some((name) => SUITES[name].state === 'reserved' && SUITES[name].signature === algorithm)
