/** A desk at which the command is typed: a folder of its own for each test, a region, and what its network answers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { makeRegion, NOW, networkOf } from './region.fixture.ts'
import { run } from './run.ts'

export const ORIGIN = 'https://licences.example'
export const LIST = `${ORIGIN}/licences/status/1`
export const BUNDLE = `${ORIGIN}/licences/trust-bundle`

export type Pages = Parameters<typeof networkOf>[0]
type More = {
  readonly stdin?: string
  readonly now?: number
  readonly environment?: Readonly<Record<string, string>>
}

export const answers = (text: () => Promise<string>) => async () => new Response(await text())

const inBoth = (zh: string, en: string, member: 'name' | 'label') => [
  { locale: 'zh-CN', [member]: zh },
  { locale: 'en', [member]: en },
]
/** As the region tells its types, the holder before all else. */
const TYPES = {
  types: [
    {
      vct: 'urn:tongban:licence:elderly-allowance-certificate:1',
      display: inBoth('高龄津贴领取证明', 'Certificate of the allowance for the very old', 'name'),
      claims: [
        { path: ['holderName'], display: inBoth('持证主体', 'Holder', 'label') },
        { path: ['amountYuan'], display: inBoth('金额（元）', 'Amount in yuan', 'label') },
      ],
    },
    { vct: 'urn:tongban:licence:half', claims: [{}] },
  ],
}

export async function openDesk() {
  const region = await makeRegion(ORIGIN)
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(resolve(tmpdir(), 'tongban-client-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const at = (name: string) => resolve(folder, name)
  async function file(name: string, content: unknown): Promise<string> {
    await writeFile(at(name), typeof content === 'string' ? content : JSON.stringify(content))
    return at(name)
  }

  async function command(args: readonly string[], pages: Pages = {}, more: More = {}) {
    const said = { out: '', err: '' }
    const { asked, headers, fetch } = networkOf(pages)
    const code = await run([...args, '--cache', at('cache')], {
      out: (text) => {
        said.out += text
      },
      err: (text) => {
        said.err += text
      },
      colour: false,
      live: false,
      now: () => more.now ?? NOW,
      fetch,
      environment: more.environment ?? {},
      stdin: async () => more.stdin ?? '',
    })
    return { code, asked, headers, ...said }
  }

  /** The region, all of whose licences hold. */
  const online = (): Pages => ({
    [BUNDLE]: answers(() => region.bundle()),
    [LIST]: answers(() => region.list()),
    [`${ORIGIN}/licences/v1/types`]: answers(async () => JSON.stringify(TYPES)),
    [`${ORIGIN}/licences/status`]: answers(async () => JSON.stringify({ status_lists: [LIST] })),
  })
  const trust = (pages: Pages = online()) => command(['trust', 'fetch', ORIGIN, '--lists'], pages)
  return { region, at, file, command, online, trust }
}

export function changed(credential: string): string {
  const [header, payload = '', rest] = credential.split('.')
  const text = Buffer.from(payload, 'base64url').toString().replace('"amountYuan":200', '"amountYuan":900')
  return [header, Buffer.from(text).toString('base64url'), rest].join('.')
}

export function identifierOf({ credential }: { readonly credential: string }): string {
  return JSON.parse(Buffer.from(credential.split('.')[1] ?? '', 'base64url').toString()).identifier
}
