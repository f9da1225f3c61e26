import { describe, expect, it } from 'vitest'
import { buildVerifier } from '../build.ts'

const KILOBYTE = 1024

describe('what an app loads', () => {
  it('is at most 35 kB compressed, SM2 apart from it, and nothing else beside', async () => {
    const built = await buildVerifier()
    expect(built.map(({ name }) => name).toSorted()).toEqual(['sm2.js', 'verifier.js'])
    for (const { name, text, gzip } of built) {
      expect(gzip, name).toBeLessThanOrEqual(35 * KILOBYTE)
      expect(text, name).not.toMatch(/\bimport\s*[{("'*]|\brequire\(/)
    }
  })
})
