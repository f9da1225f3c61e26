import { describe, expect, it } from 'vitest'
import { answers, identifierOf, ORIGIN, openDesk } from './desk.fixture.ts'
import { makeRegion } from './region.fixture.ts'

const { region, at, file, command, online, trust } = await openDesk()

describe('a one-time code', () => {
  const CODE = '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'
  const verdict = {
    valid: true,
    state: 'valid',
    reasons: [],
    warnings: [],
    licence: null,
    issuer: null,
    claims: {},
    status: null,
  }
  const VERIFY = `${ORIGIN}/licences/v1/verify`
  const pages = { ...online(), [VERIFY]: async () => Response.json(verdict) }

  it.each([CODE, CODE.toLowerCase(), `${ORIGIN.toUpperCase()}/L/${CODE}`])(
    '%s is asked of the region that is pinned?',
    async (given) => {
      await trust()
      const { code, asked } = await command(['verify', given], pages)
      expect([code, asked]).toEqual([0, [VERIFY]])
    },
  )

  it('that leads elsewhere is asked nowhere: whoever made it would answer for it?', async () => {
    await trust()
    const { code, asked, out } = await command(['verify', `https://evil.example/L/${CODE}`], pages)
    expect([code, asked, out]).toMatchObject([
      2,
      [],
      expect.stringContaining('none of the regions that are pinned'),
    ])
  })

  it('is asked of nobody offline, nor while nobody is known, but of whom a person names?', async () => {
    expect((await command(['verify', CODE], pages)).code).toBe(2)
    expect((await command(['verify', '--ask', ORIGIN, CODE], pages)).code).toBe(0)
    await trust()
    expect((await command(['verify', '--offline', CODE], pages)).asked).toEqual([])
  })

  it('is asked with the key of the app, and never of a region whose key it may not be?', async () => {
    const environment = { TONGBAN_API_KEY: 'ApiKey id.secret' }
    await trust()
    const { headers } = await command(['verify', CODE], pages, { environment })
    expect(headers.map((each) => each.get('authorization'))).toEqual(['ApiKey id.secret'])
    const second = await makeRegion('https://second.example', '500112')
    const others = {
      ...online(),
      'https://second.example/licences/trust-bundle': answers(() => second.bundle()),
    }
    expect((await command(['trust', 'fetch', 'https://second.example'], others)).code).toBe(0)
    const led = await command(['verify', `https://second.example/L/${CODE}`], pages, { environment })
    expect([led.code, led.asked]).toEqual([2, []])
    expect((await command(['verify', '--ask', ORIGIN, CODE], pages, { environment })).code).toBe(0)
  })

  it.each(['presentation:used', 'presentation:expired', 'presentation:unknown'])(
    'that is no use any more (%s) is not called a licence that is not genuine?',
    async (code) => {
      await trust()
      const reason = { code, zh: '此亮证码已使用过。', en: 'This code was used.' }
      const refused = { ...verdict, valid: false, state: 'invalid', reasons: [reason] }
      const used = await command(['verify', CODE], { [VERIFY]: async () => Response.json(refused) })
      expect([used.code, used.out]).toEqual([1, expect.stringContaining('✗ 无法使用 cannot be used')])
      expect(used.out).not.toContain('不是真实的证照')
    },
  )

  it('that was refused is answered with the words of the region?', async () => {
    const refusal = { code: 'tooManyAttempts', detail: '尝试过多，请稍后再试。' }
    const refusing = { [VERIFY]: async () => Response.json(refusal, { status: 429 }) }
    const { code, out } = await command(['verify', '--ask', ORIGIN, CODE], refusing)
    expect([code, out]).toMatchObject([2, expect.stringContaining('尝试过多')])
  })
})

describe('a region that is asked itself', () => {
  const BATCH = `${ORIGIN}/licences/v1/verify/batch`
  const valid = {
    valid: true,
    state: 'valid',
    reasons: [],
    warnings: [],
    licence: null,
    issuer: null,
    claims: {},
    status: null,
  }
  const ended = {
    ...valid,
    valid: false,
    state: 'ended',
    reasons: [{ code: 'status:ended', zh: '已终止', en: 'ended' }],
  }

  it('is asked once for all files, and each gets its own answer?', async () => {
    const files = [
      await file('a.json', await region.licence()),
      at('gone.json'),
      await file('b.json', await region.licence()),
    ]
    const pages = { [BATCH]: async () => Response.json({ verdicts: [valid, ended] }) }
    const { code, asked, out } = await command(['verify', '--ask', ORIGIN, '--json', ...files], pages)
    const given = JSON.parse(out).results.map(({ answer }: { answer: string }) => answer)
    expect([code, asked, given]).toEqual([1, [BATCH], ['valid', 'cannotTell', 'notValid']])
  })

  it('is given the paper code of a file with it, and what the file says is held against the answer?', async () => {
    const licence = await region.licence()
    const identifier = identifierOf(licence)
    const said = { identifier, vct: null, typeCode: '', typeName: { zh: '演示', en: 'demo' } }
    const shown = { ...valid, licence: { ...said, validFrom: '2026-11-22', validUntil: null } }
    const asked: unknown[] = []
    const page = async (request: { body?: unknown } = {}) => {
      asked.push(JSON.parse(String(request.body)))
      return Response.json(shown)
    }
    const given = async (name: string, more: object) =>
      command(['verify', '--ask', ORIGIN, await file(name, { ...licence, ...more })], {
        [`${ORIGIN}/licences/v1/verify`]: page,
      })
    const paper = await region.paper(identifier)
    expect((await given('a.json', { paper })).code).toBe(0)
    expect(asked).toMatchObject([{ credential: licence.credential, format: 'tongban-licence/1', paper }])
    expect((await given('b.json', { identifier: 'another' })).code).toBe(1)
  })

  it.each([
    ['too few answers', async () => Response.json({ verdicts: [valid] })],
    ['something else', async () => Response.json({ verdicts: [{}, {}] })],
    ['no JSON', async () => new Response('<html>')],
    ['more than it may', async () => new Response('x'.repeat(5_000_000))],
    [
      'a refusal',
      async () => Response.json({ code: 'quotaExceeded', detail: 'no more today' }, { status: 429 }),
    ],
  ])('and answers %s is not believed?', async (_, page) => {
    const files = [await file('a.json', await region.licence()), await file('b.json', await region.licence())]
    expect((await command(['verify', '--ask', ORIGIN, ...files], { [BATCH]: page })).code).toBe(2)
  })
})
