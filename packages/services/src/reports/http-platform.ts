import { fail, ok, type Result } from '@tongban/kernel'
import * as z from 'zod'
import { type CallConfig, type CallPorts, openCall } from '../facts/signed-call.ts'
import { readJson } from '../facts/source-answer.ts'
import { undelivered } from '../notices/refusal.ts'
import type { ReportPlatform } from './platform.ts'

/**
 * A platform reached over HTTP: one signed call for each report. An answer that is not in the agreed form, or of another
 * report, says nothing of this one, which is then sent again under the same id.
 */
const LIMITS = { milliseconds: 2_000, bytes: 16 * 1024 }

const code = z.string().regex(/^[\w./:-]{1,64}$/)
const answerSchema = z.discriminatedUnion('state', [
  z.strictObject({ id: z.string(), state: z.literal('received'), receiptNumber: code }),
  z.strictObject({ id: z.string(), state: z.literal('refused'), code }),
])

/** Names the wrong fields, never their values. */
export type PlatformMisconfigured = {
  readonly code: 'platformMisconfigured'
  readonly fields: readonly string[]
}

/** Checks the configuration once, when the Worker starts. */
export function httpPlatform<Report extends { readonly id: string }>(
  config: CallConfig,
  ports: CallPorts,
  environment: 'development' | 'production',
): Result<ReportPlatform<Report>, PlatformMisconfigured> {
  const opened = openCall(config, ports, environment, LIMITS)
  if (!opened.ok) return fail({ code: 'platformMisconfigured', fields: opened.failure })
  const call = opened.value
  return ok({
    async report(report) {
      const called = await call(report)
      if (called.state !== 'answered') {
        const outcome = undelivered(called, ports.clock.now())
        return outcome.state === 'rejected' ? { state: 'refused', reason: outcome.reason } : outcome
      }
      const answer = answerSchema.safeParse(await readJson(called.headers, called.bytes))
      if (!answer.success || answer.data.id !== report.id) return { state: 'retry', reason: 'bad answer' }
      return answer.data.state === 'received'
        ? { state: 'received', receiptNumber: answer.data.receiptNumber }
        : { state: 'refused', reason: answer.data.code }
    },
  })
}
