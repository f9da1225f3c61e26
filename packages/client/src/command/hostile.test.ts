import { describe, expect, it } from 'vitest'
import { answers, BUNDLE, LIST, ORIGIN, openDesk } from './desk.fixture.ts'
import { thumbprintOf } from './keep.ts'
import { NOW } from './region.fixture.ts'

const { region, file, command, online, trust } = await openDesk()

const signature = { alg: 'ES256', kid: 'a', value: 'b' }

describe('one file made to stop the run', () => {
  it.each<[string, () => string]>([
    ['a format that is no text', () => '{"format":{"toString":1},"credential":"x"}'],
    ['200,000 lists in each other', () => '['.repeat(200_000) + ']'.repeat(200_000)],
    ['100,000 answers in each other', () => '{"licences":['.repeat(100_000) + ']}'.repeat(100_000)],
    ['five million tildes', () => `a.b.c${'~'.repeat(5_000_000)}`],
    ['a credential of a megabyte', () => JSON.stringify({ credential: `a.b.c${'~'.repeat(1_000_000)}` })],
    ['a million licences', () => `[${'{"paper":""},'.repeat(1_000_000)}{"paper":""}]`],
    [
      'signatures without end',
      () => JSON.stringify({ credential: 'x', signatures: Array(1e5).fill(signature) }),
    ],
  ])('(%s) is answered by itself, and the others are too?', async (_, content) => {
    await trust()
    const good = await file('good.json', await region.licence())
    const bad = await file('bad.json', content())
    const { code, out } = await command(['verify', '--offline', '--json', bad, good])
    const { results } = JSON.parse(out)
    expect([code, results]).toMatchObject([
      2,
      [{ input: 'bad.json', answer: 'cannotTell', trouble: { en: expect.any(String) } }, { answer: 'valid' }],
    ])
  })

  it('does not keep a region from answering for the others?', async () => {
    const files = [
      await file('a.json', await region.licence()),
      await file('bad.json', { credential: 'bad' }),
    ]
    files.push(await file('b.json', await region.licence()), await file('c.json', await region.licence()))
    const page = async (request: { body?: unknown } = {}) => {
      const { items } = JSON.parse(String(request.body))
      if (items.some(({ credential }: { credential: string }) => credential === 'bad'))
        return Response.json({ code: 'invalidParameter', detail: 'items' }, { status: 400 })
      return Response.json({ verdicts: items.map(() => valid) })
    }
    const { code, out } = await command(['verify', '--json', '--ask', ORIGIN, ...files], {
      [`${ORIGIN}/licences/v1/verify/batch`]: page,
    })
    const told = JSON.parse(out).results.map(({ answer }: { answer: string }) => answer)
    expect([code, told]).toEqual([2, ['valid', 'cannotTell', 'valid', 'valid']])
  })
})

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

describe('an answer of a region', () => {
  it.each<[string, object]>([
    ['without a licence or null', { ...valid, licence: undefined }],
    ['with a licence that is none', { ...valid, licence: { identifier: 'x' } }],
    ['with an issuer that is none', { ...valid, issuer: { region: '510116' } }],
    ['without claims', { ...valid, claims: null }],
    ['with reasons that are none', { ...valid, valid: false, state: 'ended', reasons: [{}] }],
    ['valid and ended', { ...valid, state: 'ended' }],
    ['of a state nobody knows', { ...valid, valid: false, state: 'fine', reasons: [] }],
    ['as of no time', { ...valid, status: { value: 0, asOf: 1e300, maxStalenessSeconds: 1 } }],
  ])('%s is no answer, which is said?', async (_, body) => {
    const licence = await file('a.json', await region.licence())
    const { code, out } = await command(['verify', '--ask', ORIGIN, licence], {
      [`${ORIGIN}/licences/v1/verify`]: async () => Response.json(body),
    })
    expect([code, out]).toEqual([2, expect.stringContaining('is no verdict')])
  })

  it('with claims nested without end is none either?', async () => {
    const deep = JSON.stringify(valid).replace('{}', `{"a":${'['.repeat(99_999)}${']'.repeat(99_999)}}`)
    const licence = await file('a.json', await region.licence())
    const { code, out } = await command(['verify', '--ask', ORIGIN, licence], {
      [`${ORIGIN}/licences/v1/verify`]: async () => new Response(deep),
    })
    expect([code, out]).toEqual([2, expect.stringContaining('is no verdict')])
  })
})

describe('a region that would steer the terminal', () => {
  const STEERING = /[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/u
  const fake = `x\n  公钥指纹 thumbprint ${'A'.repeat(43)}\n\u001b[2J\u202e`

  it('by its names cannot, nor put a thumbprint among those that are told?', async () => {
    const padded = `x${' '.repeat(200)}  公钥指纹 thumbprint ${'B'.repeat(43)}`
    const regions = [{ ...region.trusted(), name: { zh: fake, en: padded } }]
    const { code, out } = await trust({ ...online(), [BUNDLE]: answers(() => region.bundle({ regions })) })
    expect(code).toBe(0)
    expect(out).not.toMatch(STEERING)
    const told = out.split('\n').filter((line) => line.trimStart().startsWith('公钥指纹'))
    expect(told).toEqual([`  公钥指纹 thumbprint ${await thumbprintOf(region.keys.bundle.key.jwk)}`])
    expect(out).not.toMatch(/A{43}|B{43}/)
  })

  it('by the name of its key cannot?', async () => {
    const key = await region.makeKey('bundle', fake)
    const keys = [...region.trusted().keys, key.key]
    const bundle = () => region.bundle({ regions: [{ ...region.trusted(), keys }] }, key)
    expect((await trust({ ...online(), [BUNDLE]: answers(bundle) })).code).toBe(0)
    const { out } = await command(['trust', 'show'])
    expect(out).not.toMatch(STEERING)
    expect(out.trim().split('\n')).toHaveLength(2)
    expect(out).not.toMatch(/A{43}/)
  })

  it('by what it refuses with, or calls its lists, cannot?', async () => {
    const detail = `\u001b]0;x\u0007\u202e`
    const refused = await trust({ [BUNDLE]: async () => Response.json({ detail }, { status: 500 }) })
    const lists = answers(async () => JSON.stringify({ status_lists: [`\u001b[2J${LIST}`] }))
    const listed = await trust({ ...online(), [`${ORIGIN}/licences/status`]: lists })
    expect([refused.code, listed.code]).toEqual([2, 2])
    expect(refused.err + listed.err + listed.out).not.toMatch(STEERING)
  })

  it('by the JSON of its answer cannot, which reads as it did?', async () => {
    const reasons = [{ code: 'x', zh: '\u009b2J', en: '\u202e' }]
    const body = { ...valid, valid: false, state: 'unknown', reasons }
    const licence = await file('a.json', await region.licence())
    const { out } = await command(['verify', '--json', '--ask', ORIGIN, licence], {
      [`${ORIGIN}/licences/v1/verify`]: async () => Response.json(body),
    })
    expect(out).not.toMatch(STEERING)
    expect(JSON.parse(out).results[0].verdict.reasons).toEqual(reasons)
  })

  it.each<[string, object]>([
    ['regions that are none', { regions: [null] }],
    [
      'keys that are none',
      { regions: [{ ...region.trusted(), keys: [{ use: 'bundle', kid: '510116-bundle' }] }] },
    ],
    ['an end beyond all time', { exp: Number.MAX_SAFE_INTEGER, iat: NOW / 1000 - 1 }],
    ['an issuer that every object has', { iss: 'constructor' }],
  ])('or break the command by a bundle of %s cannot?', async (_, change) => {
    const jws = await region.bundle(change)
    const fetched = await trust({ ...online(), [BUNDLE]: answers(async () => jws) })
    const licence = await file('a.json', await region.licence())
    const given = await command(['verify', '--offline', '--bundle', await file('b.jwt', jws), licence])
    expect(fetched.err + given.err).not.toContain('please report')
  })
})
