import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { answers, BUNDLE, LIST, ORIGIN, openDesk } from './desk.fixture.ts'
import { thumbprintOf } from './keep.ts'
import { NOW } from './region.fixture.ts'

const { region, at, file, command, online, trust } = await openDesk()
const second = NOW / 1000
const LATER = { now: NOW + 100_000 }

/** A licence that the newer list, the kept one, says has ended. */
async function ended() {
  const licence = await region.licence()
  const payload = JSON.parse(Buffer.from(licence.credential.split('.')[1] ?? '', 'base64url').toString())
  const { idx } = payload.status.status_list
  await trust({ ...online(), [LIST]: answers(() => region.list([idx])) })
  return file('ended.licence.json', licence)
}
const older = (more = {}) => region.list([], { iat: second - 9999, ...more })

describe('a status list older than the kept one', () => {
  it('answered to a verification does not bring back what has ended, then or later?', async () => {
    const licence = await ended()
    const pages = { ...online(), [LIST]: answers(older) }
    const { code, err, asked } = await command(['verify', licence], pages, LATER)
    expect([code, err, asked]).toEqual([1, expect.stringContaining('older than the kept one'), [LIST]])
    expect((await command(['verify', '--offline', licence], {}, LATER)).code).toBe(1)
  })

  it('is refused by trust fetch, which says so by its exit code?', async () => {
    const licence = await ended()
    const { code, err } = await trust({ ...online(), [LIST]: answers(older) })
    expect([code, err]).toEqual([2, expect.stringContaining('older than the kept one')])
    expect((await command(['verify', '--offline', licence])).code).toBe(1)
  })

  it('and said to hold longer does not replace it once that one is over?', async () => {
    await ended()
    const now = NOW + 2 * 86_400_000
    const pages = {
      ...online(),
      [BUNDLE]: answers(() => region.bundle({ iat: now / 1000 - 5 })),
      [LIST]: answers(() => older({ exp: second + 30 * 86_400 })),
    }
    const { code, err } = await command(['trust', 'fetch', ORIGIN, '--lists'], pages, { now })
    expect([code, err]).toEqual([2, expect.stringContaining('older than the kept one')])
  })

  it('given by hand does not count before it?', async () => {
    const licence = await ended()
    const list = await file('old.jwt', await older())
    const { code, err } = await command(['verify', '--offline', '--list', list, licence])
    expect([code, err]).toEqual([1, expect.stringContaining('older than the kept one')])
  })
})

describe('what is no status list of the region', () => {
  it.each([
    ['garbage', async () => 'garbage'],
    ['a list another key signed', async () => (await region.list()).replace(/.{86}$/, 'A'.repeat(86))],
    ['the list of another place', () => region.list([], { sub: `${LIST}1` })],
  ])('(%s) is refused by trust fetch, and the kept one stays?', async (_, page) => {
    const licence = await ended()
    const { code, err } = await trust({ ...online(), [LIST]: answers(page) })
    expect([code, err]).toEqual([2, expect.stringContaining('was not taken')])
    expect((await command(['verify', '--offline', licence])).code).toBe(1)
  })
})

/** The licence key, or another, was revoked five seconds ago. */
const revoking = (kid = region.keys.licence.key.kid, iat = second - 4) => {
  const keys = region.trusted().keys.map((key) => (key.kid === kid ? { ...key, revokedAt: second - 5 } : key))
  return region.bundle({ iat, regions: [{ ...region.trusted(), keys }] })
}
const revoke = async (kid?: string) => trust({ ...online(), [BUNDLE]: answers(() => revoking(kid)) })

describe('what a key signed that was revoked since', () => {
  it('does not count as of a time before its revocation either?', async () => {
    await revoke()
    const licence = await file('a.json', await region.licence())
    const now = await command(['verify', '--offline', licence])
    expect([now.code, now.out]).toEqual([1, expect.stringContaining('吊销')])
    const before = await command(['verify', '--offline', '--at', '2026-11-22T11:59:50+08:00', licence])
    expect([before.code, before.out]).toEqual([1, expect.stringContaining('吊销')])
  })

  it('is no status list as of a time before either?', async () => {
    await trust()
    const list = await file('list.jwt', await region.list())
    const bundle = await file('new.jwt', await revoking(region.keys.status.key.kid))
    const licence = await file('a.json', await region.licence())
    const at = ['--at', '2026-11-22T11:59:50+08:00']
    const args = ['verify', '--offline', '--bundle', bundle, '--list', list]
    expect((await command([...args, ...at, licence])).code).toBe(2)
  })

  it('does not count by an older bundle, which is refused, or used aloud where that is asked for?', async () => {
    await revoke()
    const bundle = await file('old.jwt', await region.bundle())
    const licence = await file('a.json', await region.licence())
    const args = ['verify', '--offline', '--bundle', bundle, licence]
    const refused = await command(args)
    expect([refused.code, refused.out, refused.err]).toEqual([
      2,
      '',
      expect.stringContaining('is older than the kept trust bundle'),
    ])
    const allowed = await command([...args, '--allow-old-bundle'])
    expect([allowed.code, allowed.out, allowed.err]).toEqual([
      1,
      expect.stringContaining('吊销'),
      expect.stringContaining('WARNING'),
    ])
  })

  it('does not count by the bundle of a partner that does not know of it yet?', async () => {
    await revoke()
    const { key } = region.keys.bundle
    const partner = { ...region.trusted(), region: '500112', issuer: 'https://b.example/licences' }
    const own = { ...partner, statusBase: 'https://b.example/licences/status/', keys: [key] }
    const told = await region.bundle({ iss: own.issuer, regions: [own, region.trusted()] })
    const bundle = await file('partner.jwt', told)
    const licence = await file('a.json', await region.licence())
    const { code, out } = await command(['verify', '--offline', '--bundle', bundle, licence])
    expect([code, out]).toEqual([1, expect.stringContaining('吊销')])
  })

  it('is no bundle, even for whoever names the key?', async () => {
    const next = await region.makeKey('bundle', 'next')
    const keys = [...region.trusted().keys, next.key].map((key) =>
      key.kid === region.keys.bundle.key.kid ? { ...key, revokedAt: second - 5 } : key,
    )
    const told = { regions: [{ ...region.trusted(), keys: [...region.trusted().keys, next.key] }] }
    await trust({ ...online(), [BUNDLE]: answers(() => region.bundle(told)) })
    const changing = { iat: second - 4, regions: [{ ...region.trusted(), keys }] }
    expect((await trust({ ...online(), [BUNDLE]: answers(() => region.bundle(changing, next)) })).code).toBe(
      0,
    )
    const stolen = { ...online(), [BUNDLE]: answers(() => region.bundle({ iat: second - 1 })) }
    const print = await thumbprintOf(region.keys.bundle.key.jwk)
    const { code } = await command(['trust', 'fetch', ORIGIN, '--thumbprint', print], stolen)
    expect(code).toBe(2)
  })

  it('asks for the older bundle only together with a bundle?', async () => {
    const { code, err } = await command(['verify', 'x', '--allow-old-bundle'])
    expect([code, err]).toEqual([2, expect.stringContaining('goes with --bundle')])
  })
})

describe('what is kept and damaged', () => {
  const kept = (kind: string, name: string) => at(`cache/${kind}/${encodeURIComponent(name)}.json`)
  const ISSUER = `${ORIGIN}/licences`

  it.each([
    ['cut off', async (path: string) => (await readFile(path, 'utf8')).slice(0, 40)],
    ['an empty object', async () => '{}'],
    ['no object', async () => '[7]'],
  ])('counts as absent with a note: a list that is %s?', async (_, damage) => {
    await trust()
    const licence = await file('a.json', await region.licence())
    const path = kept('lists', LIST)
    await writeFile(path, await damage(path))
    const offline = await command(['verify', '--offline', licence])
    expect([offline.code, offline.err]).toEqual([2, expect.stringContaining('is damaged')])
    const { code, asked, err } = await command(['verify', licence], online())
    expect([code, asked, err]).toEqual([0, [LIST], expect.stringContaining('is damaged')])
    expect((await command(['verify', '--offline', licence])).err).toBe('')
  })

  it.each(['{"text"', '{}', '{"text":"a.b.c","etag":null}'])(
    'counts as absent with a note: a bundle that is %s?',
    async (damaged) => {
      await trust()
      const licence = await file('a.json', await region.licence())
      await writeFile(kept('bundles', ISSUER), damaged)
      const offline = await command(['verify', '--offline', licence])
      expect([offline.code, offline.err]).toEqual([2, expect.stringContaining('is damaged')])
      const { code, err } = await command(['verify', licence], online())
      expect([code, err]).toEqual([0, expect.stringContaining('is damaged')])
      expect((await command(['verify', '--offline', licence])).err).toBe('')
    },
  )

  it.each(['{"x":{}}', '{"https://x.example/licences":[{}]}', '{"https', '[]'])(
    'counts as absent with a note: pins that are %s?',
    async (damaged) => {
      await mkdir(at('cache'))
      await writeFile(at('cache/pins.json'), damaged)
      const licence = await file('a.json', await region.licence())
      const { code, err } = await command(['verify', '--offline', licence])
      expect([code, err]).toEqual([2, expect.stringContaining('is damaged')])
      const shown = await command(['trust', 'show'])
      expect([shown.code, shown.err]).toEqual([0, expect.stringContaining('is damaged')])
      const first = await trust()
      expect([first.code, first.err]).toEqual([0, expect.stringContaining('Compare the thumbprint')])
    },
  )
})
