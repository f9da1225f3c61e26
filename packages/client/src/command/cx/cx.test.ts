import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FAULTS, type Fault } from '../../../../../conformance/mock/faults.ts'
import { type StartedPartner, startPartner } from '../../../../../conformance/mock/partner.ts'
import { makeKey, type PublicKey } from '../../../../../conformance/wire/keys.ts'
import { makeBundle, sides } from '../../../../exchange/src/evidence/bundle.fixture.ts'
import { run } from '../run.ts'

/** The command against the mock partner, which shares none of its code. */
const OWN = '990011'
const OTHER = '990022'
const ITEM = 'trial-item'

let folder: string
let mock: StartedPartner
let known: readonly PublicKey[]
let faults: ReadonlySet<Fault>
const closing: (() => Promise<void>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(resolve(tmpdir(), 'tongban-cx-'))
  known = []
  faults = new Set()
  const now = Math.floor(Date.now() / 1000)
  mock = await startPartner({
    region: OTHER,
    keys: [makeKey('sign', now - 60), makeKey('open', now - 60)],
    other: () =>
      known.length === 0 ? undefined : { region: OWN, baseUrl: 'http://127.0.0.1:9/exchange', keys: known },
    agreed: { agreement: 'trial@1', route: 'trial-1', items: [ITEM], office: '*' },
    happens: (fault) => faults.has(fault),
    decides: true,
    retryMs: 10_000,
  })
  closing.push(mock.close)
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await rm(folder, { recursive: true })
})

const at = (name: string) => resolve(folder, name)
async function file(name: string, content: unknown): Promise<string> {
  await writeFile(at(name), JSON.stringify(content))
  return at(name)
}

async function command(
  args: readonly string[],
  more: { now?: () => number; token?: string; fetch?: typeof fetch } = {},
) {
  const said = { out: '', err: '' }
  const code = await run(['cx', ...args], {
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
    colour: false,
    live: false,
    now: more.now ?? Date.now,
    fetch: more.fetch ?? fetch,
    environment: more.token === undefined ? {} : { TONGBAN_TOKEN: more.token },
    stdin: async () => '',
  })
  return { code, ...said }
}

/** A key file of the own region, which the mock partner has registered. */
async function registered(): Promise<string> {
  const made = await command([
    'keygen',
    '--region',
    OWN,
    '--out',
    at('keys.json'),
    '--base-url',
    'http://localhost:9/exchange',
    '--json',
  ])
  known = JSON.parse(made.out).keys
  return at('keys.json')
}

const application = (itemCode = ITEM) => ({
  itemVersion: '1',
  content: { application: { itemCode, situation: 'default', channel: 'web', applicant: { name: '演示甲' } } },
})

describe('keygen', () => {
  it('writes a file for its owner alone, shows thumbprints and no private key, and never writes over one?', async () => {
    const made = await command([
      'keygen',
      '--region',
      OWN,
      '--office',
      'civil',
      '--office',
      'health',
      '--out',
      at('k.json'),
    ])
    expect(made.code).toBe(0)
    expect((await stat(at('k.json'))).mode & 0o777).toBe(0o600)
    const { keys } = JSON.parse(await readFile(at('k.json'), 'utf8'))
    expect(keys.map(({ use, office }: { use: string; office?: string }) => [use, office])).toEqual([
      ['sign', undefined],
      ['open', 'civil'],
      ['open', 'health'],
    ])
    for (const { jwk } of keys) expect(made.out + made.err).not.toContain(jwk.d)
    expect((await command(['keygen', '--region', OWN, '--out', at('k.json')])).code).toBe(2)
  })

  it('adds keys beside the old ones for a rotation, and keeps the file closed to others?', async () => {
    const keys = await registered()
    await chmod(keys, 0o644)
    expect((await command(['keygen', '--add', '--keys', keys])).code).toBe(0)
    expect(JSON.parse(await readFile(keys, 'utf8')).keys).toHaveLength(4)
    expect((await stat(keys)).mode & 0o777).toBe(0o600)
  })
})

describe('ping', () => {
  it('tells region, versions, thumbprints and how far the clock is off, without keys?', async () => {
    const { code, out } = await command(['ping', mock.baseUrl])
    expect([code, out]).toEqual([0, expect.stringContaining(OTHER)])
    for (const { kid } of mock.partner.keys.map((key) => ({ kid: key.jwk.x }))) expect(out).not.toContain(kid)
    const late = await command(['ping', mock.baseUrl], { now: () => Date.now() - 3_600_000 })
    expect(late.out).toContain('超过 30 秒')
  })

  it('tries a signature with keys, pins the partner at the first time and says so once?', async () => {
    const keys = await registered()
    const first = await command(['ping', mock.baseUrl, '--keys', keys])
    expect([first.code, first.out, first.err]).toEqual([
      0,
      expect.stringContaining('签名自测通过'),
      expect.stringContaining('首次联系'),
    ])
    expect((await command(['ping', mock.baseUrl, '--keys', keys])).err).toBe('')
  })

  it('takes nobody whose thumbprint is another than the one given?', async () => {
    const keys = await registered()
    const other = await command(['ping', mock.baseUrl, '--keys', keys, '--thumbprint', `-${'A'.repeat(42)}`])
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('没有采用')])
  })

  it.each(['wrong-signature', 'wrong-digest'] as const)(
    'does not believe an answer with a %s?',
    async (fault) => {
      const keys = await registered()
      faults = new Set([fault])
      const told = await command(['ping', mock.baseUrl, '--keys', keys])
      expect([told.code, told.err]).toEqual([2, expect.stringContaining('不能验证')])
    },
  )

  it('says what the other side says where it does not know us?', async () => {
    const keys = await registered()
    known = []
    const told = await command(['ping', mock.baseUrl, '--keys', keys])
    expect([told.code, told.err]).toEqual([2, expect.stringContaining('401')])
  })
})

describe('propose', () => {
  const terms = {
    id: 'trial',
    items: [
      {
        itemCode: ITEM,
        receivedBy: OWN,
        handledBy: OTHER,
        modes: ['online'],
        office: 'civil',
        from: '2026-01-01',
        until: null,
      },
    ],
    duties: { receiving: { zh: '收件', en: 'receives' }, handling: { zh: '办理', en: 'handles' } },
    limits: {},
    noticeDays: 30,
    from: '2026-01-01',
    until: null,
  }

  it('signs what was written with both parties in it, and verifies the countersignature?', async () => {
    const keys = await registered()
    const { code, out } = await command([
      'propose',
      mock.baseUrl,
      await file('a.json', terms),
      '--keys',
      keys,
    ])
    expect([code, out]).toEqual([0, expect.stringContaining('✓ trial@1')])
  })

  it('says what is wrong with it before anything is sent?', async () => {
    const keys = await registered()
    const { code, err } = await command([
      'propose',
      mock.baseUrl,
      await file('a.json', { ...terms, items: [] }),
      '--keys',
      keys,
    ])
    expect([code, err]).toEqual([2, expect.stringContaining('items')])
  })
})

describe('submit', () => {
  it('hands a case over sealed, believes the receipt, and the case is there?', async () => {
    const keys = await registered()
    const given = await file('case.json', application())
    const { code, out } = await command(['submit', mock.baseUrl, given, '--keys', keys, '--json'])
    expect(code).toBe(0)
    const told = JSON.parse(out)
    expect(told.message.sealed).toMatch(/^[\w-]+(\.[\w-]+){4}$/)
    expect(JSON.stringify({ ...told.message, sealed: '' })).not.toContain('演示甲')
    const state = await command(['status', mock.baseUrl, told.caseNumber, '--keys', keys])
    expect([state.code, state.out]).toEqual([0, expect.stringContaining('case.accepted')])
    expect(state.out).toContain(told.digest)
  })

  it('does not believe a forged receipt?', async () => {
    const keys = await registered()
    faults = new Set(['forged-receipt'])
    const { code, err } = await command([
      'submit',
      mock.baseUrl,
      await file('c.json', application()),
      '--keys',
      keys,
    ])
    expect([code, err]).toEqual([2, expect.stringContaining('回执不能验证')])
  })

  it('hands nothing over for an item without a route?', async () => {
    const keys = await registered()
    const given = await file('c.json', application('another-item'))
    const { code, err } = await command(['submit', mock.baseUrl, given, '--keys', keys])
    expect([code, err, mock.partner.inbox.size]).toEqual([2, expect.stringContaining('another-item'), 0])
  })
})

describe('status', () => {
  it('of a case that is not shared is the refusal of the other side?', async () => {
    const keys = await registered()
    const { code, err } = await command(['status', mock.baseUrl, '990022202611120000001R', '--keys', keys])
    expect([code, err]).toEqual([2, expect.stringContaining('404')])
  })
})

describe('evidence', () => {
  it('of a file holds by the thumbprints one has, and not by others nor once it was changed?', async () => {
    const bundle = await makeBundle(await sides())
    const given = await file('e.json', bundle)
    const pins = bundle.regions.flatMap(({ region, keys }) =>
      keys.filter(({ use }) => use === 'sign').flatMap(({ kid }) => ['--thumbprint', `${region}=${kid}`]),
    )
    expect(await command(['evidence', given, ...pins])).toMatchObject({
      code: 0,
      out: expect.stringContaining('证据成立'),
    })
    const unpinned = await command(['evidence', given])
    expect([unpinned.code, unpinned.err]).toEqual([0, expect.stringContaining('没有给出指纹')])
    const others = bundle.regions.flatMap(({ region }) => ['--thumbprint', `${region}=${'A'.repeat(43)}`])
    expect((await command(['evidence', given, ...others])).code).toBe(1)
    const [first, ...rest] = bundle.messages
    const changed = {
      ...bundle,
      messages: [{ ...first, body: first?.body.replace('"seq":1', '"seq":2') }, ...rest],
    }
    expect((await command(['evidence', await file('c.json', changed), ...pins])).code).toBe(1)
    expect((await command(['evidence', await file('n.json', { no: 'bundle' })])).code).toBe(2)
  })
})

describe('replay', () => {
  it('asks the own region with the token of an official, which stands in no argument?', async () => {
    const asked: [string, string | null][] = []
    const answering: typeof fetch = async (input, init) => {
      asked.push([String(input), new Headers(init?.headers).get('authorization')])
      return Response.json({ id: 'x', partner: OTHER, caseNumber: 'c' })
    }
    const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
    const told = await command(['replay', 'http://localhost:8787', id], { token: 'abc', fetch: answering })
    expect([told.code, asked]).toEqual([
      0,
      [[`http://localhost:8787/exchange/v1/outbox/${id}/replay`, 'Bearer abc']],
    ])
    expect((await command(['replay', 'http://localhost:8787', id])).code).toBe(2)
  })
})

describe('the command', () => {
  it.each([
    [[]],
    [['unknown']],
    [['ping']],
    [['ping', 'http://far.example']],
    [['submit', 'http://localhost:1']],
    [['keygen', '--region', '12', '--out', 'x']],
    [['status', 'http://localhost:1', 'x', '--nonsense']],
  ])('is told what is wrong with %j, and nothing is done?', async (args) => {
    expect(await command(args)).toMatchObject({ code: 2, err: expect.stringContaining('用法有误') })
  })

  it('gives help, and says a region that does not answer is unreachable?', async () => {
    expect(await command(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('tongban cx keygen'),
    })
    await mock.close()
    closing.splice(0)
    expect(await command(['ping', mock.baseUrl])).toMatchObject({
      code: 2,
      err: expect.stringContaining('连接被拒绝'),
    })
  })

  it('knows every fault the mock partner can have?', () => {
    expect(Object.keys(FAULTS)).toContain('drop-answer')
  })
})
