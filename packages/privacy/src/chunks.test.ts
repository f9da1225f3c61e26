import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  CHUNK_OVERHEAD_BYTES,
  type ChunkPlace,
  makeFileKey,
  openChunk,
  openFileKey,
  sealChunk,
} from './index.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const newKey = () => openFileKey(makeFileKey(random(32)))
const place: ChunkPlace = { file: '0199-a', index: 1, last: false }
const tampered = { ok: false, failure: { code: 'chunkUnreadable', reason: 'tampered' } }

test('does a sealed chunk give back its content, and only its content is longer by IV and tag?', async () => {
  const key = await newKey()
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 3_000 }),
      fc.nat(40),
      fc.boolean(),
      async (content, index, last) => {
        const at = { file: 'f', index, last }
        const sealed = await sealChunk(key, at, content, random(12))
        expect(sealed.length).toBe(content.length + CHUNK_OVERHEAD_BYTES)
        expect(await openChunk(key, at, sealed)).toEqual({ ok: true, value: content })
      },
    ),
    { numRuns: 60 },
  )
})

test.each([
  ['of another file', { ...place, file: '0199-b' }],
  ['put in another position', { ...place, index: 2 }],
  ['said to be the end, the rest being cut off', { ...place, last: true }],
])('does a chunk not open when it is %s?', async (_, other) => {
  const key = await newKey()
  const sealed = await sealChunk(key, place, random(100), random(12))
  expect(await openChunk(key, other, sealed)).toEqual(tampered)
})

test('can no place be written as another, whatever the id of a file holds?', async () => {
  const key = await newKey()
  const sealed = await sealChunk(key, { file: '1|last|x', index: 0, last: false }, random(8), random(12))
  expect(await openChunk(key, { file: 'x', index: 0, last: true }, sealed)).toEqual(tampered)
})

test('is every changed bit, every lost byte and another key found?', async () => {
  const key = await newKey()
  const sealed = await sealChunk(key, place, random(40), random(12))
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = sealed.slice()
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(await openChunk(key, place, changed)).toEqual(tampered)
  }
  expect(await openChunk(key, place, sealed.subarray(0, -1))).toEqual(tampered)
  expect(await openChunk(await newKey(), place, sealed)).toEqual(tampered)
  expect(await openChunk(key, place, sealed.subarray(0, 27))).toMatchObject({
    failure: { reason: 'malformed' },
  })
})

test('is a bug told as one: an IV or key of another length, an index that is none?', async () => {
  const key = await newKey()
  await expect(sealChunk(key, place, random(1), random(16))).rejects.toThrow('16 bytes')
  await expect(sealChunk(key, { ...place, index: -1 }, random(1), random(12))).rejects.toThrow('index')
  await expect(openFileKey('AAAA')).rejects.toThrow('file key')
  expect(() => makeFileKey(random(16))).toThrow('32 bytes')
})
