import { openTrust } from '@tongban/verifier'
import { verifySm2 } from '@tongban/verifier/sm2'
import { expect, test } from 'vitest'
import { type Asker, readAsker, signAsker } from './asker.ts'
import { signToken } from './jws.ts'
import { ISSUER, NOW, ring, SECONDS, trustedRegion } from './licences.fixture.ts'
import { hashCode } from './presentation.ts'

/** What a partner says of whom it asks for: believed of it alone, for one code, and while its key counts. */
const OWN = 'http://own.test/licences'
const ASKER: Asker = {
  kind: 'official',
  name: { zh: '渝北区民政局', en: 'Civil Affairs' },
  post: '审核岗',
  purpose: 'counter',
  caseNumber: null,
}
const [partner, stranger] = [await ring(), await ring()]
const own = { ...trustedRegion(stranger), region: '500112', issuer: OWN, statusBase: `${OWN}/status/` }
const trust = await openTrust([own, trustedRegion(partner)])
const codeHash = await hashCode('3ZZZZZZZZZ0123456789ABCDEF')
const reading = { trust, iss: OWN, codeHash, now: NOW, sm2: verifySm2 }
const payload = { iss: ISSUER, aud: OWN, iat: SECONDS, code: codeHash, asker: ASKER }

function signerOf(keys: typeof partner, use: 'bundle' | 'licence') {
  const [signer] = keys.signersOf(use, SECONDS)
  if (signer === undefined) throw new Error('no key')
  return signer
}
const speaks = signerOf(partner, 'bundle')

test('is what a region says of who asks read as it said it?', async () => {
  const read = await readAsker(await signAsker(payload, speaks), reading)
  expect(read).toEqual({ ok: true, value: { ...ASKER, region: '510116' } })
})

test.each<[string, () => Promise<string>, string]>([
  ['of a stranger', () => signAsker({ ...payload, iss: 'http://nobody.test' }, speaks), 'key:unknown'],
  ['as of this region itself', () => signAsker({ ...payload, iss: OWN }, speaks), 'key:unknown'],
  ['signed by another region', () => signAsker(payload, { ...signerOf(stranger, 'bundle') }), 'signature'],
  ['signed by a key for licences', () => signAsker(payload, signerOf(partner, 'licence')), 'key:unknown'],
  ['for another region', () => signAsker({ ...payload, aud: ISSUER }, speaks), 'meant for another'],
  ['for another code', () => signAsker({ ...payload, code: 'x' }, speaks), 'meant for another'],
  ['long ago', () => signAsker({ ...payload, iat: SECONDS - 301 }, speaks), 'time'],
  ['in time to come', () => signAsker({ ...payload, iat: SECONDS + 301 }, speaks), 'time'],
  ['as a trust bundle', () => signToken('tongban-trust-bundle+jwt', payload, speaks), 'token:type'],
  ['of nobody', () => signToken('tongban-asker+jwt', { ...payload, asker: undefined }, speaks), 'malformed'],
  ['and changed', async () => `${await signAsker(payload, speaks)}AAAA`, 'signature:invalid'],
])('is it refused where it is said %s?', async (_, token, reason) => {
  expect(await readAsker(await token(), reading)).toEqual({
    ok: false,
    failure: { code: 'askerRefused', reason },
  })
})
