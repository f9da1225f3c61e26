import { isFault, readTrustBundle, type TrustBundlePayload } from '@tongban/verifier'
import { expect, test } from 'vitest'
import { ISSUER, NOW, readPart, ring, SECONDS, trustedRegion } from './licences.fixture.ts'
import { signTrustBundle } from './trust-bundle.ts'

test('does the verifier read the bundle that is signed here, by the bundle key alone?', async () => {
  const keys = await ring()
  const payload: TrustBundlePayload = {
    iss: ISSUER,
    iat: SECONDS,
    exp: SECONDS + 86_400,
    ttl: 3600,
    regions: [trustedRegion(keys)],
  }
  const [signer] = keys.signersOf('bundle', SECONDS)
  const [other] = keys.signersOf('status', SECONDS)
  if (signer === undefined || other === undefined) throw new Error('the ring has both keys')
  const token = await signTrustBundle(payload, signer)
  expect(readPart(token, 0)).toEqual({
    alg: 'ES256',
    kid: 'development-bundle-1',
    typ: 'tongban-trust-bundle+jwt',
  })
  const read = await readTrustBundle(token, keys.trusted, NOW, 0)
  if (isFault(read)) throw new Error('the bundle must be read')
  expect(read).toMatchObject({ regions: payload.regions })
  const wrong = await readTrustBundle(await signTrustBundle(payload, other), keys.trusted, NOW, 0)
  expect(isFault(wrong)).toBe(true)
})
