import type { Json } from '@tongban/kernel'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { fromBase64url, toBase64url } from './base64url.ts'
import { blindIndex } from './blind-index.ts'
import {
  decryptField,
  decryptJson,
  encryptField,
  encryptJson,
  keyIdOf,
  needsRotation,
  type Place,
  rotateField,
} from './field.ts'
import { type FieldKeys, openFieldKeys } from './field-keys.ts'
import { makeSalt, saltedText } from './salted-digest.ts'

/** Thirty-two bytes of one value, as a key in base64url. */
const key = (byte: number) => toBase64url(new Uint8Array(32).fill(byte))
const secret = (current: string, keys: Record<string, string>, index = key(9)) =>
  JSON.stringify({ current, keys, index })
const ivOf = (byte: number) => new Uint8Array(12).fill(byte)
const place: Place = { table: 'cases', column: 'applicant', row: '01890a5d-ac96-774b-bcce-b302099a8057' }

async function open(text: string): Promise<FieldKeys> {
  const opened = await openFieldKeys(text)
  return opened.ok ? opened.value : expect.fail(opened.failure.reason)
}

let one: FieldKeys
let two: FieldKeys
beforeAll(async () => {
  one = await open(secret('k1', { k1: key(1) }))
  two = await open(secret('k2', { k1: key(1), k2: key(2) }))
})

describe('is a secret opened or refused with the part that is wrong?', () => {
  test.each([
    ['', 'notJson'],
    ['{', 'notJson'],
    ['null', 'shape'],
    ['[]', 'shape'],
    ['{"current":1,"keys":{}}', 'shape'],
    ['{"current":"k1"}', 'shape'],
    ['{"current":"k1","keys":[]}', 'shape'],
    [secret('k1', { k1: key(1).slice(1) }), 'keyLength'],
    [secret('k1', { k1: `${key(1)}A` }), 'keyLength'],
    [secret('k1', { k1: `${key(1)}=` }), 'keyLength'],
    [secret('k1', { k1: '' }), 'keyLength'],
    [secret('k.1', { 'k.1': key(1) }), 'keyId'],
    [secret('', { '': key(1) }), 'keyId'],
    [secret('k2', { k1: key(1) }), 'currentMissing'],
    [secret('toString', { k1: key(1) }), 'currentMissing'],
    [secret('k1', {}), 'currentMissing'],
    [JSON.stringify({ current: 'k1', keys: { k1: key(1) } }), 'index'],
    [secret('k1', { k1: key(1) }, 'short'), 'index'],
  ])('is %j refused as %s?', async (text, reason) => {
    expect(await openFieldKeys(text)).toEqual({ ok: false, failure: { code: 'fieldKeysRefused', reason } })
  })

  test('can no key be taken out again?', () => {
    for (const imported of [...two.keys.values(), two.index]) expect(imported.extractable).toBe(false)
  })
})

describe('does a field come back as it went in?', () => {
  test('is the text form version, key, IV and ciphertext?', async () => {
    const text = await encryptField(one, place, '张三', ivOf(7))
    expect(text).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]{30}$/)
    expect(text.split('.')[2]).toBe(toBase64url(ivOf(7)))
    expect(await decryptField(one, place, text)).toEqual({ ok: true, value: '张三' })
  })

  test('is the published AES-256-GCM vector met, with the place as associated data?', async () => {
    // Reckoned with OpenSSL through another implementation of the same form.
    const { createCipheriv } = await import('node:crypto')
    const cipher = createCipheriv('aes-256-gcm', new Uint8Array(32).fill(1), ivOf(7))
    cipher.setAAD(Buffer.from(`v1|k1|cases|applicant|${place.row}`))
    const sealed = Buffer.concat([cipher.update('张三', 'utf8'), cipher.final(), cipher.getAuthTag()])
    expect(await encryptField(one, place, '张三', ivOf(7))).toBe(
      `v1.k1.${toBase64url(ivOf(7))}.${sealed.toString('base64url')}`,
    )
  })

  test('does every well-formed text come back, in any place?', async () => {
    const unicode = fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => text.isWellFormed())
    const name = fc.stringMatching(/^[a-z_]{1,12}$/)
    const iv = fc.uint8Array({ minLength: 12, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(name, name, unicode, unicode, iv, async (table, column, row, text, bytes) => {
        const where = { table, column, row }
        const sealed = await encryptField(two, where, text, bytes)
        expect(await decryptField(two, where, sealed)).toEqual({ ok: true, value: text })
        expect(sealed).toMatch(/^[\x21-\x7e]+$/)
      }),
    )
  })

  test('is a byte order mark kept, and a long text too?', async () => {
    for (const text of ['\ufeff张', '', 'x'.repeat(300_000)]) {
      const sealed = await encryptField(one, place, text, ivOf(3))
      expect(await decryptField(one, place, sealed)).toEqual({ ok: true, value: text })
    }
  })

  test('does every JSON value come back?', async () => {
    const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json)
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        fc.pre(JSON.stringify(value).isWellFormed())
        const sealed = await encryptJson(one, place, value, ivOf(4))
        expect(await decryptJson(one, place, sealed)).toEqual({ ok: true, value })
      }),
    )
    const plain = await encryptField(one, place, 'not json', ivOf(4))
    expect(await decryptJson(one, place, plain)).toMatchObject({
      failure: { reason: 'malformed', keyId: 'k1' },
    })
    expect(await decryptJson(one, place, 'x')).toMatchObject({ failure: { reason: 'malformed' } })
  })

  test('are a wrong IV, a lone surrogate and a barred name bugs that store nothing?', async () => {
    await expect(encryptField(one, place, 'x', new Uint8Array(11))).rejects.toThrow(RangeError)
    await expect(encryptField(one, place, 'x', new Uint8Array(16))).rejects.toThrow(RangeError)
    await expect(encryptField(one, place, '\ud800', ivOf(1))).rejects.toThrow(TypeError)
    await expect(encryptField(one, { ...place, table: 'a|b' }, 'x', ivOf(1))).rejects.toThrow()
    await expect(encryptField(one, { ...place, column: 'a|b' }, 'x', ivOf(1))).rejects.toThrow()
  })
})

describe('is a field that was changed or moved refused?', () => {
  test.each([
    ['another table', { table: 'persons' }],
    ['another column', { column: 'contact' }],
    ['another row', { row: 'other' }],
    ['a shifted border', { column: 'applican', row: `t|${place.row}` }],
  ])('%s?', async (_, change) => {
    const text = await encryptField(one, place, '510116', ivOf(7))
    expect(await decryptField(one, { ...place, ...change }, text)).toEqual({
      ok: false,
      failure: { code: 'fieldUnreadable', reason: 'tampered', keyId: 'k1' },
    })
  })

  test('every single character of the text?', async () => {
    const text = await encryptField(two, place, '张三李四', ivOf(7))
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'
    for (let at = 0; at < text.length; at++)
      for (const wrong of [...alphabet].filter((c) => c !== text[at])) {
        const opened = await decryptField(two, place, text.slice(0, at) + wrong + text.slice(at + 1))
        if (opened.ok) expect.fail(`character ${at} changed to ${wrong} was not noticed`)
      }
  })

  test('relabelled with another key of the ring?', async () => {
    const text = await encryptField(one, place, 'x', ivOf(7))
    expect(await decryptField(two, place, text.replace('.k1.', '.k2.'))).toMatchObject({
      failure: { reason: 'tampered', keyId: 'k2' },
    })
    // Even with the same bytes under both ids, since the id is part of what is authenticated.
    const twins = await open(secret('k1', { k1: key(1), k2: key(1) }))
    const twin = (await encryptField(twins, place, 'x', ivOf(7))).replace('.k1.', '.k2.')
    expect(await decryptField(twins, place, twin)).toMatchObject({ failure: { reason: 'tampered' } })
  })

  test('a key of the same id with other bytes, and an id not in the ring?', async () => {
    const text = await encryptField(one, place, 'x', ivOf(7))
    const other = await open(secret('k1', { k1: key(5) }))
    const later = await open(secret('k3', { k3: key(3) }))
    expect(await decryptField(other, place, text)).toMatchObject({ failure: { reason: 'tampered' } })
    expect(await decryptField(later, place, text)).toMatchObject({
      failure: { reason: 'unknownKey', keyId: 'k1' },
    })
  })

  test.each(['', 'v1', 'v1.k1', 'v1.k1.AAAA', 'v2.k1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA', 'plain text'])(
    '%j, which is not of the form?',
    async (text) => {
      expect(await decryptField(one, place, text)).toEqual({
        ok: false,
        failure: { code: 'fieldUnreadable', reason: 'malformed', keyId: null },
      })
    },
  )

  test('a part too many, a short tag, padding?', async () => {
    const text = await encryptField(one, place, 'abc', ivOf(7))
    const [version, id, iv, sealed = ''] = text.split('.')
    for (const wrong of [
      `${text}.`,
      `${text}.x`,
      `${text}=`,
      `${version}.${id}.${iv}.${sealed.slice(0, 20)}`,
      `${version}..${iv}.${sealed}`,
      `${version}.${id}.${iv}A.${sealed}`,
    ])
      expect(await decryptField(one, place, wrong), wrong).toMatchObject({ failure: { reason: 'malformed' } })
  })
})

describe('does a field move to the current key?', () => {
  test('is it re-encrypted once, and left alone after that?', async () => {
    const old = await encryptField(one, place, '13800138000', ivOf(7))
    expect(needsRotation(one, old)).toBe(false)
    expect(needsRotation(two, old)).toBe(true)
    const rotated = await rotateField(two, place, old, ivOf(8))
    const text = rotated.ok ? rotated.value : expect.fail(rotated.failure.reason)
    expect(keyIdOf(text)).toBe('k2')
    expect(needsRotation(two, text)).toBe(false)
    expect(await decryptField(two, place, text)).toEqual({ ok: true, value: '13800138000' })
    expect(await rotateField(two, place, text, ivOf(9))).toEqual({ ok: true, value: text })
    const onlyNew = await open(secret('k2', { k2: key(2) }))
    expect(await decryptField(onlyNew, place, text)).toEqual({ ok: true, value: '13800138000' })
  })

  test('is one that cannot be read reported and not overwritten?', async () => {
    const old = await encryptField(one, place, 'x', ivOf(7))
    expect(await rotateField(two, { ...place, row: 'other' }, old, ivOf(8))).toMatchObject({
      failure: { reason: 'tampered' },
    })
    expect(await rotateField(two, place, 'x', ivOf(8))).toMatchObject({ failure: { reason: 'malformed' } })
    expect(keyIdOf('x')).toBeUndefined()
  })
})

describe('does the blind index find equal values and nothing else?', () => {
  test('is it 128 bits, stable, and the same whichever key encrypts?', async () => {
    const index = await blindIndex(one, 'idNumber', '11010519491231002X')
    expect(index).toMatch(/^[0-9a-f]{32}$/)
    expect(await blindIndex(two, 'idNumber', '11010519491231002X')).toBe(index)
  })

  test('is it HMAC-SHA-256 under the key derived for it?', async () => {
    const { createHmac, hkdfSync } = await import('node:crypto')
    const derived = hkdfSync('sha256', new Uint8Array(32).fill(9), '', 'tongban blind index v1', 32)
    const digest = createHmac('sha256', Buffer.from(derived)).update('phone|13800138000').digest('hex')
    expect(await blindIndex(one, 'phone', '13800138000')).toBe(digest.slice(0, 32))
  })

  test('do domain, value and index key each change it?', async () => {
    const other = await open(secret('k1', { k1: key(1) }, key(8)))
    const all = await Promise.all([
      blindIndex(one, 'idNumber', '13800138000'),
      blindIndex(one, 'phone', '13800138000'),
      blindIndex(one, 'phone', '13800138001'),
      blindIndex(other, 'phone', '13800138000'),
    ])
    expect(new Set(all).size).toBe(4)
  })

  test('are full-width digits and outer spaces the same value, and letters of other case not?', async () => {
    const index = await blindIndex(one, 'phone', '13800138000')
    expect(await blindIndex(one, 'phone', ' １３８００１３８０００\n')).toBe(index)
    expect(await blindIndex(one, 'passport', 'e1')).not.toBe(await blindIndex(one, 'passport', 'E1'))
  })

  test('is a domain that could be taken for a value a bug?', async () => {
    await expect(blindIndex(one, 'phone|1', '3')).rejects.toThrow()
    await expect(blindIndex(one, '', '3')).rejects.toThrow()
  })
})

test('is what is sealed one text of salt and value, different for each salt, and is a short salt a bug?', () => {
  const salt = makeSalt(new Uint8Array(16).fill(5))
  expect(saltedText(salt, { b: '张三', a: 1 })).toBe(`{"salt":"${salt}","value":{"b":"张三","a":1}}`)
  expect(saltedText(salt, 'x')).not.toBe(saltedText(makeSalt(new Uint8Array(16).fill(6)), 'x'))
  expect(() => saltedText('short', 'x')).toThrow(RangeError)
})

test('is a salt that is too short a bug?', () => {
  expect(() => makeSalt(new Uint8Array(15))).toThrow(RangeError)
})

describe('is base64url strict?', () => {
  test('does every byte string come back, as the platform writes it?', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = toBase64url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(fromBase64url(text)).toEqual(new Uint8Array(bytes))
      }),
    )
  })
  test('has each byte string exactly one text?', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w\-+/=. ]{0,12}$/), (text) => {
        const bytes = fromBase64url(text)
        if (bytes !== undefined) expect(toBase64url(bytes)).toBe(text)
      }),
      { numRuns: 5000 },
    )
    for (const text of ['A', 'AAAAA', 'AB', 'AAB', 'AA==', 'A+', 'A/', 'AA A', '中'])
      expect(fromBase64url(text), text).toBeUndefined()
  })
})
