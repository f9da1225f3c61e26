import { BYTES_ANNOUNCED, FILES_ANNOUNCED } from '../attachments/named.ts'

/**
 * The files of a case that go to another region by themselves: as many as one region may announce to another (CX/1 §7),
 * the first that fit. A partner would refuse the whole message for one too many, and the opinion would not be asked at all.
 */
export type Announced<T> = {
  readonly files: readonly T[]
  /** How many do not go by themselves: people see to them, and send them on paper. */
  readonly left: number
}

export function announced<T extends { readonly row: { readonly size: number } }>(
  all: readonly T[],
): Announced<T> {
  const files: T[] = []
  let bytes = 0
  for (const file of all) {
    const { size } = file.row
    if (files.length === FILES_ANNOUNCED || bytes + size > BYTES_ANNOUNCED) continue
    files.push(file)
    bytes += size
  }
  return { files, left: all.length - files.length }
}
