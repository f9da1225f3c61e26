import { fail, ok, type Result } from '@tongban/kernel'
import { type CallConfig, type CallPorts, openCall } from '../facts/signed-call.ts'
import { undelivered } from '../notices/refusal.ts'
import type { Sealer } from './seal.ts'
import { readSeal } from './seal-answer.ts'

/**
 * A sealing service reached over HTTP by one signed call of the order. Its answer is checked whole, and must name the very
 * digest and document that were sent. One attempt; the outbox tries again.
 */
const LIMITS = { milliseconds: 2_000, bytes: 64 * 1024 }

/** Names the wrong fields, never their values. */
export type SealerMisconfigured = { readonly code: 'sealerMisconfigured'; readonly fields: readonly string[] }

/** Checks the configuration once, when the Worker starts. */
export function httpSealer(
  config: CallConfig,
  ports: CallPorts,
  environment: 'development' | 'production',
): Result<Sealer, SealerMisconfigured> {
  const opened = openCall(config, ports, environment, LIMITS)
  if (!opened.ok) return fail({ code: 'sealerMisconfigured', fields: opened.failure })
  const call = opened.value
  return ok({
    async seal(order) {
      const called = await call(order)
      if (called.state !== 'answered') return undelivered(called, ports.clock.now())
      const seal = await readSeal(called.headers, called.bytes, order)
      return seal === undefined ? { state: 'rejected', reason: 'bad answer' } : { state: 'sealed', seal }
    },
  })
}
