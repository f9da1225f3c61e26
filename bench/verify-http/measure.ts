import { generateKeyPairSync, sign } from 'node:crypto'
import * as z from 'zod'
import { makeRegion, REGION } from '../intake/region.ts'
import { call } from '../intake/seed.ts'
import { type Arm, interleave, type Rounds, type Target } from '../load/interleave.ts'
import type { Sent } from '../load/load.ts'
import { openVerifyHost } from './host.ts'
import { makeLicences, shownWith } from './licences.ts'

/** Verification over HTTP: the built licences Worker beside a bare one, the same licences sent to both. */
const CONNECTIONS = 32
/** Twice as many as an isolate remembers signatures: whichever licence comes, its signature is checked anew. */
const POOL = 8_192
const VERIFY = '/licences/v1/verify'

export type HttpVerifyResult = {
  readonly connections: number
  readonly rounds: number
  readonly seconds: number
  /** Of one request, on average. */
  readonly bodyBytes: number
  readonly arms: readonly Arm[]
}

export async function measureHttpVerify(
  licences: string,
  plan: Rounds & { readonly now: number },
  say: (line: string) => void,
): Promise<HttpVerifyResult> {
  const { bindings, issuerBindings, official } = await makeRegion(plan.now)
  const { TONGBAN_ISSUER_KEYS: secret = '', TONGBAN_PUBLIC_ORIGIN: origin = '' } = issuerBindings
  const host = await openVerifyHost(licences, { ...bindings, ...issuerBindings })
  try {
    say(`  ${POOL} licences are signed`)
    const signed = await makeLicences(POOL, { secret, origin, region: REGION, now: plan.now })
    const bodiesWith = (disclosed: number) =>
      signed.map((credential) => JSON.stringify({ credential: shownWith(credential, disclosed) }))
    const bodies = bodiesWith(0)
    const key = await keyOfApp(host.ours, await official('admin', 'admin'))
    const ours = (name: string, disclosed: number, says: string, headers: Sent['headers'] = {}) =>
      targetOf(
        { name, says },
        host.ours,
        bodiesWith(disclosed).map((body, at) => ({ headers: { ...throughGateway(at), ...headers }, body })),
      )
    const targets = [
      targetOf(BARE, host.bare, await bareRequests(host.bare, bodies)),
      ours(
        'public',
        0,
        'ours, by anyone, all checks: no claim disclosed beside what the licence says openly',
      ),
      ours('three', 3, 'the same, three claims disclosed'),
      ours('seven', 7, 'the same, all seven claims disclosed'),
      ours(
        'withKey',
        0,
        'ours, by an app: its key checked and counted in D1, its use written down before the answer',
        {
          Authorization: key,
        },
      ),
    ]
    const arms = await interleave('verify over HTTP', targets, 'bare', plan, say)
    const { rounds, seconds } = plan
    const bodyBytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0) / bodies.length
    return { connections: CONNECTIONS, rounds, seconds, bodyBytes, arms }
  } finally {
    await host.dispose()
  }
}

/** Each body with a signature over the whole of it at its end, by a key made for this run and told to the baseline. */
async function bareRequests(bare: URL, bodies: readonly string[]): Promise<readonly Sent[]> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const learnt = await fetch(bare, {
    method: 'POST',
    body: JSON.stringify(publicKey.export({ format: 'jwk' })),
  })
  if (!learnt.ok) throw new Error('the baseline did not take its key')
  return bodies.map((text) => {
    const body = Buffer.from(text)
    const signature = sign('sha256', body, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    return { headers: {}, body: Buffer.concat([body, signature]).toString('base64'), encoding: 'base64' }
  })
}

const BARE = {
  name: 'bare',
  says: 'baseline: one WebCrypto ES256 verify over the bytes it is sent, the same body as that of the line below',
}

const targetOf = (named: Pick<Target, 'name' | 'says'>, url: URL, requests: readonly Sent[]): Target => ({
  ...named,
  isKeyed: false,
  load: { url: new URL(VERIFY, url).href, requests, ...STANDING, wanted: VALID },
})

/**
 * What the gateway adds to whatever it sends on, without which nothing from outside reaches this Worker: the id it made and
 * its word on who is calling. Its own line of the log then is the only one of a visitor's request that is neither refused
 * nor slow, as it runs; nothing of the gateway itself is measured. The baseline is sent none of it.
 */
const throughGateway = (at: number): Sent['headers'] => ({
  'X-Request-Id': `0199a1b2-c3d4-7e5f-8a6b-${at.toString(16).padStart(12, '0')}`,
  'X-Tongban-Caller': '198.51.100.7',
})

const STANDING = { connections: CONNECTIONS, repeats: true }
const VALID = { status: 200, text: '"valid":true' }

async function keyOfApp(door: URL, admin: string): Promise<string> {
  const asked = { name: '测速', purpose: '测速 bench', scopes: ['verify'], dailyQuota: 10_000_000 }
  const made = await call(door, 'POST', '/admin/v1/api-keys', admin, asked, {
    'Idempotency-Key': 'bench-key-0001',
  })
  return z.looseObject({ authorization: z.string() }).parse(made).authorization
}
