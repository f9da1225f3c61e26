import { openExchangeKeys, type PartnerKey } from '@tongban/exchange/wire'
import { exportJWK, generateKeyPair } from 'jose'

/**
 * The exchange keys of a region, the secret of the exchange Worker alone: an Ed25519 key that signs, and an X25519 key by
 * which every office opens what is sealed to it. A real region gives each office its own. What partners are given of them is
 * the public half.
 */

/** A fresh ring; one made for trying out is refused by a Worker outside development. */
export async function makeExchangeKeys(
  now: number,
  environment: 'development' | 'production' = 'development',
): Promise<string> {
  const term = { from: Math.floor(now / 1000), until: null }
  return JSON.stringify({
    ...(environment === 'development' ? { environment } : {}),
    keys: [
      { use: 'sign', jwk: await makeKey('Ed25519'), ...term },
      { use: 'open', office: '*', jwk: await makeKey('X25519'), ...term },
    ],
  })
}

async function makeKey(curve: 'Ed25519' | 'X25519'): Promise<object> {
  const { privateKey } = await generateKeyPair(curve === 'Ed25519' ? 'EdDSA' : 'ECDH-ES', {
    crv: curve,
    extractable: true,
  })
  const { kty, crv, x, d } = await exportJWK(privateKey)
  return { kty, crv, x, d }
}

/** What a partner may know of the ring. */
export async function publicExchangeKeys(secret: string): Promise<readonly PartnerKey[]> {
  const opened = await openExchangeKeys(secret, 'development')
  if (!opened.ok) throw new Error(opened.failure.reason)
  return opened.value.published
}
