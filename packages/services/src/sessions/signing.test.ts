import { systemIds } from '@tongban/http'
import { expect, test } from 'vitest'
import { openSessionDesks } from './desk.ts'
import { keepSigning, openSigning, SIGNING_SECONDS, sealSigning, takeSigning } from './signing.ts'

const random = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
const ring = () => JSON.stringify({ current: 's1', keys: { s1: random() }, index: random() })
const SIGNING = { state: 'state', nonce: 'nonce', verifier: 'verifier', to: '/cases/1' }

let now = 1_000_000
const deskWith = async (secret: string) =>
  (await openSessionDesks(secret, { now: () => now }, systemIds))(noDatabase)

/** Guarantee: nothing of a sign-in under way is in the database. */
const noDatabase = {} as D1Database

test('comes a sign-in back as it was kept, for ten minutes, and can nobody read it meanwhile?', async () => {
  const desk = await deskWith(ring())
  const sealed = await sealSigning(desk, SIGNING)
  expect(sealed).toMatch(/^[\w.-]+$/)
  for (const value of Object.values(SIGNING)) expect(sealed).not.toContain(btoa(value).slice(0, 6))
  expect(await openSigning(desk, sealed)).toEqual(SIGNING)
  now += SIGNING_SECONDS * 1000 - 1
  expect(await openSigning(desk, sealed)).toEqual(SIGNING)
  now += 1
  expect(await openSigning(desk, sealed)).toBeNull()
})

test('is one refused that was changed, made up, or kept under other keys?', async () => {
  const desk = await deskWith(ring())
  const sealed = await sealSigning(desk, SIGNING)
  for (const at of [0, 3, 8, 30, 60, 90]) {
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
    expect([at, await openSigning(desk, changed)]).toEqual([at, null])
  }
  for (const text of ['', 'v1', 'v1.s1.AAAAAAAAAAAAAAAA.AAAA', JSON.stringify(SIGNING)])
    expect(await openSigning(desk, text)).toBeNull()
  expect(await openSigning(await deskWith(ring()), sealed)).toBeNull()
})

const tab = (at: number, to = '/cases') => ({ ...SIGNING, state: `state-${at}`, to })

test('does a sign-in of one tab leave those of the others, and can each be used once?', async () => {
  const desk = await deskWith(ring())
  const both = await keepSigning(desk, await keepSigning(desk, undefined, tab(1)), tab(2))
  const first = await takeSigning(desk, both, 'state-1')
  if (first.kind !== 'taken') throw new Error(first.kind)
  expect(first.signing).toEqual(tab(1))
  expect(await takeSigning(desk, first.rest, 'state-1')).toEqual({ kind: 'another' })
  const second = await takeSigning(desk, first.rest, 'state-2')
  expect(second).toEqual({ kind: 'taken', signing: tab(2), rest: '' })
  expect(await takeSigning(desk, '', 'state-2')).toEqual({ kind: 'notBegun' })
})

test("is what comes back without a state, or with that of nobody, nobody's?", async () => {
  const desk = await deskWith(ring())
  const kept = await keepSigning(desk, undefined, tab(1))
  for (const state of [null, '', 'state-2'])
    expect(await takeSigning(desk, kept, state)).toEqual({ kind: 'another' })
  expect(await takeSigning(await deskWith(ring()), kept, 'state-1')).toEqual({ kind: 'notBegun' })
})

test('are five kept and no more, the newest of them, of those that still hold, in what a browser takes?', async () => {
  const desk = await deskWith(ring())
  let kept: string | undefined
  for (let at = 1; at <= 7; at += 1) kept = await keepSigning(desk, kept, tab(at))
  const kinds = await Promise.all(
    [1, 2, 3, 4, 5, 6, 7].map(async (at) => (await takeSigning(desk, kept, `state-${at}`)).kind),
  )
  expect(kinds).toEqual(['another', 'another', 'taken', 'taken', 'taken', 'taken', 'taken'])
  let long: string | undefined
  for (let at = 1; at <= 5; at += 1) long = await keepSigning(desk, long, tab(at, `/${'a'.repeat(999)}`))
  expect((long ?? '').length).toBeLessThanOrEqual(3_800)
  expect((await takeSigning(desk, long, 'state-5')).kind).toBe('taken')
  now += SIGNING_SECONDS * 1000
  expect((await keepSigning(desk, kept, tab(8))).split('~')).toHaveLength(1)
})
