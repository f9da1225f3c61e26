import { fail, ok, type Result } from '@tongban/kernel'
import { type CallConfig, type CallPorts, openCall } from '../facts/signed-call.ts'
import { undelivered } from '../notices/refusal.ts'
import type { RenditionMaker } from './rendition.ts'
import { readRenditions } from './rendition-answer.ts'

/**
 * A service for sealed fixed-layout files reached over HTTP by one signed call of what the licence says. Its answer is
 * checked whole, and must name the very licence that was sent. One attempt; the outbox tries again. A file takes longer
 * than a seal, and a whole batch of orders at this limit still ends within its lease.
 */
const LIMITS = { milliseconds: 4_000, bytes: 4 * 1024 * 1024 }

/** Names the wrong fields, never their values. */
export type MakerMisconfigured = { readonly code: 'makerMisconfigured'; readonly fields: readonly string[] }

/** Checks the configuration once, when the Worker starts. */
export function httpRenditionMaker(
  config: CallConfig,
  ports: CallPorts,
  environment: 'development' | 'production',
): Result<RenditionMaker, MakerMisconfigured> {
  const opened = openCall(config, ports, environment, LIMITS)
  if (!opened.ok) return fail({ code: 'makerMisconfigured', fields: opened.failure })
  const call = opened.value
  return ok({
    async make(order) {
      const called = await call(order)
      if (called.state !== 'answered') return undelivered(called, ports.clock.now())
      const renditions = await readRenditions(called.headers, called.bytes, order)
      return renditions === undefined
        ? { state: 'rejected', reason: 'bad answer' }
        : { state: 'made', renditions }
    },
  })
}
