/** Licences issued and presented by another's library are read here as it reads them. */
import { createHash, randomBytes } from 'node:crypto'
import { SDJwtInstance } from '@sd-jwt/core'
import { expect, it } from 'vitest'
import { allValid, openWorld } from '../test/checks/check.ts'
import { NOW, openSigner, payloadOf, SECONDS, type Signer, signBytes } from '../test/issuer.ts'
import { verifyLicence } from './index.ts'

const signerOf = (signer: Signer) => async (text: string) =>
  Buffer.from(await signBytes(signer, new TextEncoder().encode(text))).toString('base64url')

it('an SD-JWT with nested, listed and decoy digests and a proof holds, and shows what was chosen', async () => {
  const world = await openWorld()
  const holder = await openSigner('holder')
  const library = new SDJwtInstance({
    omitTyp: true,
    hashAlg: 'sha-256',
    hasher: (data) =>
      createHash('sha256')
        .update(typeof data === 'string' ? data : new Uint8Array(data))
        .digest(),
    saltGenerator: () => randomBytes(16).toString('base64url'),
    signAlg: 'ES256',
    signer: signerOf(world.region.licence),
    kbSignAlg: 'ES256',
    kbSigner: signerOf(holder),
  })
  const claims = {
    ...payloadOf(world.region, { cnf: { jwk: holder.jwk } }),
    name: '张三',
    address: { city: '成都', street: '棠湖东路' },
    plates: ['川A00001', '川A00002'],
  }
  const credential = await library.issue(
    claims,
    {
      _sd: ['name', 'address'],
      _sd_decoy: 3,
      address: { _sd: ['street'], _sd_decoy: 1 },
      plates: { _sd: [0, 1] },
    },
    { header: { typ: 'dc+sd-jwt', kid: world.region.licence.kid } },
  )
  const ask = { trust: world.trust, now: NOW, statusOf: allValid }
  const { name, address, plates } = claims
  expect(await verifyLicence({ credential, ...ask })).toMatchObject({
    valid: true,
    claims: { name, address, plates },
  })
  const keyBinding = { nonce: 'n-1', aud: 'https://window.example.gov.cn', maxAgeSeconds: 60 }
  const shown = await library.present<typeof claims>(
    credential,
    { address: { city: true }, plates: { 1: true } },
    { kb: { payload: { iat: SECONDS - 1, nonce: keyBinding.nonce, aud: keyBinding.aud } } },
  )
  const verdict = await verifyLicence({ credential: shown, ...ask, keyBinding })
  expect([verdict.valid, verdict.reasons, verdict.claims]).toEqual([
    true,
    [],
    { plates: ['川A00002'], address: { city: '成都' } },
  ])
})
