import { exportJWK, generateKeyPair } from 'jose'

/** A fresh ring with one audit key (ECDSA P-256), as `openAuditKeys` of @tongban/evidence reads it. */
export async function makeAuditKey(id: string): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const { kty, crv, x, y, d } = await exportJWK(privateKey)
  return JSON.stringify({ current: id, keys: [{ kid: id, kty, crv, x, y, d }] })
}
