import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { openAuditKeys } from '@tongban/evidence'
import { openExchangeKeys } from '@tongban/exchange/wire'
import { openIssuerKeys } from '@tongban/licences'
import { openFieldKeys } from '@tongban/privacy'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signToken } from '../token/sign.ts'
import { AUDIENCE, issuerOf } from './environment.ts'
import { publicExchangeKeys } from './exchange-keys.ts'
import { placesOf } from './places.ts'
import { openSecrets, publicKeysOf } from './secrets.ts'

const REGION = '510116'
let root: string

beforeEach(async () => {
  root = await mkdtemp(resolve(tmpdir(), 'tongban-secrets-'))
})
afterEach(() => rm(root, { recursive: true }))

describe('the secrets of a region', () => {
  it('are made once, for their owner alone, and stay the same?', async () => {
    const places = placesOf(REGION, root)
    const first = await openSecrets(REGION, places)
    expect((await stat(places.secrets)).mode & 0o777).toBe(0o600)
    expect(await openSecrets(REGION, places)).toEqual(first)
  })

  it('hold field keys the product can open?', async () => {
    const { fieldKeys } = await openSecrets(REGION, placesOf(REGION, root))
    expect(await openFieldKeys(fieldKeys)).toMatchObject({ ok: true, value: { current: `${REGION}-1` } })
  })

  it('hold an audit key the product can open, also where they were made before there was one?', async () => {
    const places = placesOf(REGION, root)
    const { auditKey: _, ...older } = await openSecrets(REGION, places)
    await writeFile(places.secrets, JSON.stringify(older))
    const secrets = await openSecrets(REGION, places)
    expect(secrets).toMatchObject(older)
    expect(await openAuditKeys(secrets.auditKey, 'development')).toMatchObject({ ok: true })
    expect(await openAuditKeys(secrets.auditKey, 'production')).toMatchObject({ ok: false })
    expect(await openSecrets(REGION, places)).toEqual(secrets)
  })

  it('hold exchange keys the product can open in development alone, also where they were made before there were any?', async () => {
    const places = placesOf(REGION, root)
    const { exchangeKeys: _, ...older } = await openSecrets(REGION, places)
    await writeFile(places.secrets, JSON.stringify(older))
    const { exchangeKeys, ...rest } = await openSecrets(REGION, places)
    expect(rest).toEqual(older)
    expect((await publicExchangeKeys(exchangeKeys)).map(({ use }) => use)).toEqual(['sign', 'open'])
    expect(await openExchangeKeys(exchangeKeys, 'production')).toMatchObject({ ok: false })
  })

  it('hold issuer keys, one for each use and one of SM2, also where they were made before there were any?', async () => {
    const places = placesOf(REGION, root)
    const { issuerKeys: _, ...older } = await openSecrets(REGION, places)
    await writeFile(places.secrets, JSON.stringify(older))
    const secrets = await openSecrets(REGION, places)
    expect(secrets).toMatchObject(older)
    expect(await openSecrets(REGION, places)).toEqual(secrets)
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
    const opened = await openIssuerKeys(secrets.issuerKeys, 'development', random)
    if (!opened.ok) throw new Error(opened.failure.reason)
    const { signersOf } = opened.value
    const now = Math.floor(Date.now() / 1000)
    const signing = (['licence', 'status', 'paper', 'bundle'] as const).map((use) =>
      signersOf(use, now).map(({ alg }) => alg),
    )
    expect(signing).toEqual([['ES256', 'SM2-SM3'], ['ES256'], ['ES256'], ['ES256']])
    expect(await openIssuerKeys(secrets.issuerKeys, 'production', random)).toMatchObject({ ok: false })
  })

  it('are the same for two starts at one time?', async () => {
    const places = placesOf(REGION, root)
    const [one, other] = await Promise.all([openSecrets(REGION, places), openSecrets(REGION, places)])
    expect(one).toEqual(other)
  })

  it('are not made anew over a database that was encrypted with others?', async () => {
    const places = placesOf(REGION, root)
    await openSecrets(REGION, places)
    const state = { ...places, secrets: resolve(root, 'gone.json'), state: places.folder }
    await expect(openSecrets(REGION, state)).rejects.toMatchObject({ name: 'Trouble' })
  })

  it('give away nothing but the public half of the signing key?', async () => {
    const places = placesOf(REGION, root)
    const shown = publicKeysOf(await openSecrets(REGION, places))
    const { signingKey } = JSON.parse(await readFile(places.secrets, 'utf8'))
    expect(shown).toContain(signingKey.x)
    expect(shown).not.toContain(signingKey.d)
  })

  it('sign tokens that the public half verifies, by a key that is marked as made for development?', async () => {
    const secrets = await openSecrets(REGION, placesOf(REGION, root))
    const token = await signToken(REGION, secrets, {
      kind: 'official',
      subject: 'demo',
      name: '演示',
      roles: ['handler'],
      department: 'services',
      post: 'handler',
    })
    const keys = createLocalJWKSet(JSON.parse(publicKeysOf(secrets)))
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: issuerOf(REGION),
      audience: AUDIENCE,
    })
    expect(payload).toMatchObject({ sub: 'demo', roles: ['handler'], region: REGION })
    expect(protectedHeader.kid).toMatch(/^development-510116-/)
  })
})
