import { makeCaseNumber } from '@tongban/kernel'
import type { MessageDraft } from '../message.ts'
import { NO_HEAD } from './digest.ts'
import { type ExchangeKeys, openExchangeKeys } from './key-ring.ts'
import type { PartnerKey } from './keys.ts'

/** Two regions with keys of their own, for tests: 510116 hands over, 500112 decides. */
export const NOW = Date.UTC(2026, 10, 23, 2)
export const AT = Math.floor(NOW / 1000)
export const RECEIVING = '510116'
export const HANDLING = '500112'
export const NONCE = 'bm9uY2UtMDAwMDAwMDAwMQ'
export const CASE = makeCaseNumber(RECEIVING, '2026-11-23', 1)
export const OTHER_CASE = makeCaseNumber(RECEIVING, '2026-11-23', 2)

type Jwk = { readonly kty: string; readonly crv: string; readonly x: string; readonly d: string }

export async function makeJwk(crv: 'Ed25519' | 'X25519'): Promise<Jwk> {
  const usages = crv === 'Ed25519' ? ['sign', 'verify'] : ['deriveBits']
  const pair = await crypto.subtle.generateKey({ name: crv }, true, usages)
  if (!('privateKey' in pair)) throw new Error('no pair of keys')
  const { x, d } = asJwk(await crypto.subtle.exportKey('jwk', pair.privateKey))
  return { kty: 'OKP', crv, x, d }
}

/** Guarantee: the platform writes a private key of a curve with both numbers. */
const asJwk = (exported: unknown) => exported as Jwk

export type Region = { readonly keys: ExchangeKeys; readonly shown: readonly PartnerKey[] }

export async function makeRing(offices: readonly string[] = ['dept-1', '*']) {
  const term = { from: AT - 86_400, until: null }
  const sign = { use: 'sign', jwk: await makeJwk('Ed25519'), ...term }
  const open = await Promise.all(
    offices.map(async (office) => ({ use: 'open', office, jwk: await makeJwk('X25519'), ...term })),
  )
  return { keys: [sign, ...open] }
}

export async function makeRegion(ring?: object): Promise<Region> {
  const opened = await openExchangeKeys(JSON.stringify(ring ?? (await makeRing())), 'production')
  if (!opened.ok) throw new Error(opened.failure.reason)
  return { keys: opened.value, shown: opened.value.published }
}

export function signerOf({ keys }: Region, at = AT) {
  const signer = keys.signer(at)
  if (signer === null) throw new Error('no key is in force')
  return signer
}

export const draft = (change: Partial<MessageDraft> = {}): MessageDraft => ({
  id: '0197c2a4-0000-7000-8000-000000000001',
  type: 'case.withdrawn',
  to: HANDLING,
  subject: CASE,
  at: NOW,
  seq: 1,
  previous: NO_HEAD.digest,
  agreement: 'a-1@1',
  route: '1',
  data: { on: '2026-11-23', at: NOW },
  personal: { name: '演示甲' },
  office: 'dept-1',
  ...change,
})

/** What failed, or undefined. */
export const reasonOf = (result: { ok: true } | { ok: false; failure: { reason?: string } }) =>
  result.ok ? undefined : result.failure.reason
