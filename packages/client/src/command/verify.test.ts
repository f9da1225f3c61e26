import { describe, expect, it } from 'vitest'
import { answers, changed, identifierOf, LIST, ORIGIN, openDesk } from './desk.fixture.ts'
import { thumbprintOf } from './keep.ts'
import { type FakeRegion, makeRegion, NOW } from './region.fixture.ts'

const { region, at, file, command, online, trust } = await openDesk()

describe('a licence file', () => {
  it('is verified by a bundle and a list from files, both its signatures, without a network?', async () => {
    const licence = await file('a.licence.json', await region.licence())
    const bundle = await file('trust.jwt', await region.bundle())
    const list = await file('list.jwt', await region.list())
    const { code, asked, out, err } = await command([
      'verify',
      licence,
      '--bundle',
      bundle,
      '--list',
      list,
      '--offline',
    ])
    expect(out).toContain('✓ 有效 valid  高龄津贴领取证明')
    expect(out).toContain('ES256 + SM2-SM3')
    expect(out).toContain('双流区民政局')
    expect(out).toContain('演示甲')
    expect(out).toContain('2026-11-22 11:59:50 +08:00')
    expect(err).toContain(await thumbprintOf(region.keys.bundle.key.jwk))
    expect([code, asked]).toEqual([0, []])
  })

  it('is verified offline by what was kept, and says as of when?', async () => {
    expect((await trust()).code).toBe(0)
    const licence = await file('a.licence.json', await region.licence())
    const later = await command(['verify', '--offline', licence], {}, { now: NOW + 3_600_000 })
    expect([later.code, later.asked]).toEqual([0, []])
    expect(later.out).toContain('2026-11-22 11:59:50 +08:00')
    const tooLate = await command(['verify', '--offline', licence], {}, { now: NOW + 3 * 86_400_000 })
    expect(tooLate.code).toBe(2)
    expect(tooLate.out).toContain('? 无法判断 cannot tell')
  })

  it('is found ended by a newer list, which is asked for once the kept one is older than its ttl?', async () => {
    await trust()
    const { status } = await placed()
    const fresh = await command(['verify', status.file], online())
    expect([fresh.code, fresh.asked]).toEqual([0, []])
    const newer = { [LIST]: answers(() => region.list([status.place], { iat: NOW / 1000 + 90 })) }
    const ended = await command(['verify', status.file], newer, { now: NOW + 100_000 })
    expect([ended.code, ended.asked]).toEqual([1, [LIST]])
    expect(ended.out).toContain('✗ 无效 not valid')
    const unreachable = await command(['verify', '--offline', status.file], {}, { now: NOW + 200_000 })
    expect(unreachable.code).toBe(1)
  })

  it('is verified with the kept list, and it is said, when the region does not answer?', async () => {
    await trust()
    const { status } = await placed()
    const { code, err } = await command(['verify', status.file], {}, { now: NOW + 100_000 })
    expect(code).toBe(0)
    expect(err).toContain('no route')
  })

  it.each<[string, (licence: Awaited<ReturnType<FakeRegion['licence']>>) => object, number]>([
    ['whose content was changed', (held) => ({ ...held, credential: changed(held.credential) }), 1],
    [
      'whose second signature was changed',
      (held) => ({ ...held, signatures: [{ ...held.signatures[0], value: 'A'.repeat(86) }] }),
      1,
    ],
    ['of a format nobody knows', (held) => ({ ...held, format: 'tongban-licence/9' }), 2],
    ['without a credential', ({ credential: _, ...held }) => ({ ...held, paper: null }), 2],
  ])('%s is not valid?', async (_, change, code) => {
    await trust()
    const licence = await file('a.licence.json', change(await region.licence()))
    expect((await command(['verify', '--offline', licence])).code).toBe(code)
  })

  it('is not valid as what it says in words when those, or its paper code, are of another licence?', async () => {
    await trust()
    const [one, other] = [await region.licence(), await region.licence()]
    const identifier = identifierOf(one)
    const says = { identifier, type: 'elderly-allowance-certificate', state: 'valid', validUntil: null }
    const checked = async (change: object) =>
      command(['verify', '--offline', await file('said.licence.json', { ...one, ...says, ...change })])
    const paper = await region.paper(identifier)
    const same = await checked({ paper })
    expect([same.code, same.out.includes('不符')]).toEqual([0, false])
    for (const change of [
      { identifier: identifierOf(other) },
      { paper: await region.paper(identifierOf(other)) },
      { paper: `${paper.slice(0, -1)}${paper.endsWith('0') ? '1' : '0'}` },
      { validUntil: '2099-12-31' },
    ]) {
      const differing = await checked(change)
      expect([differing.code, differing.out]).toEqual([1, expect.stringContaining('✗ 文件与证照不符')])
      expect(differing.out).toContain('与签名的证照不一致')
    }
    for (const change of [
      { type: 'driving-licence' },
      { typeName: { zh: '驾驶证', en: 'x' } },
      { state: 'revoked' },
    ]) {
      const noted = await checked(change)
      expect([noted.code, noted.out]).toEqual([0, expect.stringContaining('以证照为准')])
    }
  })

  it('names its claims as its type does, in the order of the type, once the region has told them?', async () => {
    const licence = await file('a.licence.json', await region.licence())
    await trust({ ...online(), [`${ORIGIN}/licences/v1/types`]: async () => new Response('no') })
    const plain = (await command(['verify', '--offline', licence])).out
    expect(plain).toMatch(/^ {2}amountYuan +200$/m)
    await trust()
    const { out } = await command(['verify', '--offline', licence])
    expect(out).toMatch(/持证主体 Holder +演示甲\n {2}金额（元） Amount in yuan +200\n/)
  })

  it('on paper gives the type by its name in both languages?', async () => {
    await trust()
    const code = await region.paper(identifierOf(await region.licence()))
    const { out } = await command(['verify', '--offline', code])
    expect(out).toContain('高龄津贴领取证明 Certificate of the allowance for the very old')
    expect(out).toMatch(/持证主体 Holder +演示甲/)
  })

  it('with a changed character in header or content is told changed or damaged?', async () => {
    await trust()
    const { credential } = await region.licence()
    const [header = '', payload = '', rest = ''] = credential.split('.')
    const broken = (part: string) => `${part.slice(0, 1)}${part[1] === 'A' ? 'B' : 'A'}${part.slice(2)}`
    for (const text of [`${broken(header)}.${payload}.${rest}`, `${header}.${broken(payload)}.${rest}`]) {
      const { code, out } = await command(['verify', '--offline', text])
      expect([code, out]).toEqual([1, expect.stringMatching(/改动过或已损坏.*changed or damaged/)])
    }
  })

  it('asked about a time before it was issued says so?', async () => {
    await trust()
    const licence = await file('a.licence.json', await region.licence())
    const { code, out } = await command(['verify', '--offline', licence, '--at', '2026-11-20'])
    expect([code, out]).toEqual([1, expect.stringContaining('✗ 那时尚未签发 not issued yet by then')])
    expect(out).toContain('The licence was issued after the time asked about')
    expect(out).not.toContain('不是真实的证照')
  })

  it('of an issuer nobody vouched for is not decided, and that issuer is asked nothing?', async () => {
    await trust()
    const stranger = await makeRegion('https://stranger.example', '999999')
    const licence = await file('a.licence.json', await stranger.licence())
    const { code, asked } = await command(['verify', licence], online())
    expect([code, asked]).toEqual([2, []])
  })

  it('that names a list elsewhere does not make the command ask there?', async () => {
    await trust()
    const elsewhere = { status_list: { idx: 1, uri: 'https://internal.example/licences/status/1' } }
    const licence = await file('a.licence.json', await region.licence({ status: elsewhere }))
    const { code, asked } = await command(['verify', licence], online())
    expect([code, asked]).toEqual([1, []])
  })

  it('that is over by then, or not begun, is not valid as of another time?', async () => {
    await trust()
    const licence = await file('a.licence.json', await region.licence({ exp: NOW / 1000 + 7200 }))
    expect((await command(['verify', '--offline', licence, '--at', '2026-11-22T13:00+08:00'])).code).toBe(0)
    expect((await command(['verify', '--offline', licence, '--at', '2026-11-22T15:00+08:00'])).code).toBe(1)
    expect((await command(['verify', '--offline', licence, '--at', '2026-11-20'])).code).toBe(1)
  })

  it('cannot steer the terminal by what it says?', async () => {
    await trust()
    const licence = await file('a.licence.json', await region.licence({ note: '\u001b[2J\u202egnp' }))
    const { out } = await command(['verify', '--offline', licence])
    expect([out.includes('\u001b'), out.includes('\u202e'), out.includes('[2J')]).toEqual([
      false,
      false,
      true,
    ])
  })
})

/** A licence whose place in the list is known. */
async function placed() {
  const licence = await region.licence()
  const payload = JSON.parse(Buffer.from(licence.credential.split('.')[1] ?? '', 'base64url').toString())
  return {
    status: { place: payload.status.status_list.idx, file: await file('placed.licence.json', licence) },
  }
}

describe('what is given to be verified', () => {
  it('may be the answer of an application, with all its licences?', async () => {
    await trust()
    const answer = await file('answer.json', {
      state: 'granted',
      licences: [await region.licence(), await region.licence()],
    })
    const { code, out } = await command(['verify', '--offline', answer])
    expect(code).toBe(0)
    expect(out).toContain('answer.json #2')
    expect(out).toContain('2 in all: 2 valid, 0 not valid, 0 cannot tell')
  })

  it('may be the bare credential, or come in through the standard input?', async () => {
    await trust()
    const licence = await region.licence()
    expect((await command(['verify', '--offline', licence.credential])).code).toBe(0)
    const piped = await command(['verify', '--offline', '-'], {}, { stdin: JSON.stringify(licence) })
    expect([piped.code, piped.out]).toMatchObject([0, expect.stringContaining('SM2-SM3')])
  })

  it.each([
    ['an application that was granted nothing', '{"state":"inReview","licences":[]}', 'holds no licence'],
    ['half a file', '{"format":"tongban-', 'no JSON'],
    [
      'an identifier alone',
      '1.2.156.3005.2.111000000000130070901.11510122MB1234567X.S1.001.0',
      'proves nothing',
    ],
    ['prose', 'please trust me', 'no licence file'],
  ])('is answered in words when it is %s?', async (_, content, words) => {
    const { code, out } = await command(['verify', await file('given', content)])
    expect([code, out]).toMatchObject([2, expect.stringContaining(words)])
  })

  it('may be missing, which is said?', async () => {
    const { code, out } = await command(['verify', at('nothing.json')])
    expect([code, out]).toMatchObject([2, expect.stringContaining('There is no file')])
  })
})

describe('a hundred files', () => {
  it('load a list once, are counted while it goes on, and end in a table with its sum?', async () => {
    await trust()
    const files = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => file(`${index}.json`, await region.licence())),
    )
    const later = { now: NOW + 100_000 }
    const pages = { [LIST]: answers(() => region.list([], { iat: NOW / 1000 + 90 })) }
    const { code, asked, out, err } = await command(['verify', ...files], pages, later)
    expect([code, asked]).toEqual([0, [LIST]])
    expect(out.match(/^✓/gm)).toHaveLength(100)
    expect(out).toContain('100 in all: 100 valid')
    expect(err.match(/核验 verifying \d+\/100\n/g)).toHaveLength(10)
  })

  it('are not all valid when one is not, and worse counts more?', async () => {
    await trust()
    const good = await file('good.json', await region.licence())
    const bad = await file('bad.json', {
      ...(await region.licence()),
      signatures: [],
      credential: changed((await region.licence()).credential),
    })
    expect((await command(['verify', '--offline', good, bad, at('gone.json')])).code).toBe(1)
    expect((await command(['verify', '--offline', good, at('gone.json')])).code).toBe(2)
  })

  it('are answered as one JSON document where that is asked for?', async () => {
    await trust()
    const good = await file('good.json', await region.licence())
    const { code, out } = await command(['verify', '--json', '--offline', good, at('gone.json')])
    expect(JSON.parse(out)).toMatchObject({
      exitCode: code,
      results: [
        { input: 'good.json', answer: 'valid', verdict: { valid: true, state: 'valid' }, trouble: null },
        { answer: 'cannotTell', verdict: null, trouble: { en: expect.stringContaining('no file') } },
      ],
    })
  })
})
