import { type Clock, fail, ok, type Result } from '@tongban/kernel'
import * as z from 'zod'
import { discardBody, readBody } from './capped-body.ts'
import { requestSigner, signedEndpointSchema } from './request-signer.ts'
import { assertAddressed, type FactQuery, type FactSource, type UnavailableReason } from './source.ts'
import { readAnswer, type SourceAnswer } from './source-answer.ts'

/**
 * A fact source reached over HTTP: one signed POST (RFC 9421, body covered by RFC 9530), identity number in the body
 * and never in the URL. The answer is taken as hostile: bounded in time and size, no redirect followed, checked whole.
 * One retry, only where the first attempt may have failed by chance. Staleness is not judged here.
 */
const ATTEMPTS = 2
const ATTEMPT_LIMIT_MS = 2_000
const ANSWER_CAP_BYTES = 64 * 1024

export type HttpSourceConfig = {
  readonly name: string
  /** https; plain http only in development. No user information, query or fragment. */
  readonly url: string
  readonly keyId: string
  /** At least 32 bytes in base64 (RFC 2104 §3: not shorter than the hash). */
  readonly key: string
}

export type HttpSourcePorts = {
  readonly clock: Clock
  readonly fetch?: typeof fetch
  /** A signal that aborts after so many milliseconds; `AbortSignal.timeout` unless given. */
  readonly timeout?: (milliseconds: number) => AbortSignal
}

/** Names the wrong fields, never their values. */
export type SourceMisconfigured = {
  readonly code: 'sourceMisconfigured'
  readonly fields: readonly string[]
  readonly zh: string
  readonly en: string
}

type Attempt =
  | { readonly state: 'answered'; readonly answer: SourceAnswer }
  | { readonly state: 'failed'; readonly reason: UnavailableReason; readonly mayRetry: boolean }

const failed = (reason: UnavailableReason, mayRetry = false): Attempt => ({
  state: 'failed',
  reason,
  mayRetry,
})

/** Checks the configuration once, when the Worker starts. */
export function httpSource(
  config: HttpSourceConfig,
  ports: HttpSourcePorts,
  environment: 'development' | 'production',
): Result<FactSource, SourceMisconfigured> {
  const checked = sourceSchema(environment).safeParse(config)
  if (!checked.success) {
    return fail(misconfigured([...new Set(checked.error.issues.map((issue) => String(issue.path[0] ?? '')))]))
  }
  const { name, url, keyId, key } = checked.data
  const send = ports.fetch ?? ((input, init) => fetch(input, init))
  const timeout = ports.timeout ?? ((milliseconds) => AbortSignal.timeout(milliseconds))
  const signedRequest = requestSigner({ url, keyId, key }, ports.clock)

  async function attempt(query: FactQuery, body: Uint8Array): Promise<Attempt> {
    const request = await signedRequest(body)
    const signal = timeout(ATTEMPT_LIMIT_MS)
    let response: Response
    try {
      response = await send(url, { ...request, signal })
    } catch {
      // The URL and the headers were checked above: what is left to reject is the network, or our own limit.
      return failed(signal.aborted ? 'timeout' : 'network', true)
    }
    const turnedAway = judgeStatus(response.status)
    if (turnedAway !== undefined) {
      discardBody(response.body)
      return turnedAway
    }
    const read = await readBody(response.body, ANSWER_CAP_BYTES, signal)
    if (read.state === 'late') return failed('timeout', true)
    if (read.state === 'broken') return failed('network', true)
    if (read.state === 'over') return failed('tooLarge')
    const answer = await readAnswer(response.headers, read.bytes, query)
    return answer === undefined ? failed('badAnswer') : { state: 'answered', answer }
  }

  return ok({
    async read(query) {
      assertAddressed(query, name)
      const body = new TextEncoder().encode(JSON.stringify(requestBody(query)))
      let last = await attempt(query, body)
      for (let made = 1; made < ATTEMPTS && last.state === 'failed' && last.mayRetry; made += 1) {
        last = await attempt(query, body)
      }
      if (last.state === 'failed') return { source: name, state: 'unavailable', reason: last.reason }
      return { source: name, state: 'answered', ...last.answer }
    },
  })
}

/** Undefined for the one status that carries an answer. */
function judgeStatus(status: number): Attempt | undefined {
  if (status === 200) return undefined
  if (status >= 300 && status < 400) return failed('refused')
  if (status === 401 || status === 403) return failed('refused')
  return failed('status', status >= 500)
}

function requestBody({ subject, keys, facts, itemCode, caseNumber, purpose, requestId }: FactQuery) {
  const { idKind, idNumber } = subject
  return { requestId, subject: { idKind, idNumber }, keys, facts, itemCode, caseNumber, purpose }
}

const sourceSchema = (environment: 'development' | 'production') =>
  z.strictObject({ name: z.string().min(1), ...signedEndpointSchema(environment).shape })

function misconfigured(fields: readonly string[]): SourceMisconfigured {
  const list = fields.join(', ')
  return {
    code: 'sourceMisconfigured',
    fields,
    zh: `数据源配置有误：${list}。请检查：url 须为 https（仅开发环境可用 http）且不含账号、查询参数和片段；key 须为至少 32 字节的 base64。改正后重新启动。`,
    en: `The fact source is misconfigured: ${list}. Check that url is https (http in development only) without user, query or fragment, and key is at least 32 bytes in base64. Correct it and start again.`,
  }
}
