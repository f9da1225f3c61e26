import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leafHash, nodeHash, pathOf, rootFromPath, rootOf } from './merkle.ts'

/** The test vectors every implementation of RFC 6962 is checked with (Certificate Transparency, `merkletree_test`). */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const textOf = (bytes: string) =>
  bytes.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)))

test('are the roots those of the published vectors?', async () => {
  const hashes = await Promise.all(LEAVES.map((each) => leafHash(textOf(each))))
  const roots = await Promise.all(ROOTS.map((_, size) => rootOf(hashes.slice(0, size))))
  expect(roots).toEqual(ROOTS)
})

const someLeaves = fc
  .integer({ min: 1, max: 70 })
  .map((size) => Array.from({ length: size }, (_, at) => `leaf ${at}`))

describe('proofs', () => {
  test('does every leaf prove itself to the root, and to no other place, size or root?', async () => {
    await fc.assert(
      fc.asyncProperty(someLeaves, fc.nat(), async (leaves, pick) => {
        const hashes = await Promise.all(leaves.map(leafHash))
        const index = pick % leaves.length
        const root = await rootOf(hashes)
        const path = await pathOf(hashes, index)
        const leaf = hashes[index] ?? ''
        expect(await rootFromPath(leaf, index, leaves.length, path)).toBe(root)
        expect(await rootFromPath(await leafHash('other'), index, leaves.length, path)).not.toBe(root)
        expect(await rootFromPath(leaf, index, leaves.length, [...path, root])).toBeNull()
        expect(await rootFromPath(leaf, leaves.length, leaves.length, path)).toBeNull()
        if (path.length > 0) {
          expect(await rootFromPath(leaf, index, leaves.length, path.slice(1))).toBeNull()
          expect(await rootFromPath(leaf, index, leaves.length, path.with(0, root))).not.toBe(root)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('do pages of a power of two give the root of all their leaves?', async () => {
    await fc.assert(
      fc.asyncProperty(someLeaves, async (leaves) => {
        const hashes = await Promise.all(leaves.map(leafHash))
        const pages = Array.from({ length: Math.ceil(hashes.length / 8) }, (_, at) =>
          hashes.slice(at * 8, at * 8 + 8),
        )
        expect(await rootOf(await Promise.all(pages.map(rootOf)))).toBe(await rootOf(hashes))
      }),
      { numRuns: 40 },
    )
  })

  test('can a node not pass for a leaf?', async () => {
    const [a, b] = [await leafHash('a'), await leafHash('b')]
    expect(await leafHash(textOf(a + b))).not.toBe(await nodeHash(a, b))
  })
})
