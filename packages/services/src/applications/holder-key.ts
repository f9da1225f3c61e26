import type { FieldError } from '@tongban/kernel'
import { fromBase64url } from '@tongban/privacy'
import type { Application } from './body.ts'

/**
 * The holder's own key as it is handed in: a point of the curve and nothing else. A licence bound to a key that is none
 * could never be shown with a proof of possession.
 */
export async function holderKeyErrors({
  holderKey,
}: Pick<Application, 'holderKey'>): Promise<readonly FieldError[]> {
  if (holderKey === undefined) return []
  const { x, y } = holderKey
  const point = new Uint8Array([4, ...(fromBase64url(x) ?? []), ...(fromBase64url(y) ?? [])])
  const isPoint = await crypto.subtle
    .importKey('raw', point, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
    .then(
      () => true,
      () => false,
    )
  return isPoint ? [] : [NO_POINT]
}

const NO_POINT: FieldError = {
  pointer: '/holderKey',
  zh: '不是 P-256 曲线上的点。请重新生成密钥，提交其公钥（JWK 的 kty、crv、x、y）。',
  en: 'Not a point of P-256. Make a new key pair and hand in its public part (kty, crv, x, y of the JWK).',
}
