import { expect } from 'vitest'
import { type Answer, serve } from './local-server.fixture.ts'
import type { CallConfig, CallPorts } from './signed-call.ts'
import { KEY, NOW, signatureFault } from './source-server.fixture.ts'

/**
 * A service on this machine that checks the signature of the one call it gets before it answers, and whoever calls it:
 * its limit, which is asserted, passes in a tenth of the time.
 */
export async function called<T>(
  answer: Answer,
  limitMs: number,
  call: (config: CallConfig, ports: CallPorts) => Promise<T>,
): Promise<{ readonly outcome: T; readonly sent: unknown }> {
  const faults: (string | undefined)[] = []
  const limits: number[] = []
  const server = await serve((response, request) => {
    faults.push(signatureFault(request, `${server.origin}${request.url}`))
    answer(response, request)
  })
  const config = { url: `${server.origin}/orders`, keyId: 'region-510116/2026', key: KEY.toString('base64') }
  const timeout = (milliseconds: number) => {
    limits.push(milliseconds)
    return AbortSignal.timeout(milliseconds / 10)
  }
  const outcome = await call(config, { clock: { now: () => NOW }, timeout })
  expect([faults, limits]).toEqual([[undefined], [limitMs]])
  return { outcome, sent: JSON.parse(server.received[0]?.body ?? '') }
}

/** What no service may be configured with; the fields that are wrong. */
export const FAULTY = { url: 'http://user:secret@service.example.cn/?a=1', keyId: 'ü', key: btoa('short') }
export const FAULTY_FIELDS = ['url', 'keyId', 'key']
