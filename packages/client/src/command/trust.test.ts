import { describe, expect, it } from 'vitest'
import { answers, BUNDLE, LIST, ORIGIN, openDesk } from './desk.fixture.ts'
import { thumbprintOf } from './keep.ts'
import { NOW } from './region.fixture.ts'

const { region, file, command, online, trust } = await openDesk()

describe('a trust bundle', () => {
  it('is needed before anything is believed?', async () => {
    const { code, err } = await command(['verify', await file('a.json', await region.licence())], online())
    expect([code, err]).toMatchObject([2, expect.stringContaining('tongban trust fetch')])
  })

  it('pins its key at the first time, tells the thumbprint, and shows it later?', async () => {
    const print = await thumbprintOf(region.keys.bundle.key.jwk)
    const first = await trust()
    expect([first.code, first.out, first.err]).toMatchObject([
      0,
      expect.stringContaining(print),
      expect.stringContaining('Compare the thumbprint'),
    ])
    expect((await trust()).err).toBe('')
    expect((await command(['trust', 'show'])).out).toContain(print)
  })

  it('signed with another key is not taken, unless a person names that key?', async () => {
    await trust()
    const other = await region.makeKey('bundle', 'other')
    const keys = [...region.trusted().keys, other.key]
    const forged = await region.bundle({ regions: [{ ...region.trusted(), keys }] }, other)
    const pages = { ...online(), [BUNDLE]: answers(async () => forged) }
    const refused = await trust(pages)
    expect([refused.code, refused.err]).toMatchObject([
      2,
      expect.stringContaining('not signed with a pinned key'),
    ])
    const wrong = await command(['trust', 'fetch', ORIGIN, '--thumbprint', 'x'.repeat(43)], pages)
    expect(wrong.code).toBe(2)
    const hyphen = await command(['trust', 'fetch', ORIGIN, '--thumbprint', `-${'x'.repeat(42)}`], pages)
    expect(hyphen.err).not.toContain('有不认识的选项')
    const print = await thumbprintOf(other.key.jwk)
    expect((await command(['trust', 'fetch', ORIGIN, '--thumbprint', print], pages)).code).toBe(0)
  })

  it('announces the key that signs after it?', async () => {
    const next = await region.makeKey('bundle', 'next')
    const regions = [{ ...region.trusted(), keys: [...region.trusted().keys, next.key] }]
    await trust({ ...online(), [BUNDLE]: answers(() => region.bundle({ regions })) })
    const after = await trust({ ...online(), [BUNDLE]: answers(() => region.bundle({ regions }, next)) })
    expect([after.code, after.err]).toEqual([0, ''])
  })

  it('older than the kept one, or of another region, is not taken?', async () => {
    await trust()
    const older = { ...online(), [BUNDLE]: answers(() => region.bundle({ iat: NOW / 1000 - 9999 })) }
    expect([(await trust(older)).code]).toEqual([2])
    const others = {
      ...online(),
      [BUNDLE]: answers(() => region.bundle({ iss: 'https://b.example/licences' })),
    }
    expect([(await trust(others)).code]).toEqual([2])
  })

  it('is fetched anew when it is older than its ttl, and used on with a word when it cannot be?', async () => {
    await trust()
    const licence = await file('a.json', await region.licence())
    const now = NOW + 7_200_000
    const pages = { [LIST]: answers(() => region.list([], { iat: now / 1000 - 5 })) }
    const alone = await command(['verify', licence], pages, { now })
    expect([alone.code, alone.asked, alone.err]).toMatchObject([
      0,
      [BUNDLE, LIST],
      expect.stringContaining('kept one'),
    ])
    const renewed = { ...pages, [BUNDLE]: answers(() => region.bundle({ iat: now / 1000 - 5 })) }
    expect([(await command(['verify', licence], renewed, { now })).err]).toEqual([''])
  })

  it('warns within its grace and decides nothing after it?', async () => {
    await trust({ ...online(), [BUNDLE]: answers(() => region.bundle({ exp: NOW / 1000 + 3600 })) })
    const licence = await file('a.json', await region.licence())
    const list = await file('l.jwt', await region.list([], { exp: NOW / 1000 + 86_400 * 30 }))
    const args = ['verify', '--offline', '--list', list, licence]
    const within = await command(args, {}, { now: NOW + 86_400_000 })
    expect([within.code, within.out]).toMatchObject([
      0,
      expect.stringContaining('信任名单已过期，仍在宽限期内'),
    ])
    expect((await command(args, {}, { now: NOW + 86_400_000 * 9 })).code).toBe(2)
  })
})
