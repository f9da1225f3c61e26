import { type Failure, fail, type Result } from '@tongban/kernel'
import type { LoadedCase } from '../cases/load.ts'

/** A loaded case whose contents can be read; one that was erased says since when. Its events and dates need no such check. */
export function readable(loaded: Result<LoadedCase, Failure>): Result<LoadedCase, Failure> {
  const erasedOn = loaded.ok ? loaded.value.fold.erasedOn : null
  return erasedOn === null ? loaded : fail({ code: 'erased', on: erasedOn })
}
