import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { REGIONS } from './regions.ts'
import { trustOf } from './trust.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(resolve(tmpdir(), 'tongban-trust-'))
})
afterEach(() => rm(root, { recursive: true }))

describe('a region of the demonstration', () => {
  it('trusts the other, by its address and its public keys, and not itself?', async () => {
    const trusting = await trustOf(REGIONS, root)
    expect(trusting.get('510116')).toMatchObject([
      {
        region: '500112',
        issuer: 'http://localhost:8788/licences',
        statusBase: 'http://localhost:8788/licences/status/',
      },
    ])
    expect(trusting.get('500112')?.map(({ region }) => region)).toEqual(['510116'])
    const keys = trusting.get('510116')?.flatMap((trusted) => trusted.keys) ?? []
    expect(keys).toHaveLength(5)
    expect(JSON.stringify(keys)).not.toContain('"d"')
  })

  it('trusts the other with the same keys when it is started alone, and before it?', async () => {
    const alone = await trustOf(
      REGIONS.filter(({ code }) => code === '510116'),
      root,
    )
    const later = await trustOf(REGIONS, root)
    expect(alone.get('510116')).toEqual(later.get('510116'))
  })

  it('is trusted at the port it is served on?', async () => {
    const moved = REGIONS.map((region) => ({ ...region, port: region.port + 1000 }))
    const trusting = await trustOf(moved, root)
    expect(trusting.get('510116')?.[0]?.issuer).toBe('http://localhost:9788/licences')
  })
})
