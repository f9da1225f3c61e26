/** Leaving a reader or checker of one expression at its first fault: thrown by `Stop`, caught by `attempt` alone. */
import { fail, ok, type Result } from '@tongban/kernel'
import type { RefusalCode } from '../publish/refusal.ts'

export type Failure = { readonly code: RefusalCode; readonly detail: string }

export class Stop extends Error {
  readonly failure: Failure
  constructor(code: RefusalCode, detail: string) {
    super(code)
    this.failure = { code, detail }
  }
}

export function attempt<T>(work: () => T): Result<T, Failure> {
  try {
    return ok(work())
  } catch (stop) {
    if (stop instanceof Stop) return fail(stop.failure)
    throw stop
  }
}
