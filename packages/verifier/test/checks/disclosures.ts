/** RFC 9901 §7.1, one question for each thing it asks, and the holder's proof of §7.3. */
import { toBase64url } from '../../src/base64url.ts'
import {
  type Disclosure,
  disclosureOf,
  HOLDER,
  headerOf,
  issue,
  keyBinding,
  NOW,
  openSigner,
  payloadOf,
  SECONDS,
  signJws,
} from '../issuer.ts'
import { type Check, equal, refusedFor, verify, type World } from './check.ts'

const utf8 = new TextEncoder()

async function shown(
  { region }: World,
  changes: object,
  disclosures: readonly Disclosure[],
): Promise<string> {
  const token = await signJws(region.licence, headerOf(region), payloadOf(region, changes))
  return [token, ...disclosures.map(({ text }) => text), ''].join('~')
}

const rawDisclosure = async (json: string): Promise<Disclosure> => {
  const text = toBase64url(utf8.encode(json))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(text)))
  return { text, digest: toBase64url(digest) }
}

export const DISCLOSURE_CHECKS: readonly Check[] = [
  {
    question: 'nested claims and elements of arrays are disclosed in their places',
    async run(world) {
      const street = disclosureOf('street', '棠湖东路')
      const address = disclosureOf('address', { city: '成都', _sd: [street.digest] })
      const second = disclosureOf({ plate: '川A00001', _sd: ['decoy'] })
      const vehicles = [{ '...': 'decoy-of-array' }, 'first', { '...': second.digest }]
      const changes = { _sd: [address.digest, 'decoy-1'], vehicles }
      const all = await verify(world, await shown(world, changes, [street, second, address]))
      equal(all.claims, {
        vehicles: ['first', { plate: '川A00001' }],
        address: { city: '成都', street: '棠湖东路' },
      })
      const part = await verify(world, await shown(world, changes, [address]))
      equal(part.claims, { vehicles: ['first'], address: { city: '成都' } })
      refusedFor(await verify(world, await shown(world, changes, [street])), 'disclosure:unreferenced')
    },
  },
  {
    question: 'a disclosure that no digest references is refused',
    async run(world) {
      const stray = disclosureOf('name', '李四')
      refusedFor(
        await verify(world, await shown(world, { _sd: [HOLDER.name.digest] }, [HOLDER.name, stray])),
        'disclosure:unreferenced',
      )
      refusedFor(await verify(world, await shown(world, {}, [stray])), 'disclosure:unreferenced')
    },
  },
  {
    question: 'a disclosure or a digest that stands twice is refused',
    async run(world) {
      const { name } = HOLDER
      refusedFor(
        await verify(world, await shown(world, { _sd: [name.digest] }, [name, name])),
        'disclosure:duplicate',
      )
      for (const twice of [
        { _sd: [name.digest, name.digest] },
        { _sd: ['decoy', 'decoy'] },
        { _sd: [name.digest], list: [{ '...': name.digest }] },
        { _sd: [name.digest], inner: { _sd: [name.digest] } },
      ]) {
        equal(
          (await verify(world, await shown(world, twice, [name]))).reasons[0]?.code,
          'disclosure:duplicate',
        )
      }
      // However many there are, whichever of them it is, and with nothing disclosed at all.
      const many = Array.from({ length: 60 }, (_, at) => `decoy-${at}`)
      equal((await verify(world, await shown(world, { _sd: many }, []))).valid, true)
      for (const again of ['decoy-0', 'decoy-23', 'decoy-24', 'decoy-59'])
        refusedFor(
          await verify(world, await shown(world, { _sd: [...many, again] }, [])),
          'disclosure:duplicate',
        )
      // A member that no disclosure may bring is looked through all the same.
      const typeName = { zh: '证', en: 'Licence', _sd: ['decoy', 'decoy'] }
      refusedFor(await verify(world, await shown(world, { typeName }, [])), 'disclosure:duplicate')
      const outer = disclosureOf('outer', { _sd: [name.digest] })
      const both = await shown(world, { _sd: [name.digest, outer.digest] }, [name, outer])
      refusedFor(await verify(world, both), 'disclosure:duplicate')
    },
  },
  {
    question: 'reserved names are refused in disclosures and in the payload',
    async run(world) {
      for (const name of ['_sd', '...', '__proto__']) {
        const wrong = await rawDisclosure(`["salt","${name}",1]`)
        refusedFor(
          await verify(world, await shown(world, { _sd: [wrong.digest] }, [wrong])),
          'disclosure:reservedName',
        )
      }
      for (const wrong of [
        { _sd: 'text' },
        { _sd: [1] },
        { _sd: [null] },
        { inner: { '...': 'x' } },
        { list: [{ '...': 5 }] },
        { list: [{ '...': 'x', more: 1 }] },
        { inner: { _sd_alg: 'sha-256' } },
      ]) {
        refusedFor(await verify(world, await shown(world, wrong, [])), 'disclosure:reservedName')
      }
    },
  },
  {
    question: 'what is always open cannot be brought by a disclosure',
    async run(world) {
      for (const name of [
        'iss',
        'iat',
        'nbf',
        'exp',
        'vct',
        'status',
        'cnf',
        '_sd_alg',
        'identifier',
        'demonstration',
        'typeName',
      ]) {
        const wrong = disclosureOf(name, 1)
        const hidden = { _sd: [wrong.digest], ...(name === 'exp' ? { exp: undefined } : {}) }
        refusedFor(await verify(world, await shown(world, hidden, [wrong])), 'disclosure:reservedName')
      }
    },
  },
  {
    question: 'a disclosed name that is already there is refused',
    async run(world) {
      const { name } = HOLDER
      refusedFor(
        await verify(world, await shown(world, { name: '李四', _sd: [name.digest] }, [name])),
        'disclosure:collision',
      )
      const again = disclosureOf('name', '王五')
      const two = await shown(world, { _sd: [name.digest, again.digest] }, [name, again])
      refusedFor(await verify(world, two), 'disclosure:collision')
      const inner = await shown(world, { inner: { name: 1, _sd: [name.digest] } }, [name])
      refusedFor(await verify(world, inner), 'disclosure:collision')
    },
  },
  {
    question: 'swapped kinds of disclosure are refused: an element for a member, a member for an element',
    async run(world) {
      const element = disclosureOf('张三')
      refusedFor(
        await verify(world, await shown(world, { _sd: [element.digest] }, [element])),
        'disclosure:malformed',
      )
      const { name } = HOLDER
      const list = { list: [{ '...': name.digest }] }
      refusedFor(await verify(world, await shown(world, list, [name])), 'disclosure:malformed')
    },
  },
  {
    question: 'a malformed disclosure is refused even where its digest is referenced',
    async run(world) {
      for (const json of [
        '{}',
        '[]',
        '["s"]',
        '["s","a","b","c"]',
        '["s",1,2]',
        '[1,"a",2]',
        '["s","a",{"b":1,"b":2}]',
        'x',
        '["s","a",1] ,',
      ]) {
        const wrong = await rawDisclosure(json)
        refusedFor(
          await verify(world, await shown(world, { _sd: [wrong.digest] }, [wrong])),
          'disclosure:malformed',
        )
      }
      const padded = { text: `${HOLDER.name.text}=`, digest: '' }
      refusedFor(
        await verify(world, await shown(world, { _sd: [HOLDER.name.digest] }, [padded])),
        'disclosure:malformed',
      )
      const letter = { text: '张三', digest: '' }
      refusedFor(await verify(world, await shown(world, { _sd: [] }, [letter])), 'disclosure:malformed')
    },
  },
  {
    question: 'an unknown digest algorithm is refused, and sha-256 is meant where none is named',
    async run(world) {
      for (const _sd_alg of ['sha-512', 'SHA-256', 'md5', '', 1, null]) {
        refusedFor(await verify(world, await shown(world, { _sd_alg }, [])), 'disclosure:hashUnknown')
      }
      const none = await verify(world, await shown(world, { _sd: [HOLDER.name.digest] }, [HOLDER.name]))
      equal(none.claims, { name: '张三' })
    },
  },
  {
    question: 'a mistake deep inside spoils the whole, whatever comes after it',
    async run(world) {
      const { name } = HOLDER
      const changes = { a: [[{ deep: { '...': 'x' } }]], _sd: [name.digest] }
      refusedFor(await verify(world, await shown(world, changes, [name])), 'disclosure:reservedName')
    },
  },
  {
    question: 'the holder’s proof is asked for by the reader, and every part of it is compared',
    async run(world) {
      const holder = await openSigner('holder')
      const thief = await openSigner('thief')
      const bound = await issue(world.region, { cnf: { jwk: holder.jwk } })
      const keyBindingWanted = {
        nonce: 'n-0S6_WzA2Mj',
        aud: 'https://window.example.gov.cn',
        maxAgeSeconds: 60,
      }
      const ask = async (proof: string, more = {}) =>
        (await verify(world, bound + proof, { keyBinding: keyBindingWanted, leewaySeconds: 0, ...more }))
          .reasons[0]?.code
      const proof = await keyBinding(holder, bound)
      equal(await ask(proof), undefined)
      equal(await ask(''), 'keyBinding:missing')
      equal(await ask(await keyBinding(thief, bound)), 'keyBinding:signature')
      equal(await ask(await keyBinding(holder, bound, {}, { alg: 'none' })), 'keyBinding:signature')
      equal(await ask(await keyBinding(holder, bound, {}, { typ: 'JWT' })), 'keyBinding:malformed')
      equal(await ask(await keyBinding(holder, `${bound}x`)), 'keyBinding:otherContent')
      equal(await ask(await keyBinding(holder, bound, { sd_hash: undefined })), 'keyBinding:otherContent')
      equal(await ask(await keyBinding(holder, bound, { nonce: 'other' })), 'keyBinding:nonce')
      equal(await ask(await keyBinding(holder, bound, { nonce: undefined })), 'keyBinding:malformed')
      equal(
        await ask(await keyBinding(holder, bound, { aud: 'https://other.example' })),
        'keyBinding:audience',
      )
      equal(
        await ask(await keyBinding(holder, bound, { aud: ['https://window.example.gov.cn'] })),
        'keyBinding:malformed',
      )
      equal(await ask(await keyBinding(holder, bound, { iat: SECONDS - 61 })), 'keyBinding:age')
      equal(await ask(await keyBinding(holder, bound, { iat: SECONDS + 1 })), 'keyBinding:age')
      equal(await ask(proof, { now: NOW + 60_000 }), 'keyBinding:age')
      equal(await ask('e30.e30.AA'), 'keyBinding:malformed')
      equal(await ask(`${proof}~`), 'disclosure:malformed')
      const [token = ''] = bound.split('~')
      equal(
        (await verify(world, `${token}~${proof}`, { keyBinding: keyBindingWanted })).reasons[0]?.code,
        'keyBinding:otherContent',
      )
    },
  },
  {
    question: 'a proof nobody asked for is checked and told of; without a holder’s key there is none',
    async run(world) {
      const holder = await openSigner('holder')
      const bound = await issue(world.region, { cnf: { jwk: holder.jwk } })
      const verdict = await verify(world, bound + (await keyBinding(holder, bound)))
      equal([verdict.valid, verdict.warnings.map((warning) => warning.code)], [true, ['keyBinding:unasked']])
      const thief = await keyBinding(await openSigner('thief'), bound)
      refusedFor(await verify(world, bound + thief), 'keyBinding:signature')
      const unbound = await issue(world.region)
      refusedFor(await verify(world, unbound + (await keyBinding(holder, unbound))), 'keyBinding:noHolderKey')
    },
  },
]
