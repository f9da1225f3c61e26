/**
 * One part of a file that travels beside a message, as it is sent: a compact JWE of its bytes to the key of the office it
 * is for, bound to the case, the file, its place and how many parts there are. Each part is sealed by itself, so that
 * either side can break off anywhere and go on, with another key if there is a newer one.
 */
import { fail, ok, type Result } from '@tongban/kernel'
import type { ExchangeKeys } from './key-ring.ts'
import { LIMITS, partCountOf, partLengthOf } from './limits.ts'
import { type OfficeKey, openSealed, type SealFault, sealBytes } from './seal.ts'

export type PartOfFile = {
  readonly caseNumber: string
  /** SHA-256 of the file's plain bytes, hex. */
  readonly digest: string
  readonly size: number
  /** From 0. */
  readonly index: number
}
export type PartFault = SealFault | { readonly code: 'partRefused'; readonly reason: 'length' }

const encoder = new TextEncoder()
/** What is no text of a token is none after it either. */
const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

const partBindingOf = ({ caseNumber, digest, size, index }: PartOfFile): string =>
  `${caseNumber}|file|${digest}|${index}/${partCountOf(size)}`

export async function sealPart(
  part: PartOfFile,
  bytes: Uint8Array,
  key: OfficeKey,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(encoder.encode(await sealBytes(bytes, partBindingOf(part), key)))
}

/** The bytes of this very part, of the length its place gives it. */
export async function openPart(
  keys: Pick<ExchangeKeys, 'openers'>,
  part: PartOfFile,
  sealed: Uint8Array,
): Promise<Result<Uint8Array<ArrayBuffer>, PartFault>> {
  const wrong = fail({ code: 'partRefused', reason: 'length' } as const)
  if (sealed.byteLength > LIMITS.sealedPartBytes) return wrong
  const opened = await openSealed(keys, decoder.decode(sealed), partBindingOf(part))
  if (!opened.ok) return opened
  return opened.value.byteLength === partLengthOf(part.size, part.index)
    ? ok(new Uint8Array(opened.value))
    : wrong
}
