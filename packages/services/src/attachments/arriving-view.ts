import { LIMITS } from '@tongban/exchange/wire'
import type { ExchangeFileRow, FilePartRow, FileRow } from '@tongban/store'
import { partCount } from '../files/parts.ts'
import type { FileStore } from '../files/store.ts'

/** A file on its way here, and how far it is as its sender is told. */
export type ArrivingView = {
  readonly digest: string
  readonly size: number
  readonly partBytes: number
  /** `refused`: it is not what the message said, and nothing of it is taken any more. */
  readonly state: 'underway' | 'here' | 'refused'
  /** Numbers of the parts that are still to come, from 0. */
  readonly missing: readonly number[]
}

export type Arriving = {
  readonly row: ExchangeFileRow
  readonly file: FileRow
  readonly parts: readonly FilePartRow[]
  readonly store: FileStore
}

export function viewOf({ row: { digest, size }, parts }: Pick<Arriving, 'row' | 'parts'>): ArrivingView {
  const here = new Set(parts.map(({ partIndex }) => partIndex))
  const missing = Array.from({ length: partCount(size) }, (_, index) => index).filter(
    (index) => !here.has(index),
  )
  return { digest, size, partBytes: LIMITS.filePartBytes, state: 'underway', missing }
}
