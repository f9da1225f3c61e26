import { fail, ok, type Result } from '@tongban/kernel'
import { type CallConfig, type CallPorts, openCall } from './signed-call.ts'
import { assertAddressed, type FactQuery, type FactSource, type UnavailableReason } from './source.ts'
import { readAnswer, type SourceAnswer } from './source-answer.ts'

/**
 * A fact source reached over HTTP by signed calls, the identity number in the body and never in the URL. Its answer is
 * checked whole. One retry, only where the first attempt may have failed by chance. Staleness is not judged here.
 */
const ATTEMPTS = 2
const ATTEMPT_LIMIT_MS = 2_000
const ANSWER_CAP_BYTES = 64 * 1024

export type HttpSourceConfig = CallConfig & { readonly name: string }

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
  ports: CallPorts,
  environment: 'development' | 'production',
): Result<FactSource, SourceMisconfigured> {
  const { name } = config
  const limits = { milliseconds: ATTEMPT_LIMIT_MS, bytes: ANSWER_CAP_BYTES }
  const opened = openCall(config, ports, environment, limits)
  const unnamed = name === '' ? ['name'] : []
  if (!opened.ok) return fail(misconfigured([...unnamed, ...opened.failure]))
  if (name === '') return fail(misconfigured(unnamed))
  const call = opened.value

  async function attempt(query: FactQuery): Promise<Attempt> {
    const called = await call(requestBody(query))
    if (called.state === 'unreached') return failed(called.reason, true)
    if (called.state === 'tooLarge') return failed('tooLarge')
    if (called.state === 'turnedAway') return judgeStatus(called.status)
    const answer = await readAnswer(called.headers, called.bytes, query)
    return answer === undefined ? failed('badAnswer') : { state: 'answered', answer }
  }

  return ok({
    async read(query) {
      assertAddressed(query, name)
      let last = await attempt(query)
      for (let made = 1; made < ATTEMPTS && last.state === 'failed' && last.mayRetry; made += 1) {
        last = await attempt(query)
      }
      if (last.state === 'failed') return { source: name, state: 'unavailable', reason: last.reason }
      return { source: name, state: 'answered', ...last.answer }
    },
  })
}

function judgeStatus(status: number): Attempt {
  if (status >= 300 && status < 400) return failed('refused')
  if (status === 401 || status === 403) return failed('refused')
  return failed('status', status >= 500)
}

function requestBody({ subject, keys, facts, itemCode, caseNumber, purpose, requestId }: FactQuery) {
  const { idKind, idNumber } = subject
  return { requestId, subject: { idKind, idNumber }, keys, facts, itemCode, caseNumber, purpose }
}

function misconfigured(fields: readonly string[]): SourceMisconfigured {
  const list = fields.join(', ')
  return {
    code: 'sourceMisconfigured',
    fields,
    zh: `数据源配置有误：${list}。请检查：url 须为 https（仅开发环境可用 http）且不含账号、查询参数和片段；key 须为至少 32 字节的 base64。改正后重新启动。`,
    en: `The fact source is misconfigured: ${list}. Check that url is https (http in development only) without user, query or fragment, and key is at least 32 bytes in base64. Correct it and start again.`,
  }
}
