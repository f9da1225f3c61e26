import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import type { Issuer } from './issuer.ts'

/** What only the Worker that holds the issuer keys can do; without them, or without its public origin, it says so. */
export function issuerOf({ issuer }: Pick<Context, 'issuer'>): Result<Issuer, Failure> {
  return issuer === null ? fail({ code: 'licencesNotConfigured', what: NO_ISSUER }) : ok(issuer)
}

const NO_ISSUER = {
  zh: '签发证照的密钥（TONGBAN_ISSUER_KEYS）或者公开网址（TONGBAN_PUBLIC_ORIGIN）',
  en: 'its issuer keys (TONGBAN_ISSUER_KEYS) or its public origin (TONGBAN_PUBLIC_ORIGIN)',
}
