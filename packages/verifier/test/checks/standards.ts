/** Examples printed in the standards themselves. */

import { disclose } from '../../src/disclosure.ts'
import { fromBase64url, statusAt } from '../../src/index.ts'
import { inflate } from '../../src/inflate.ts'
import { readJws } from '../../src/jws.ts'
import { keyBindingFault } from '../../src/key-binding.ts'
import { readJwk } from '../../src/profile.ts'
import { checkSignature, importEs256 } from '../../src/signature.ts'
import { isObject, type JsonObject } from '../../src/strict-json.ts'
import { APPENDIX_A_1, APPENDIX_A_2, APPENDIX_A_3_KB, ISSUER_KEY, SECTION_5_1 } from '../rfc9901.fixture.ts'
import { ENTRIES, LONG, SHORT, TOKEN } from '../status-list.fixture.ts'
import { type Check, equal } from './check.ts'

/** The payload as RFC 9901 §7.1 says to make it, its signature checked with the key of appendix A.5. */
async function processed(text: string, typ: string): Promise<{ payload: JsonObject; raw: JsonObject }> {
  const [token = '', ...disclosures] = text.split('~')
  disclosures.pop()
  const jws = readJws(token, typ)
  if (typeof jws === 'string') throw new Error(jws)
  const handle = await importEs256(ISSUER_KEY)
  const key = { alg: 'ES256', jwk: ISSUER_KEY, handle } as const
  equal(await checkSignature(key, jws.signed, jws.signature, undefined), 'holds')
  const payload = disclose(jws.payload, disclosures, new Set())
  if (typeof payload === 'string') throw new Error(payload)
  return { payload, raw: jws.payload }
}

const EXAMPLE = 'example+sd-jwt'
const ADDRESS = { street_address: '123 Main St', locality: 'Anytown', region: 'Anystate', country: 'US' }

export const STANDARD_CHECKS: readonly Check[] = [
  {
    question: 'RFC 9901 §5.1: everything disclosed',
    async run() {
      const { payload } = await processed(SECTION_5_1, EXAMPLE)
      const { given_name, family_name, email, phone_number_verified, address, nationalities, updated_at } =
        payload
      equal([given_name, family_name, email], ['John', 'Doe', 'johndoe@example.com'])
      equal([phone_number_verified, updated_at, nationalities], [true, 1_570_000_000, ['US', 'DE']])
      equal([address, payload._sd, payload._sd_alg], [ADDRESS, undefined, undefined])
    },
  },
  {
    question: 'RFC 9901 §5.2: part disclosed, and nothing',
    async run() {
      const [token, given, family, , , , address, , , us] = SECTION_5_1.split('~')
      const { payload } = await processed([token, family, address, given, us, ''].join('~'), EXAMPLE)
      equal(
        Object.keys(payload).sort().join(),
        'address,cnf,exp,family_name,given_name,iat,iss,nationalities,sub',
      )
      equal(payload.nationalities, ['US'])
      equal((await processed(`${token}~`, EXAMPLE)).payload.nationalities, [])
    },
  },
  {
    question: 'RFC 9901 A.1: claims hidden inside an object, with decoys',
    async run() {
      const { payload } = await processed(APPENDIX_A_1, EXAMPLE)
      equal(payload, {
        iss: 'https://issuer.example.com',
        iat: 1_683_000_000,
        exp: 1_883_000_000,
        address: { region: '港区', country: 'JP' },
      })
    },
  },
  {
    question: 'RFC 9901 A.2: a disclosure with digests of its own, in an array',
    async run() {
      const { payload } = await processed(APPENDIX_A_2, EXAMPLE)
      equal(payload.verified_claims, {
        verification: {
          trust_framework: 'de_aml',
          evidence: [{ method: 'pipp' }],
          time: '2012-04-23T18:25Z',
        },
        claims: {
          given_name: 'Max',
          family_name: 'Müller',
          address: {
            locality: 'Maxstadt',
            postal_code: '12344',
            country: 'DE',
            street_address: 'Weidenstraße 22',
          },
        },
      })
    },
  },
  {
    question: 'RFC 9901 A.3: an SD-JWT VC with the holder’s proof',
    async run() {
      const { payload, raw } = await processed(APPENDIX_A_3_KB, 'dc+sd-jwt')
      equal(
        [payload.vct, payload.nationalities, payload.age_equal_or_over],
        ['urn:eudi:pid:de:1', ['DE'], { '18': true }],
      )
      const holderKey = isObject(raw.cnf) ? readJwk(raw.cnf.jwk) : undefined
      const proof = APPENDIX_A_3_KB.slice(APPENDIX_A_3_KB.lastIndexOf('~') + 1)
      if (holderKey === undefined) throw new Error('the example holds a key of its holder')
      const asked = {
        proof,
        shown: APPENDIX_A_3_KB.slice(0, -proof.length),
        holderKey,
        expected: { nonce: '1234567890', aud: 'https://verifier.example.org', maxAgeSeconds: 10 },
        now: 1_748_454_275_000,
        leewaySeconds: 0,
        sm2: undefined,
      }
      equal(await keyBindingFault(asked), undefined)
      equal(await keyBindingFault({ ...asked, shown: asked.shown.slice(0, -1) }), 'keyBinding:otherContent')
    },
  },
  {
    question: 'Token Status List §4: the short lists, both ways to write a byte',
    async run() {
      for (const { bits, lst, bytes, values } of SHORT) {
        const packed = fromBase64url(lst)
        const unpacked = packed === undefined ? 'malformed' : await inflate(packed, 16)
        if (typeof unpacked === 'string') throw new Error(unpacked)
        equal([...unpacked], bytes)
        const shard = { uri: '', asOf: 0, exp: 0, ttl: 0, bits, bytes: unpacked }
        equal(
          values.map((_, index) => statusAt(shard, index)),
          values,
        )
        equal(statusAt(shard, values.length), undefined)
      }
    },
  },
  {
    question: 'Token Status List test vectors: 2^20 entries of one, two and four bits',
    async run() {
      for (const { bits, lst, values } of LONG) {
        const packed = fromBase64url(lst)
        const bytes = packed === undefined ? 'malformed' : await inflate(packed, (ENTRIES * bits) / 8)
        if (typeof bytes === 'string') throw new Error(bytes)
        const shard = { uri: '', asOf: 0, exp: 0, ttl: 0, bits, bytes }
        const places = new Map<number, number>(values.map(([index, value]) => [index, value]))
        for (let index = 0; index < ENTRIES; index++) {
          if (statusAt(shard, index) !== (places.get(index) ?? 0))
            throw new Error(`place ${index} of ${bits} bits`)
        }
        equal(statusAt(shard, ENTRIES), undefined)
      }
    },
  },
  {
    question: 'Token Status List §5.1: the token of the example is read as it says',
    async run() {
      const jws = readJws(TOKEN, 'statuslist+jwt')
      if (typeof jws === 'string') throw new Error(jws)
      equal([jws.alg, jws.kid, jws.payload.sub], ['ES256', '12', 'https://example.com/statuslists/1'])
      equal([jws.payload.ttl, jws.payload.status_list], [43_200, { bits: 1, lst: 'eNrbuRgAAhcBXQ' }])
    },
  },
]
