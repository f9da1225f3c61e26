import { insertExchangeNonce, type Statement } from '@tongban/store'

/** What of a signed request makes it be taken once: remembered in the batch of what it changes, which fails the second time. */
export type SignedOnce = { readonly nonce: string; readonly nonceExpiresAt: number }

export const onceOf = (partner: string, { nonce, nonceExpiresAt: expiresAt }: SignedOnce): Statement =>
  insertExchangeNonce({ partner, nonce, expiresAt })
