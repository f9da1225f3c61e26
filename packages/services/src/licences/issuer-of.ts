import type { Context } from '../context.ts'
import type { Issuer } from './issuer.ts'

/** What only the Worker that holds the issuer keys can do; asking it of another is a mistake of whoever binds routes. */
export function issuerOf({ issuer }: Pick<Context, 'issuer'>): Issuer {
  if (issuer === null) throw new Error('this Worker holds no issuer keys: TONGBAN_ISSUER_KEYS is not set')
  return issuer
}
