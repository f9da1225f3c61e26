import type { Content } from './content.ts'

/**
 * Reads the directory of a ZIP archive (APPNOTE.TXT 4.3) without unpacking anything: what is in it, and whether it is
 * one that begins and ends with the file. No ZIP64: a file here is far below its bounds.
 */
export type ZipEntry = {
  readonly name: string
  readonly unpackedBytes: number
  readonly encrypted: boolean
}

const LOCAL_SIGNATURE = 0x04034b50
const ENTRY_SIGNATURE = 0x02014b50
const END_SIGNATURE = 0x06054b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const COMMENT_LIMIT = 0xffff
/** More than any document needs. */
const DIRECTORY_LIMIT_BYTES = 1_048_576
const decoder = new TextDecoder()

type End = {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly size: number
  readonly offset: number
}

/** Whether an archive hides at the end of something else: its end is found, and a directory stands before it. */
export async function hasArchive(content: Content): Promise<boolean> {
  const tail = await tailOf(content)
  for (const end of endsIn(tail)) {
    const at = tail.start + end.from - end.size
    if (end.count === 0 || at < 0 || end.size < ENTRY_BYTES) continue
    if (view(await content.read(at, at + 4)).getUint32(0, true) === ENTRY_SIGNATURE) return true
  }
  return false
}

/** The entries of a file that is an archive from its first byte to its last, or null where it is none. */
export async function readDirectory(content: Content): Promise<readonly ZipEntry[] | null> {
  if (content.size < END_BYTES) return null
  if (view(await content.read(0, 4)).getUint32(0, true) !== LOCAL_SIGNATURE) return null
  const tail = await tailOf(content)
  const end = endsIn(tail).find(
    ({ from, to, offset, size }) => to === tail.bytes.length && offset + size === tail.start + from,
  )
  if (end === undefined || end.size > DIRECTORY_LIMIT_BYTES) return null
  const directory = await content.read(end.offset, end.offset + end.size)
  return entriesOf(directory, end.count)
}

type Tail = { readonly start: number; readonly bytes: Uint8Array }

async function tailOf(content: Content): Promise<Tail> {
  const start = Math.max(0, content.size - END_BYTES - COMMENT_LIMIT)
  return { start, bytes: await content.read(start, content.size) }
}

/** Every end record in the tail whose comment ends within the file; the last first. */
function endsIn({ bytes }: Tail): readonly End[] {
  const data = view(bytes)
  const ends: End[] = []
  for (let from = bytes.length - END_BYTES; from >= 0; from -= 1) {
    if (data.getUint32(from, true) !== END_SIGNATURE) continue
    const to = from + END_BYTES + data.getUint16(from + 20, true)
    if (to > bytes.length) continue
    ends.push({
      from,
      to,
      count: data.getUint16(from + 10, true),
      size: data.getUint32(from + 12, true),
      offset: data.getUint32(from + 16, true),
    })
  }
  return ends
}

function entriesOf(directory: Uint8Array, count: number): readonly ZipEntry[] | null {
  const data = view(directory)
  const entries: ZipEntry[] = []
  let at = 0
  while (at + ENTRY_BYTES <= directory.length && data.getUint32(at, true) === ENTRY_SIGNATURE) {
    const nameEnd = at + ENTRY_BYTES + data.getUint16(at + 28, true)
    entries.push({
      name: decoder.decode(directory.subarray(at + ENTRY_BYTES, nameEnd)),
      unpackedBytes: data.getUint32(at + 24, true),
      encrypted: (data.getUint16(at + 8, true) & 1) === 1,
    })
    at = nameEnd + data.getUint16(at + 30, true) + data.getUint16(at + 32, true)
  }
  return at === directory.length && entries.length === count ? entries : null
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
