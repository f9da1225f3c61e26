import { redact } from '@tongban/kernel'
import type { Context } from '../context.ts'

/**
 * The steps of one run of a job, each by itself: one that fails holds up none of those after it. The run as a whole has
 * failed all the same, and says so at its end, so that the job list shows it.
 */
export class Steps {
  readonly #failed: string[] = []
  readonly #log: Context['log']

  constructor({ log }: Pick<Context, 'log'>) {
    this.#log = log
  }

  async take<T>(step: string, otherwise: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const reason = error instanceof Error ? redact(error.message) : 'unknown error'
      this.#log('exchangeStepFailed', { step, reason })
      this.#failed.push(`${step}: ${reason}`)
      return otherwise
    }
  }

  /** Throws where any of them failed. */
  done(): void {
    if (this.#failed.length > 0) throw new Error(this.#failed.join('; '))
  }
}
