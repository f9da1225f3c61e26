import { openExchangeKeys, type PartnerKey, signRequest, verifyRequest } from '@tongban/exchange/wire'
import { verifySignature } from 'http-message-sig'
import { makeExchangeKeys } from '../../scripts/region/exchange-keys.ts'
import type { Contestant } from '../verify/contestant.ts'
import { raceWorker } from '../verify/race-worker.ts'

/**
 * The signature of a delivery: what the door makes of the headers of a request, beside the one Ed25519 check in it. Each
 * of the requests has a nonce of its own; keys are imported beforehand, for all alike.
 */
const POOL = 256
const FROM = '510116'
const TO = '500112'
const DAY_MS = 86_400_000
const COVERED = [
  '@method',
  '@target-uri',
  'content-digest',
  'content-type',
  'idempotency-key',
  'cx-from',
  'cx-to',
]
const NOW = Date.UTC(2026, 10, 23, 2)

async function contestants(): Promise<readonly Contestant[]> {
  const ring = await openExchangeKeys(await makeExchangeKeys(NOW - DAY_MS), 'development')
  if (!ring.ok) throw new Error(ring.failure.reason)
  const signer = ring.value.signer(NOW / 1000)
  const keys: readonly PartnerKey[] = ring.value.published
  const own = keys.find(({ use }) => use === 'sign')
  if (signer === null || own === undefined) throw new Error('no key that signs')
  const key = await crypto.subtle.importKey('jwk', { ...own.jwk }, { name: 'Ed25519' }, true, ['verify'])
  const encoder = new TextEncoder()
  const requests = await Promise.all(
    Array.from({ length: POOL }, async (_, at) => {
      const signed = await signRequest(
        {
          method: 'POST',
          url: 'https://yubei.bench.invalid/exchange/cx/1/messages',
          from: FROM,
          to: TO,
          body: {
            content: '{}',
            type: 'application/json',
            idempotencyKey: crypto.randomUUID(),
            manifestDigest: 'ab'.repeat(32),
          },
        },
        signer,
        { now: NOW, nonce: `bench-nonce-${String(at).padStart(12, '0')}` },
      )
      const { method, targetUri } = signed.head
      return {
        head: { method, targetUri, headers: signed.request.headers },
        bytes: encoder.encode(signed.base),
        signature: Uint8Array.from(atob(signed.signature), (character) => character.charCodeAt(0)),
      }
    }),
  )
  const of = (at: number) => {
    const request = requests[at % POOL]
    if (request === undefined) throw new Error('no request')
    return request
  }
  return [
    {
      name: 'bare',
      says: 'one WebCrypto Ed25519 verify, key imported and bytes at hand',
      verify: (at) => crypto.subtle.verify('Ed25519', key, of(at).signature, of(at).bytes),
    },
    {
      name: 'ours',
      says: 'ours, from the headers of a request to who signed it: form, time window, parties, what is covered, key, signature',
      verify: async (at) =>
        (await verifyRequest(of(at).head, { region: TO, now: NOW, keysOf: async () => keys })).ok,
    },
    {
      name: 'http-message-sig',
      says: 'http-message-sig of the same headers: what is covered and the signature; no time window, no parties',
      async verify(at) {
        const { method, targetUri, headers } = of(at).head
        await verifySignature(
          {
            kind: 'request',
            method,
            targetUri,
            fields: [...headers].map(([name, value]) => ({ name, value })),
          },
          {
            label: 'cx',
            policy: {
              algorithms: ['ed25519'],
              requiredComponents: COVERED,
              requiredParameters: ['created', 'expires', 'keyid', 'alg', 'tag'],
              now: NOW / 1000,
            },
            resolveVerifier: () => ({
              algorithm: 'ed25519',
              verify: (data, given) =>
                crypto.subtle.verify('Ed25519', key, new Uint8Array(given), new Uint8Array(data)),
            }),
          },
        )
        return true
      },
    },
  ]
}

export default raceWorker(contestants)
