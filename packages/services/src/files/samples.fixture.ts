/** The smallest files of each kind, and archives made entry by entry. Synthetic, nobody's papers. */

const encoder = new TextEncoder()
const join = (...parts: readonly (Uint8Array | readonly number[])[]) =>
  new Uint8Array(parts.flatMap((part) => [...part]))

/** A PDF of about so many bytes. */
export const pdfFile = (bytes = 0, mark = ''): Uint8Array<ArrayBuffer> => {
  const head = encoder.encode(`%PDF-1.7\n%${mark}\n`)
  const tail = encoder.encode('\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n')
  const file = new Uint8Array(Math.max(bytes, head.length + tail.length))
  for (let at = 0; at < file.length; at += 1) file[at] = 0x20 + ((at * 31) % 90)
  file.set(head)
  file.set(tail, file.length - tail.length)
  return file
}

export const jpegFile = () =>
  join(
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0x4a, 0x46],
    [0xff, 0xc0, 0, 8, 8, 0, 1, 0, 1, 1],
    [0xff, 0xda, 0, 4, 1, 1, 0x55, 0xff, 0xd9],
  )

export const pngFile = () =>
  join(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
    [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55],
    [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],
  )

type Archive = { readonly unpackedBytes?: number; readonly encrypted?: boolean; readonly comment?: string }

/** An archive of stored entries; what it says of them can be made to lie. */
export function zipOf(
  entries: Readonly<Record<string, string>>,
  archive: Archive = {},
): Uint8Array<ArrayBuffer> {
  const { unpackedBytes, encrypted = false, comment = '' } = archive
  const locals: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [name, content] of Object.entries(entries)) {
    const bytes = encoder.encode(content)
    const label = encoder.encode(name)
    const common = [
      ...[20, 0, encrypted ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      ...four(bytes.length),
      ...four(unpackedBytes ?? bytes.length),
      ...two(label.length),
      ...[0, 0],
    ]
    const local = join([0x50, 0x4b, 3, 4], common, label, bytes)
    directory.push(
      join([0x50, 0x4b, 1, 2, 20, 0], common, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], four(offset), label),
    )
    locals.push(local)
    offset += local.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const count = two(directory.length)
  const note = encoder.encode(comment)
  const end = [
    0x50,
    0x4b,
    5,
    6,
    0,
    0,
    0,
    0,
    ...count,
    ...count,
    ...four(size),
    ...four(offset),
    ...two(note.length),
  ]
  return join(...locals, ...directory, end, note)
}

export const ofdFile = () => zipOf({ 'OFD.xml': '<ofd:OFD/>', 'Doc_0/Document.xml': '<ofd:Document/>' })

const two = (value: number) => [value & 255, (value >> 8) & 255]
const four = (value: number) => [...two(value), ...two(value >>> 16)]
