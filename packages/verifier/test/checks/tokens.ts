/** Forged, broken and foreign credentials. */
import { toBase64url } from '../../src/base64url.ts'
import { headerOf, issue, NOW, openSigner, payloadOf, signJws } from '../issuer.ts'
import { type Check, equal, refusedFor, verify, type World } from './check.ts'

const utf8 = new TextEncoder()
const part = (value: unknown) => toBase64url(utf8.encode(JSON.stringify(value)))

/** A credential without disclosures, of this header and payload. */
async function bare({ region }: World, header: object | string, payload: object | string): Promise<string> {
  return `${await signJws(region.licence, header, payload)}~`
}

export const TOKEN_CHECKS: readonly Check[] = [
  {
    question: 'a licence shown whole holds, and says who issued it and what was disclosed',
    async run(world) {
      const verdict = await verify(world, await issue(world.region))
      equal([verdict.valid, verdict.state, verdict.reasons], [true, 'valid', []])
      equal(verdict.claims, {
        name: '张三',
        idNumber: '510116194001010016',
        level: { band: '90-99', amount: 200 },
      })
      equal(verdict.issuer?.region, '510116')
      equal([verdict.licence?.validFrom, verdict.licence?.validUntil], ['2026-11-21', '2027-11-22'])
      equal(verdict.status, { value: 0, asOf: NOW - 10_000, maxStalenessSeconds: 60 })
      equal(verdict.warnings, [])
    },
  },
  {
    question: 'a licence of a partner region holds here',
    async run(world) {
      const verdict = await verify(world, await issue(world.partner))
      equal([verdict.valid, verdict.issuer?.region], [true, '500112'])
    },
  },
  {
    question: 'what is kept back is not told',
    async run(world) {
      const [token, name] = (await issue(world.region)).split('~')
      equal((await verify(world, `${token}~${name}~`)).claims, { name: '张三' })
      equal((await verify(world, `${token}~`)).claims, {})
    },
  },
  {
    question: 'cut off anywhere it is refused',
    async run(world) {
      const credential = await issue(world.region)
      for (let length = 0; length < credential.length; length += 17) {
        const cut = credential.slice(0, length)
        const whole = cut.endsWith('~') && cut.split('.').length === 3
        equal((await verify(world, cut)).valid, whole, `cut at ${length}`)
      }
    },
  },
  {
    question: 'a token of one megabyte is refused before anything is read',
    async run(world) {
      refusedFor(await verify(world, `${'A'.repeat(1_048_576)}.e30.AA~`), 'token:tooLarge')
      refusedFor(await verify(world, `a.b.c${'~W10'.repeat(200)}~`), 'token:tooLarge')
    },
  },
  {
    question: 'wrong parts are refused',
    async run(world) {
      const credential = await issue(world.region)
      const [token = ''] = credential.split('~')
      const [header = '', payload = '', signature = ''] = token.split('.')
      for (const wrong of [
        '',
        '~',
        '..~',
        '.~',
        token,
        `${header}.${payload}~`,
        `${header}.${payload}.~`,
        `${header}..${signature}~`,
        `.${payload}.${signature}~`,
        `${token}.${signature}~`,
        `${token}.~`,
        ` ${credential}`,
        `${credential} `,
        credential.replace('~', '~~'),
        `{"payload":"${payload}"}`,
      ]) {
        equal((await verify(world, wrong)).valid, false, wrong.slice(0, 40))
      }
    },
  },
  {
    question: 'alg none, another alg, and HS256 with the public key as secret are refused',
    async run(world) {
      const { region } = world
      const payload = payloadOf(region)
      const unsigned = `${part(headerOf(region, { alg: 'none' }))}.${part(payload)}`
      refusedFor(await verify(world, `${unsigned}.~`), 'signature:invalid')
      refusedFor(await verify(world, `${unsigned}.${'A'.repeat(86)}~`), 'key:algorithm')
      refusedFor(
        await verify(world, await bare(world, headerOf(region, { alg: 'ES384' }), payload)),
        'key:algorithm',
      )
      refusedFor(
        await verify(world, await bare(world, headerOf(region, { alg: 'SM2-SM3' }), payload)),
        'key:algorithm',
      )
      const secret = utf8.encode(JSON.stringify(region.licence.jwk))
      const hmac = { name: 'HMAC', hash: 'SHA-512' }
      const key = await crypto.subtle.importKey('raw', secret, hmac, false, ['sign'])
      for (const alg of ['HS256', 'HS512', 'ES256']) {
        const signed = `${part(headerOf(region, { alg }))}.${part(payload)}`
        const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(signed)))
        const verdict = await verify(world, `${signed}.${toBase64url(mac)}~`)
        refusedFor(verdict, alg === 'ES256' ? 'signature:invalid' : 'key:algorithm')
      }
    },
  },
  {
    question: 'a key the token brings itself is not asked',
    async run(world) {
      const thief = await openSigner(world.region.licence.kid)
      const header = headerOf(world.region, {
        jwk: thief.jwk,
        jku: 'https://thief.example/keys',
        x5c: ['AA=='],
      })
      const token = await signJws(thief, header, payloadOf(world.region))
      refusedFor(await verify(world, `${token}~`), 'signature:invalid')
    },
  },
  {
    question: 'a token of another purpose is refused',
    async run(world) {
      for (const typ of ['JWT', 'kb+jwt', 'statuslist+jwt', 'vc+sd-jwt', 'DC+SD-JWT', undefined]) {
        const token = await bare(world, headerOf(world.region, { typ }), payloadOf(world.region))
        refusedFor(await verify(world, token), 'token:type')
      }
    },
  },
  {
    question: 'a mandatory extension that is not known is refused',
    async run(world) {
      for (const changes of [{ crit: ['exp'], exp: 1 }, { crit: [] }, { b64: false }]) {
        const token = await bare(world, headerOf(world.region, changes), payloadOf(world.region))
        refusedFor(await verify(world, token), 'token:critical')
      }
    },
  },
  {
    question: 'a member that stands twice is refused, wherever it stands',
    async run(world) {
      const json = JSON.stringify(payloadOf(world.region))
      const header = JSON.stringify(headerOf(world.region))
      const twice = [
        json.replace('{', '{"iss":"https://thief.example",'),
        json.replace('"idx":7', '"idx":7,"idx":8'),
        json.replace('"idx":7', '"idx":7,"\\u0069dx":8'),
        json.replace('{', '{"__proto__":{"a":1},'),
      ]
      for (const payload of twice)
        refusedFor(await verify(world, await bare(world, header, payload)), 'token:json')
      const doubled = header.replace('{', '{"alg":"none",')
      refusedFor(await verify(world, await bare(world, doubled, json)), 'token:json')
    },
  },
  {
    question: 'colons and quotes inside texts are no members',
    async run(world) {
      const odd = { 'a:b': 'c":d\\', note: '\\":{"x":1}', list: [{ 'x"': ':' }, '::'] }
      const verdict = await verify(
        world,
        await bare(world, headerOf(world.region), payloadOf(world.region, odd)),
      )
      equal([verdict.valid, verdict.claims], [true, odd])
    },
  },
  {
    question: 'what is no JSON object in UTF-8 is refused',
    async run(world) {
      const header = headerOf(world.region)
      const json = JSON.stringify(payloadOf(world.region))
      for (const wrong of ['[]', '"x"', 'null', '', `${json} x`, `\uFEFF${json}`, json.slice(1)]) {
        refusedFor(
          await verify(world, await bare(world, header, wrong)),
          wrong === '' ? 'token:malformed' : 'token:json',
        )
      }
      const deep = json.replace('{', `{"deep":${'['.repeat(40)}${']'.repeat(40)},`)
      refusedFor(await verify(world, await bare(world, header, deep)), 'token:json')
    },
  },
  {
    question: 'base64url is read in one form only: no padding, no stray bits, no other alphabet',
    async run(world) {
      const [token = '', ...rest] = (await issue(world.region)).split('~')
      const [header = '', payload = '', signature = ''] = token.split('.')
      const last = signature.slice(-1)
      const next = String.fromCharCode(last.charCodeAt(0) + 1)
      const wrongs = [
        `${header}.${payload}.${signature.slice(0, -1)}${next}`,
        `${header}.${payload}.${signature}==`,
        `${header}.${payload}.${signature} `,
        `${header}.${payload}.+/${signature.slice(2)}`,
        `${header}.${payload}.${signature.slice(0, 40)} ${signature.slice(41)}`,
        `${header}.${payload}.${signature.slice(0, 40)}\t\n${signature.slice(42)}`,
        `${header}.${payload}.\f${signature.slice(1)}`,
        `${header}.${payload}.${signature.slice(0, -2)}==`,
        `${header}.${payload}.${signature.slice(0, -1)}=`,
        `${header}.${payload}.${signature.slice(0, 40)}é${signature.slice(41)}`,
        `${header}=.${payload}.${signature}`,
        `${header}.${payload}\n.${signature}`,
      ]
      for (const wrong of wrongs)
        refusedFor(await verify(world, [wrong, ...rest].join('~')), 'token:encoding')
    },
  },
  {
    question: 'degenerate signatures are refused',
    async run(world) {
      const { region } = world
      const signed = `${part(headerOf(region))}.${part(payloadOf(region))}`
      const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'
      const numbers = [
        '00'.repeat(32),
        `${'00'.repeat(31)}01`,
        order,
        'ff'.repeat(32),
        `${order.slice(0, -1)}2`,
      ]
      const bytesOf = (hex: string) =>
        Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
      for (const r of numbers) {
        for (const s of numbers) {
          refusedFor(await verify(world, `${signed}.${toBase64url(bytesOf(r + s))}~`), 'signature:invalid')
        }
      }
      for (const length of [0, 63, 65, 70, 128]) {
        const verdict = await verify(world, `${signed}.${toBase64url(new Uint8Array(length).fill(1))}~`)
        refusedFor(verdict, 'signature:invalid')
      }
    },
  },
]
