import { systemIds } from '@tongban/http'
import { expect, test } from 'vitest'
import { openSessionDesks } from './desk.ts'
import { openSigning, SIGNING_SECONDS, sealSigning } from './signing.ts'

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
