/** Where publication notes its refusals, so that one run names all faults of a model and not only the first. */
import type { Result } from '@tongban/kernel'
import type { Failure } from '../feel/stop.ts'
import { type Place, type Refusal, type RefusalCode, refusal } from './refusal.ts'

export class Journal {
  readonly refusals: Refusal[] = []

  refuse(place: Place, code: RefusalCode, detail = ''): void {
    this.refusals.push(refusal(place, code, detail))
  }

  /** The value, or undefined with the failure noted. */
  take<T>(place: Place, result: Result<T, Failure>): T | undefined {
    if (result.ok) return result.value
    this.refuse(place, result.failure.code, result.failure.detail)
    return undefined
  }
}
