import { CompactEncrypt } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import type { Message, SealedMessage } from '../message.ts'
import { digestOf, followingOf, follows, NO_HEAD } from './digest.ts'
import { messageSchema } from './envelope.ts'
import { importPublic, officeKeyOf, type PartnerKey, sealingKeyOf } from './keys.ts'
import { openMessage, sealDrafts } from './seal.ts'
import {
  AT,
  CASE,
  draft,
  HANDLING,
  makeJwk,
  makeRegion,
  makeRing,
  NOW,
  OTHER_CASE,
  RECEIVING,
  type Region,
  reasonOf,
} from './wire.fixture.ts'

let partner: Region
beforeAll(async () => {
  partner = await makeRegion()
})

const seal = (drafts: Parameters<typeof sealDrafts>[1], keys: readonly PartnerKey[] | null = partner.shown) =>
  sealDrafts({ region: RECEIVING, now: NOW, keysOf: (to) => (to === HANDLING ? keys : null) }, drafts)
const one = async (change: Parameters<typeof draft>[0] = {}): Promise<SealedMessage> => {
  const [message] = await seal([draft(change)])
  if (message === undefined) throw new Error('one draft, one message')
  return message
}
const open = (message: Message) => openMessage(partner.keys, message)

test('is what is personal read by the office it is for, and is it a message by the schema?', async () => {
  const { message, body, digest } = await one()
  expect(body).not.toContain('演示甲')
  expect(await open(message)).toEqual({ ok: true, value: { name: '演示甲' } })
  expect(messageSchema.parse(JSON.parse(body))).toEqual(message)
  expect(digest).toBe(await digestOf(message))
  expect(message).toMatchObject({ source: RECEIVING, to: HANDLING, time: new Date(NOW).toISOString() })
  expect('office' in message || 'personal' in message || 'at' in message).toBe(false)
})

test('is a message without anything personal sealed to nobody?', async () => {
  const { message } = await one({ personal: null, office: 'unknown' })
  expect(message.sealed).toBeUndefined()
  expect(await open(message)).toEqual({ ok: true, value: null })
})

test('can a seal be moved to another case, type, number or message?', async () => {
  const { message } = await one()
  for (const change of [{ subject: OTHER_CASE }, { type: 'case.urged' as const }, { seq: 2 }]) {
    expect(reasonOf(await open({ ...message, ...change }))).toBe('moved')
  }
  const { message: other } = await one({ seq: 2 })
  expect(reasonOf(await open({ ...message, sealed: other.sealed ?? '' }))).toBe('moved')
})

test('does it open by no other key, and by none after a bit of it has changed?', async () => {
  const { message } = await one()
  const { sealed = '' } = message
  const stranger = await makeRegion()
  expect(reasonOf(await openMessage(stranger.keys, message))).toBe('key')
  const [signing, first, second] = partner.shown
  const openers = new Map(partner.keys.openers)
  const wrong = openers.get(second?.kid ?? '')
  if (first === undefined || wrong === undefined || signing === undefined) throw new Error('three keys')
  expect(reasonOf(await openMessage({ openers: openers.set(first.kid, wrong) }, message))).toBe('broken')
  const parts = sealed.split('.')
  const changed = (at: number, part: string) =>
    parts.map((each, index) => (index === at ? part : each)).join('.')
  const turned = (part = '') => (part.startsWith('A') ? 'B' : 'A') + part.slice(1)
  for (const at of [1, 2, 3, 4]) {
    expect([at, reasonOf(await open({ ...message, sealed: changed(at, turned(parts[at])) }))]).toEqual([
      at,
      'broken',
    ])
    expect([
      at,
      reasonOf(await open({ ...message, sealed: changed(at, (parts[at] ?? '').slice(0, -4)) })),
    ]).toEqual([at, 'broken'])
  }
  for (const text of [
    `${sealed}==`,
    `${sealed} `,
    `${sealed}\n`,
    sealed.slice(0, -1),
    parts.slice(0, 4).join('.'),
    '',
    '....',
  ]) {
    expect(reasonOf(await open({ ...message, sealed: text }))).toBe('broken')
  }
})

test('is a header with another algorithm, another member or none of ours refused?', async () => {
  const { message } = await one()
  const [head = '', ...rest] = (message.sealed ?? '').split('.')
  const header: Record<string, unknown> = JSON.parse(atob(head.replaceAll('-', '+').replaceAll('_', '/')))
  const withHeader = (change: object) => {
    const text = btoa(JSON.stringify({ ...header, ...change }))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
    return open({ ...message, sealed: [text, ...rest].join('.') })
  }
  expect(reasonOf(await withHeader({ typ: 'x' }))).toBe('broken')
  for (const change of [
    { alg: 'none' },
    { alg: 'dir' },
    { alg: 'A256KW' },
    { alg: 'ECDH-ES' },
    { enc: 'A128CBC-HS256' },
    { zip: 'DEF' },
    { crit: ['cx'] },
    { p2c: 1 },
    { epk: { kty: 'oct', k: 'AAAA' } },
    { epk: { kty: 'OKP', crv: 'X25519', x: 'A'.repeat(43) } },
    { cx: undefined },
    { kid: undefined },
  ]) {
    expect([change, reasonOf(await withHeader(change))]).toEqual([change, 'broken'])
  }
})

test('is a symmetric secret taken for a key of an office?', async () => {
  const { message } = await one()
  const [, office] = partner.shown
  if (office?.use !== 'open') throw new Error('the first key of an office')
  // By the public number of the office's key as if it were a secret shared with it.
  const secret = Uint8Array.from(atob(office.jwk.x.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
    c.charCodeAt(0),
  )
  const binding = `${message.subject}|${message.type}|${message.seq}`
  for (const alg of ['A256KW', 'A256GCMKW', 'dir']) {
    const sealed = await new CompactEncrypt(new TextEncoder().encode('{}'))
      .setProtectedHeader({ alg, enc: 'A256GCM', kid: office.kid, cx: binding })
      .encrypt(secret)
    expect([alg, reasonOf(await open({ ...message, sealed }))]).toEqual([alg, 'broken'])
  }
  // What is sealed rightly, with a member nobody has agreed on.
  const odd = await new CompactEncrypt(new TextEncoder().encode('{}'))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid: office.kid, cx: binding, apu: 'AA' })
    .encrypt(await importPublic(office.jwk))
  expect(reasonOf(await open({ ...message, sealed: odd }))).toBe('broken')
  // What is sealed rightly and is no JSON.
  const sealed = await new CompactEncrypt(new TextEncoder().encode('{'))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid: office.kid, cx: binding })
    .encrypt(await importPublic(office.jwk))
  expect(reasonOf(await open({ ...message, sealed }))).toBe('broken')
})

test('do the drafts of one case follow each other, and those of another stand for themselves?', async () => {
  const made = await seal([
    draft({ seq: 4, previous: 'a'.repeat(64) }),
    draft({ subject: OTHER_CASE, previous: 'b'.repeat(64) }),
    draft({ seq: 5, previous: 'ignored' }),
    draft({ seq: 6 }),
  ])
  const [first, other, second, third] = made
  expect(first?.message.previous).toBe('a'.repeat(64))
  expect(other?.message.previous).toBe('b'.repeat(64))
  expect(second?.message.previous).toBe(first?.digest)
  expect(third?.message.previous).toBe(second?.digest)
  if (first === undefined || second === undefined || third === undefined) return
  const head = { seq: 4, digest: first.digest }
  expect(follows(head, second.message)).toBe(true)
  expect(followingOf(head, third.message)).toBe('gap')
  expect(followingOf(head, first.message)).toBe('past')
  expect(followingOf({ ...head, digest: third.digest }, second.message)).toBe('broken')
  expect(followingOf(NO_HEAD, { seq: 1, previous: NO_HEAD.digest })).toBe('next')
})

test('which key of a partner is sealed to while keys overlap?', async () => {
  const keys = partner.shown.map((key) => ({ ...key }))
  const key = (
    kid: string,
    office: string,
    from: number,
    until: number | null = null,
    revokedAt: number | null = null,
  ) => {
    const [, base] = keys
    if (base?.use !== 'open') throw new Error('the first key of an office')
    return { ...base, kid, office, from, until, revokedAt }
  }
  const shown = [key('old', 'dept-1', 10), key('new', 'dept-1', 20, 30), key('any', '*', 5)]
  const chosen = (office: string, at: number, from = shown) => officeKeyOf(from, office, at)?.kid
  expect(chosen('dept-1', 19)).toBe('old')
  expect(chosen('dept-1', 20)).toBe('new')
  expect(chosen('dept-1', 30)).toBe('old')
  expect(chosen('dept-2', 30)).toBe('any')
  expect(chosen('dept-1', 9)).toBe('any')
  expect(chosen('dept-1', 4)).toBeUndefined()
  expect(chosen('dept-1', 25, [key('gone', 'dept-1', 1, null, 25)])).toBeUndefined()
})

test('does a message sealed to an old key open after its term, and is none sealed to it then?', async () => {
  const ring = await makeRing(['*'])
  const old = { use: 'open', office: '*', jwk: await makeJwk('X25519'), from: AT - 1000, until: AT + 1 }
  const before = await makeRegion({ keys: [ring.keys[0], old] })
  const after = await makeRegion({ keys: [...ring.keys.slice(0, 2), old] })
  const [sealed] = await seal([draft()], before.shown)
  if (sealed === undefined) throw new Error('one draft, one message')
  expect((await openMessage(after.keys, sealed.message)).ok).toBe(true)
  expect(officeKeyOf(before.shown, 'dept-1', AT + 1)).toBeUndefined()
})

test('where no key of an office is in force any more, does the one that ended last seal, and never one that was revoked?', async () => {
  const { keys } = await makeRing(['*'])
  const [, base] = (await makeRegion({ keys })).shown
  if (base?.use !== 'open') throw new Error('the first key of an office')
  const key = (kid: string, until: number | null, revokedAt: number | null = null): PartnerKey => ({
    ...base,
    kid,
    office: '*',
    from: 10,
    until,
    revokedAt,
  })
  const chosen = (at: number, shown: readonly PartnerKey[]) => sealingKeyOf(shown, 'dept-1', at)?.kid
  const ended = [key('first', 20), key('last', 30), key('revoked', 40, 35)]
  expect(chosen(15, ended)).toBe(officeKeyOf(ended, 'dept-1', 15)?.kid)
  expect(chosen(50, ended)).toBe('last')
  expect(chosen(50, [key('revoked', null, 35)])).toBeUndefined()
  expect(chosen(5, ended)).toBeUndefined()
})

test('is a draft refused whose partner, office or size cannot be?', async () => {
  await expect(seal([draft({ to: '510199' })])).rejects.toThrow('no key in force')
  await expect(seal([draft()], [])).rejects.toThrow('office dept-1')
  await expect(seal([draft({ personal: 'x'.repeat(1_300_000) })])).rejects.toThrow('over 1600000 bytes')
  expect((await one({ subject: CASE, personal: 'x'.repeat(1_048_576) })).body.length).toBeLessThan(1_600_000)
})
