import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DATA } from './data.ts'
import { officeKeyOf } from './keys.ts'
import { LIMITS, partCountOf, partLengthOf } from './limits.ts'
import { openPart, type PartOfFile, sealPart } from './part-seal.ts'
import { AT, CASE, makeRegion, OTHER_CASE, reasonOf } from './wire.fixture.ts'

const DIGEST = 'ab'.repeat(32)
const SIZE = LIMITS.filePartBytes + 100
const part = (change: Partial<PartOfFile> = {}): PartOfFile => ({
  caseNumber: CASE,
  digest: DIGEST,
  size: SIZE,
  index: 1,
  ...change,
})

async function region() {
  const made = await makeRegion()
  const key = officeKeyOf(made.shown, 'dept-1', AT)
  if (key === undefined) throw new Error('no key')
  return { keys: made.keys, key }
}

test('do the parts of a file of any size add up to it, none being empty or too long?', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: LIMITS.fileBytes }), (size) => {
      const lengths = Array.from({ length: partCountOf(size) }, (_, index) => partLengthOf(size, index))
      expect(lengths.reduce((a, b) => a + b, 0)).toBe(size)
      expect(Math.min(...lengths)).toBeGreaterThan(0)
      expect(Math.max(...lengths)).toBeLessThanOrEqual(LIMITS.filePartBytes)
      expect(lengths.length).toBeLessThanOrEqual(40)
    }),
  )
})

test('does the largest part fit the limit once it is sealed, and come back as it was?', async () => {
  const { keys, key } = await region()
  const bytes = new Uint8Array(LIMITS.filePartBytes).fill(7)
  const sealed = await sealPart(part({ index: 0 }), bytes, key)
  expect(sealed.byteLength).toBeLessThanOrEqual(LIMITS.sealedPartBytes)
  const opened = await openPart(keys, part({ index: 0 }), sealed)
  expect(opened.ok && opened.value.every((byte) => byte === 7) && opened.value.length).toBe(bytes.length)
})

test.each([
  ['of another case', { caseNumber: OTHER_CASE }, 'moved'],
  ['of another file', { digest: 'cd'.repeat(32) }, 'moved'],
  ['of another place', { index: 0 }, 'moved'],
  ['of a file of another length', { size: SIZE * 3 }, 'moved'],
  ['of a file that ends elsewhere', { size: SIZE + 1 }, 'length'],
] as const)('is a part %s refused?', async (_, change, reason) => {
  const { keys, key } = await region()
  const sealed = await sealPart(part(), new Uint8Array(100), key)
  expect(reasonOf(await openPart(keys, part(change), sealed))).toBe(reason)
})

test('is a part to a key of nobody here, one that was changed and one that is too long refused?', async () => {
  const [{ keys, key }, other] = [await region(), await region()]
  const sealed = await sealPart(part(), new Uint8Array(100), key)
  expect(reasonOf(await openPart(other.keys, part(), sealed))).toBe('key')
  const changed = sealed.slice()
  changed[changed.length - 30] = (changed[changed.length - 30] ?? 0) === 65 ? 66 : 65
  expect(reasonOf(await openPart(keys, part(), changed))).toBe('broken')
  expect(reasonOf(await openPart(keys, part(), new Uint8Array([0xff, 0xfe])))).toBe('broken')
  const long = new Uint8Array(LIMITS.sealedPartBytes + 1)
  expect(reasonOf(await openPart(keys, part(), long))).toBe('length')
})

test('is a file named that is larger than any may be, or in more parts, refused with its message?', () => {
  const named = (change: object) =>
    DATA['case.files-added'].safeParse({
      at: AT * 1000,
      attachments: [{ digest: DIGEST, size: LIMITS.fileBytes, mediaType: 'application/pdf', ...change }],
    }).success
  expect(named({})).toBe(true)
  expect(named({ size: LIMITS.fileBytes + 1 })).toBe(false)
  expect(named({ size: 0 })).toBe(false)
  expect(named({ parts: Array.from({ length: 41 }, () => DIGEST) })).toBe(false)
})
