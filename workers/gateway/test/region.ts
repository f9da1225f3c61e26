import type { LogLine } from '@tongban/http'
import type { EpochMs } from '@tongban/kernel'
import { testEnvironment } from '../../../test/environment.ts'
import { createGateway } from '../src/gateway.tsx'

/** A gateway among Workers that record what they are sent, for tests of what the gateway itself does. */

export const NOW: EpochMs = Date.UTC(2026, 10, 20, 2, 0, 0)

export type Sent = {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: string
}

export function region(change: Record<string, unknown> = {}) {
  const sent: Sent[] = []
  const jobs: unknown[] = []
  const keys: string[] = []
  const logged: (LogLine & { level: string; event: string })[] = []
  const worker = (name: string) => ({
    async fetch(request: Request) {
      // What the readiness check asks of licences.
      if (request.url.endsWith('/.well-known/jwt-vc-issuer')) return Response.json({ issuer: 'x' })
      sent.push({
        url: request.url,
        method: request.method,
        headers: request.headers,
        body: await request.text(),
      })
      if (request.url.endsWith('/openapi.json')) return Response.json(documentOf(name))
      return new Response(name, { status: 201, headers: { 'Content-Security-Policy': `policy of ${name}` } })
    },
  })
  const env = {
    TONGBAN_ENVIRONMENT: 'development',
    TONGBAN_REGION: '510116',
    TONGBAN_REGION_NAME: '四川省成都市双流区',
    TONGBAN_LAST_MIGRATION: '0002_third.sql',
    TONGBAN_BOOT_ID: 'boot-1',
    TONGBAN_CLIENT_ADDRESS_HEADER: 'cf-connecting-ip',
    TONGBAN_OIDC_ISSUER: 'https://id.test',
    TONGBAN_OIDC_AUDIENCE: 'tongban',
    TONGBAN_OIDC_JWKS: testEnvironment.TONGBAN_OIDC_JWKS,
    TONGBAN_SESSION_KEYS: testEnvironment.TONGBAN_SESSION_KEYS,
    DB: databaseWith('0002_third.sql'),
    ASSETS: {
      fetch: async (request: Request) =>
        new URL(request.url).pathname === '/site.css'
          ? new Response('css')
          : new Response('', { status: 404 }),
    },
    APPROVALS: worker('approvals'),
    CASEWORK: worker('casework'),
    OVERVIEWS: worker('overviews'),
    RULES: worker('rules'),
    SUPERVISION: worker('supervision'),
    OVERSIGHT: worker('oversight'),
    EVALUATIONS: worker('evaluations'),
    LICENCES: worker('licences'),
    JOBS: { run: async (call: unknown) => jobs.push(call) },
    RATE_LIMIT: {
      limit: async ({ key }: { key: string }) => {
        keys.push(key)
        return { success: keys.length <= 3 }
      },
    },
    ...change,
  }
  const gateway = createGateway({
    clock: { now: () => NOW },
    ids: { uuid: () => `made-${logged.length}`, random: (length) => new Uint8Array(length) },
    log: (level, event, line) => logged.push({ level, event, ...line }),
  })
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await gateway.fetch(new Request(`https://region.test${path}`, init), env)
    const text = await response.text()
    const isJson = response.headers.get('Content-Type')?.includes('json') ?? false
    const body: unknown = isJson && text !== '' ? JSON.parse(text) : text
    return { status: response.status, headers: response.headers, text, body }
  }
  return { ask, gateway, env, sent, jobs, keys, logged }
}

/** A database whose newest migration is this one; `null` where none was ever applied. */
export const databaseWith = (migration: string | null) => ({
  prepare: (sql: string) => ({
    first: async () => {
      if (sql.includes('sqlite_master')) return { found: migration === null ? 0 : 1 }
      return { name: migration }
    },
  }),
})

const documentOf = (name: string) => ({
  openapi: '3.1.0',
  info: { title: name, version: '1' },
  paths: { [`/${name}/v1/things`]: { get: {} } },
  components: { schemas: { [`${name}Thing`]: {} } },
})
