import { type Failure, problemOf } from '@tongban/kernel'
import * as z from 'zod'
import { LANGUAGE_TAGS, type Language } from './language.ts'

/**
 * A failure on the wire: RFC 9457 `application/problem+json`. The texts come from the catalogue in kernel; nothing
 * else of the failure leaves the house.
 */

export const PROBLEM_TYPE = 'application/problem+json'

/** What a problem looks like, for the API document and for clients. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: '问题类型的地址 URI reference of the kind of problem' }),
    title: z.string(),
    status: z.int(),
    detail: z
      .string()
      .meta({ description: '发生了什么、为什么、下一步 what happened, why, and what to do next' }),
    code: z.string().meta({ description: '稳定的机器可读代码 stable code for machines' }),
    requestId: z.string().meta({ description: '联系我们时请提供 quote it when you contact us' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: 'RFC 6901 JSON pointer' }),
          detail: z.string(),
        }),
      )
      .optional(),
    state: z.string().optional().meta({ description: '现在的状态 where it stands now' }),
    possible: z
      .array(z.object({ step: z.string(), name: z.string(), by: z.array(z.string()), byName: z.string() }))
      .optional()
      .meta({ description: '现在可以进行的步骤和办理人 what is possible now, and who may do it' }),
    reason: z.string().optional().meta({ description: '签名无效的原因 why a signature does not count' }),
    serverTime: z
      .int()
      .optional()
      .meta({ description: '本地区时间（毫秒） what time it is here, epoch milliseconds' }),
    supported: z.array(z.string()).optional().meta({ description: '支持的版本或者套件 what is spoken here' }),
    because: z
      .object({
        guard: z.string(),
        detail: z.string(),
        facts: z.record(z.string(), z.union([z.string(), z.number()])),
      })
      .optional()
      .meta({ description: '此步骤不能进行的原因 what stands against the step' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' })

export type ProblemBody = z.infer<typeof problemSchema>

export type Asked = { readonly language: Language; readonly requestId: string }

/** The answer to a caller whose request failed. `headers` adds to those the failure itself calls for. */
export function problemResponse(
  failure: Failure,
  asked: Asked,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = problemBody(failure, asked)
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: {
      'Content-Type': PROBLEM_TYPE,
      'Content-Language': LANGUAGE_TAGS[asked.language],
      'Cache-Control': 'no-store',
      'X-Request-Id': asked.requestId,
      ...headersOf(failure),
      ...headers,
    },
  })
}

export function problemBody(failure: Failure, asked: Asked): ProblemBody {
  const { language } = asked
  const problem = problemOf(failure)
  return {
    type: `/docs/problems#${failure.code}`,
    title: problem[language].title,
    status: problem.status,
    detail: problem[language].detail,
    code: failure.code,
    requestId: asked.requestId,
    ...('errors' in failure
      ? {
          errors: failure.errors.map((error) => ({ pointer: error.pointer, detail: error[language] })),
        }
      : {}),
    ...(failure.code === 'signatureRefused'
      ? { reason: failure.reason, serverTime: failure.serverTime }
      : {}),
    ...('supported' in failure ? { supported: [...failure.supported] } : {}),
    ...(failure.code === 'stepNotPossible' ? stepMembers(failure, language) : {}),
  }
}

/** Where the case stands, what is possible now and who may do it, and what stands against the step. */
function stepMembers(
  { state, who, because }: Extract<Failure, { readonly code: 'stepNotPossible' }>,
  language: Language,
): Pick<ProblemBody, 'state' | 'possible' | 'because'> {
  const byName = language === 'zh' ? 'byZh' : 'byEn'
  return {
    state,
    ...(who === undefined
      ? {}
      : {
          possible: who.map((each) => ({
            step: each.event,
            name: each[language],
            by: [...each.by],
            byName: each[byName],
          })),
        }),
    ...(because === undefined || because === null
      ? {}
      : { because: { guard: because.guard, detail: because[language], facts: { ...because.facts } } }),
  }
}

function headersOf(failure: Failure): Readonly<Record<string, string>> {
  switch (failure.code) {
    case 'notAuthenticated': {
      if (failure.reason === 'key') return { 'WWW-Authenticate': 'ApiKey realm="tongban"' }
      const error =
        failure.reason === 'missing' ? '' : `, error="invalid_token", error_description="${failure.reason}"`
      return { 'WWW-Authenticate': `Bearer realm="tongban"${error}` }
    }
    case 'signatureRefused':
      return { 'WWW-Authenticate': 'Signature realm="tongban", label="cx", tag="cx-1"' }
    case 'tooManyRequests':
    case 'quotaUsedUp':
      return { 'Retry-After': String(failure.retryAfterSeconds) }
    case 'stillRunning':
      return { 'Retry-After': '1' }
    case 'unavailable':
      return { 'Retry-After': '5' }
    default:
      return {}
  }
}
