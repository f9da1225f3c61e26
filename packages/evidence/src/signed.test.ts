import { calculateJwkThumbprint, compactVerify, createLocalJWKSet, exportJWK, generateKeyPair } from 'jose'
import { describe, expect, test } from 'vitest'
import { openAuditKeys, thumbprintOf } from './audit-keys.ts'
import { sign, verifySigned } from './signed.ts'

async function makeKey(kid: string) {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const { kty, crv, x, y, d } = await exportJWK(privateKey)
  return { kid, kty, crv, x, y, d }
}
const ring = (current: string, ...keys: object[]) => JSON.stringify({ current, keys })
const opened = async (secret: string) => {
  const keys = await openAuditKeys(secret, 'development')
  if (!keys.ok) throw new Error(keys.failure.reason)
  return keys.value
}
const one = await makeKey('audit-1')
const two = await makeKey('audit-2')

describe('the audit key', () => {
  test('is a ring refused that is no ring, lacks its current private part, names two alike, or is for development only?', async () => {
    const { d: _, ...publicOne } = one
    const refused = [
      ['no', 'development'],
      [ring('audit-1'), 'development'],
      [ring('audit-2', one), 'development'],
      [ring('audit-1', publicOne), 'development'],
      [ring('audit-1', one, { ...two, kid: 'audit-1' }), 'development'],
      [ring('audit-1', { ...one, x: 'short' }), 'development'],
      [ring('development-1', { ...one, kid: 'development-1' }), 'production'],
    ] as const
    for (const [secret, environment] of refused) {
      const keys = await openAuditKeys(secret, environment)
      expect([keys.ok, JSON.stringify(keys).includes(one.d ?? '')], secret.slice(0, 40)).toEqual([
        false,
        false,
      ])
    }
    expect(
      (await openAuditKeys(ring('development-1', { ...one, kid: 'development-1' }), 'development')).ok,
    ).toBe(true)
  })

  test('does a replaced key go on verifying what it signed, and is no private part given out?', async () => {
    const before = await sign(await opened(ring('audit-1', one)), 'tongban-day', { on: '2026-11-23' })
    const { d: _, ...publicOne } = one
    const { publicKeys } = await opened(ring('audit-2', two, publicOne))
    expect(await verifySigned(publicKeys, 'tongban-day', before)).toMatchObject({
      ok: true,
      value: { keyId: 'audit-1', statement: { on: '2026-11-23' } },
    })
    expect(JSON.stringify(publicKeys)).not.toContain(two.d)
  })

  test('is its thumbprint that of RFC 7638?', async () => {
    const [key] = (await opened(ring('audit-1', one))).publicKeys
    if (key === undefined) throw new Error('no key')
    expect(await thumbprintOf(key)).toBe(await calculateJwkThumbprint(key))
  })
})

describe('a signed statement', () => {
  test('does another JOSE library verify it?', async () => {
    const keys = await opened(ring('audit-1', one))
    const jws = await sign(keys, 'tongban-day', { b: 1, a: '津贴' })
    const { payload, protectedHeader } = await compactVerify(
      jws,
      createLocalJWKSet({ keys: [...keys.publicKeys] }),
    )
    expect(new TextDecoder().decode(payload)).toBe('{"a":"津贴","b":1}')
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: 'audit-1', typ: 'tongban-day' })
  })

  test('is it refused as another kind, changed, under another key of the same id, or malformed?', async () => {
    const keys = await opened(ring('audit-1', one))
    const jws = await sign(keys, 'tongban-day', { size: 1 })
    const reasonOf = async (
      text: string,
      typ: 'tongban-day' | 'tongban-archive' = 'tongban-day',
      of = keys,
    ) => {
      const read = await verifySigned(of.publicKeys, typ, text)
      return read.ok ? 'ok' : read.failure.reason
    }
    const [head = '', body = '', signature = ''] = jws.split('.')
    const other = btoa('{"size":2}').replaceAll('=', '')
    expect(await reasonOf(jws)).toBe('ok')
    expect(await reasonOf(jws, 'tongban-archive')).toBe('otherType')
    expect(await reasonOf(`${head}.${other}.${signature}`)).toBe('wrong')
    expect(
      await reasonOf(jws, 'tongban-day', await opened(ring('audit-1', { ...two, kid: 'audit-1' }))),
    ).toBe('wrong')
    expect(await reasonOf(jws, 'tongban-day', await opened(ring('audit-2', two)))).toBe('unknownKey')
    const none = btoa('{"alg":"none","kid":"audit-1","typ":"tongban-day"}').replaceAll('=', '')
    for (const text of [
      '',
      'a.b.c',
      `${head}.${body}`,
      `${jws}.more`,
      `${none}.${body}.${signature}`,
      `${head}.${body}.`,
    ])
      expect(['malformed', 'wrong'], text).toContain(await reasonOf(text))
    expect(await reasonOf(`${none}.${body}.${signature}`)).toBe('malformed')
  })
})
