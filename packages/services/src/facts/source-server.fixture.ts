import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { expect } from 'vitest'
import { type HttpSourceConfig, httpSource } from './http-source.ts'
import { type Answer, type Received, serve } from './local-server.fixture.ts'
import type { FactQuery } from './source.ts'

/** A population register as a partner would run it: it checks each signature by itself before it answers. */
export const NOW = Date.UTC(2026, 10, 23, 2, 0, 0)
export const KEY = Buffer.from('synthetic-key-of-the-population-register')
export const QUERY: FactQuery = {
  source: 'population',
  subject: { idKind: 'residentId', idNumber: '51011619540101001X' },
  keys: { permitNumber: 'P-1' },
  facts: ['birthDate', 'payee.holderMatches'],
  itemCode: 'elderly-allowance',
  caseNumber: null,
  purpose: '核验申领条件',
  requestId: 'r-1',
}
export const RIGHT = { record: { birthDate: '1954-01-01' }, sourceAt: NOW - 60_000 }

export const json =
  (value: unknown, headers: Record<string, string> = {}, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
  }

export const raw =
  (body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  }

/**
 * The register, an adapter that reads it, and the limits the adapter asked for. Its 2 s pass in a tenth of the time.
 * A request whose signature is not right is answered 401 and noted in `faults`.
 */
export async function register(...answers: readonly [Answer, ...Answer[]]) {
  const faults: string[] = []
  const limits: number[] = []
  const checked = answers.map((answer): Answer => {
    return (response, request) => {
      const fault = signatureFault(request, `${server.origin}${request.url}`)
      if (fault === undefined) return answer(response, request)
      faults.push(fault)
      response.writeHead(401).end()
    }
  })
  const [first, ...rest] = checked
  if (first === undefined) throw new Error('no answers')
  const server = await serve(first, ...rest)
  const config = {
    name: 'population',
    url: `${server.origin}/facts`,
    keyId: 'region-510116/2026',
    key: KEY.toString('base64'),
  }
  const timeout = (milliseconds: number) => {
    limits.push(milliseconds)
    return AbortSignal.timeout(milliseconds / 10)
  }
  const read = async (query: FactQuery = QUERY, change: Partial<HttpSourceConfig> = {}) => {
    const source = httpSource({ ...config, ...change }, { clock: { now: () => NOW }, timeout }, 'development')
    if (!source.ok) throw new Error(source.failure.en)
    return source.value.read(query)
  }
  return { ...server, faults, limits, read }
}

/** Checks RFC 9421 hmac-sha256 and RFC 9530 from the text of the standards, with nothing of the adapter's. */
export function signatureFault({ method, headers, body }: Received, target: string): string | undefined {
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
  if (headers['content-digest'] !== digest) return 'content-digest'
  const input =
    /^sig=(\("@method" "@target-uri" "content-digest"\);created=(\d+);keyid="region-510116\/2026")$/.exec(
      headers['signature-input'] ?? '',
    )
  if (input === null) return 'signature-input'
  if (Number(input[2]) !== NOW / 1000) return 'created'
  const base = `"@method": ${method}\n"@target-uri": ${target}\n"content-digest": ${digest}\n"@signature-params": ${input[1]}`
  const mac = createHmac('sha256', KEY).update(base).digest()
  const given = Buffer.from(/^sig=:([^:]+):$/.exec(headers.signature ?? '')?.[1] ?? '', 'base64')
  return given.length === mac.length && timingSafeEqual(given, mac) ? undefined : 'signature'
}

/** What every test of a register ends with: its requests were signed, bounded, and named nobody outside the body. */
export function expectSoundRequests(server: Awaited<ReturnType<typeof register>>, attempts: number): void {
  expect(server.faults).toEqual([])
  expect(server.received).toHaveLength(attempts)
  expect(server.limits).toEqual(Array.from({ length: attempts }, () => 2_000))
  for (const { method, url, headers, body } of server.received) {
    expect([method, url]).toEqual(['POST', '/facts'])
    expect(JSON.stringify(headers)).not.toContain(QUERY.subject.idNumber)
    expect(JSON.parse(body).subject).toEqual(QUERY.subject)
  }
}
