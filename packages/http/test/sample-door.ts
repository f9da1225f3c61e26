import { type Actor, type EpochMs, fail, ok, type Role } from '@tongban/kernel'
import * as z from 'zod'
import { makeDevelopmentKey, signDevelopmentToken, type TokenPlan } from '../src/development.ts'
import { createDoor, endpointsOf, environmentSchema, type LogLine, said, streamSchema } from '../src/index.ts'

/** A small Worker with the kinds of route the real ones have, for the tests of the shell. Synthetic persons only. */

export const NOW: EpochMs = Date.UTC(2026, 10, 20, 2, 0, 0)
export const REGION = '510116'
export const ISSUER = 'https://id.example.test'
export const AUDIENCE = 'tongban'

export type SampleContext = { readonly actor: Actor; readonly greeting: string }
const endpoint = endpointsOf<SampleContext>()

const Note = z
  .strictObject({ name: z.string().min(1).max(10).meta({ example: '王小明' }), pages: z.int().min(1) })
  .meta({ id: 'Note' })
const tag = { zh: '便条', en: 'Notes' }

export const listNotes = endpoint(
  {
    method: 'get',
    path: '/v1/notes',
    summary: { zh: '列出便条', en: 'List notes' },
    tag,
    rights: ['anyone'],
    query: z.strictObject({ limit: z.coerce.number().int().max(50).default(10) }),
    answer: {
      status: 200,
      description: { zh: '便条', en: 'the notes' },
      schema: z.object({ limit: z.number(), greeting: z.string(), actor: z.string() }),
    },
    failures: [],
  },
  async ({ query, context, actor }) =>
    ok({ limit: query.limit, greeting: context.greeting, actor: actor.kind, secret: 'not in the contract' }),
)

export const writeNote = endpoint(
  {
    method: 'post',
    path: '/v1/notes',
    summary: { zh: '写便条', en: 'Write a note' },
    tag,
    rights: ['applicant', { role: 'window' }],
    idempotent: true,
    body: Note.refine((note) => note.name !== '拒绝', said('不能用这个名字。', 'That name cannot be used.')),
    answer: {
      status: 201,
      description: { zh: '已保存', en: 'stored' },
      schema: Note.extend({ key: z.string() }),
    },
    failures: ['stepNotPossible'],
  },
  async ({ body, idempotencyKey, setHeader }) => {
    setHeader('Location', '/sample/v1/notes/1')
    if (body.name === '关闭')
      return fail({ code: 'stepNotPossible', state: 'granted', possible: ['withdraw'] })
    return ok({ ...body, key: idempotencyKey })
  },
)

export const readNote = endpoint(
  {
    method: 'get',
    path: '/v1/notes/{number}',
    summary: { zh: '查看便条', en: 'Read a note' },
    tag,
    rights: ['owner', { role: 'auditor' }],
    params: z.object({ number: z.string().regex(/^\d+$/) }),
    answer: { status: 200, description: { zh: '便条', en: 'the note' }, schema: Note },
    failures: ['notFound'],
  },
  async ({ params }) => {
    switch (params.number) {
      case '1':
        return ok({ name: '王小明', pages: 1 })
      case '2':
        throw new Error('Failed query: select * from notes params: 王小明,510116199001010015', {
          cause: new Error('D1_ERROR: Network connection lost.'),
        })
      case '3':
        throw new TypeError('bug about 王小明 510116199001010015')
      case '4':
        return ok({ name: '', pages: 0 })
      default:
        return fail({ code: 'notFound', what: 'case' })
    }
  },
)

export const readFile = endpoint(
  {
    method: 'get',
    path: '/v1/file',
    summary: { zh: '文件', en: 'File' },
    tag,
    rights: ['anyone'],
    answer: {
      status: 200,
      description: { zh: '文件', en: 'the file' },
      schema: z.string(),
      type: 'application/xml',
    },
    failures: [],
  },
  async () => ok('<a/>'),
)

/** Bytes in, the same bytes out, from an offset in a header. */
export const echoBytes = endpoint(
  {
    method: 'put',
    path: '/v1/bytes',
    summary: { zh: '字节', en: 'Bytes' },
    tag,
    rights: ['anyone'],
    headers: z.object({ 'upload-offset': z.string().regex(/^\d+$/), range: z.string().optional() }),
    bytes: { limitBytes: 8 },
    answer: {
      status: 200,
      description: { zh: '字节', en: 'the bytes' },
      schema: streamSchema,
      type: 'application/octet-stream',
    },
    failures: [],
  },
  async ({ body, headers, setHeader }) => {
    const { 'upload-offset': offset, range } = headers
    setHeader('Content-Disposition', 'attachment')
    const kept = body.subarray(Number(offset))
    const read = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(kept)
        controller.close()
      },
    })
    return ok({ status: range === undefined ? 200 : 206, type: 'image/png', body: read } as const)
  },
)

const key = await makeDevelopmentKey(REGION)

export const environment = {
  TONGBAN_ENVIRONMENT: 'development',
  TONGBAN_REGION: REGION,
  TONGBAN_OIDC_ISSUER: ISSUER,
  TONGBAN_OIDC_AUDIENCE: AUDIENCE,
  TONGBAN_OIDC_JWKS: JSON.stringify(key.publicJwks),
  TONGBAN_OIDC_JWKS_URL: '',
  TONGBAN_OIDC_CLAIMS: '',
}

export const logged: (LogLine & { level: string; event: string })[] = []

let made = 0
export const sampleDoor = createDoor<z.infer<typeof environmentSchema>, SampleContext>({
  name: 'sample',
  title: { zh: '示例', en: 'Sample' },
  version: '1.0.0',
  environment: environmentSchema,
  connect:
    () =>
    ({ actor }) => ({ actor, greeting: '你好' }),
  endpoints: [listNotes, writeNote, readNote, readFile, echoBytes],
  clock: { now: () => NOW },
  ids: {
    uuid: () => {
      made += 1
      return `request-${made}`
    },
    random: (length) => new Uint8Array(length),
  },
  log: (level, event, line) => logged.push({ level, event, ...line }),
})

const PERSON = {
  name: '王小明',
  id_kind: 'residentId',
  id_number: '510116195001010018',
  real_name_level: 'L2',
}
export const official = (...roles: Role[]) => ({
  roles,
  department: 'mzj',
  post: 'ck01',
  region: REGION,
  name: '李窗口',
})

/** A token of the sample's provider; what is given replaces what a sound token has. */
export const tokenOf = (plan: Partial<TokenPlan> = {}) =>
  signDevelopmentToken({
    privateJwk: key.privateJwk,
    issuer: ISSUER,
    audience: AUDIENCE,
    subject: 'person-1',
    claims: PERSON,
    issuedAt: NOW,
    lifetimeSeconds: 600,
    ...plan,
  })

export type Sent = { method?: string; headers?: Record<string, string>; body?: BodyInit; env?: object }

/** Sends a request to the sample and reads the answer. */
export async function send(path: string, sent: Sent = {}) {
  const { env = environment, ...init } = sent
  const response = await sampleDoor.fetch(new Request(`http://sample.test${path}`, init), env)
  const text = await response.text()
  const body: unknown =
    text !== '' && response.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : text
  return { status: response.status, headers: response.headers, body, text }
}

export const bearer = async (plan?: Partial<TokenPlan>) => ({
  Authorization: `Bearer ${await tokenOf(plan)}`,
})
