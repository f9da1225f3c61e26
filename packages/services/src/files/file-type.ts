import type { FieldError } from '@tongban/kernel'
import type { Content } from './content.ts'
import { extensionOf } from './file-name.ts'
import { hasArchive, readDirectory, type ZipEntry } from './zip-directory.ts'

/**
 * What a file is, told from its content and never from its name: the few formats a paper is handed in as. Each is
 * checked at its beginning and, where the format has one, at its end; a file that is two things at once (an archive
 * behind a picture or a PDF) is none. Nothing is unpacked or rendered, and no malware is looked for.
 */
export const FILE_TYPES = {
  'application/pdf': { extensions: ['pdf'], zh: 'PDF', en: 'PDF' },
  'image/jpeg': { extensions: ['jpg', 'jpeg'], zh: 'JPEG 图片', en: 'JPEG picture' },
  'image/png': { extensions: ['png'], zh: 'PNG 图片', en: 'PNG picture' },
  /** 版式电子文件 GB/T 33190: a ZIP package with OFD.xml at its root. */
  'application/ofd': { extensions: ['ofd'], zh: 'OFD', en: 'OFD' },
} as const satisfies Record<string, { extensions: readonly string[]; zh: string; en: string }>
export type FileType = keyof typeof FILE_TYPES

const TYPES = Object.entries(FILE_TYPES)
const EXTENSIONS: readonly string[] = TYPES.flatMap(([, { extensions }]) => extensions)

/** What stands against the name before anything was sent, or null. */
export function extensionFault(name: string): Pick<FieldError, 'zh' | 'en'> | null {
  if (EXTENSIONS.includes(extensionOf(name))) return null
  const list = EXTENSIONS.join('、')
  return {
    zh: `只接收以下格式的文件：${list}。请转换格式后重新上传。`,
    en: `Files of these kinds are taken: ${EXTENSIONS.join(', ')}. Convert it and upload again.`,
  }
}

/** The type of a file of that name, or what to tell whoever handed it in. */
export async function checkType(
  name: string,
  content: Content,
): Promise<{ readonly type: FileType } | { readonly fault: Pick<FieldError, 'zh' | 'en'> }> {
  const type = await findType(content)
  if (type === null) {
    return {
      fault: {
        zh: `文件内容不是完整的 ${TYPES.map(([, words]) => words.zh).join('、')}，或者夹带了其他内容。请重新导出后上传。`,
        en: `The content is no whole file of these kinds: ${TYPES.map(([, words]) => words.en).join(', ')}; or something else is hidden in it. Export it again and upload that.`,
      },
    }
  }
  const { extensions, zh, en } = FILE_TYPES[type]
  if (extensions.some((extension) => extension === extensionOf(name))) return { type }
  return {
    fault: {
      zh: `文件内容是${zh}，与文件名的后缀不符。请把后缀改为 .${extensions[0]} 后重新上传。`,
      en: `The content is ${en}, which the ending of the name does not say. Rename it to .${extensions[0]} and upload again.`,
    },
  }
}

async function findType(content: Content): Promise<FileType | null> {
  const head = await content.read(0, 16)
  if (startsWith(head, [0x50, 0x4b])) return (await isOfd(content)) ? 'application/ofd' : null
  const type = await plainTypeOf(head, content)
  return type === null || (await hasArchive(content)) ? null : type
}

async function plainTypeOf(head: Uint8Array, content: Content): Promise<FileType | null> {
  if (startsWith(head, [0x25, 0x50, 0x44, 0x46, 0x2d]))
    return (await endsAsPdf(content)) ? 'application/pdf' : null
  if (startsWith(head, [0xff, 0xd8, 0xff])) return (await isJpeg(content)) ? 'image/jpeg' : null
  if (startsWith(head, PNG_HEAD)) return (await endsAsPng(content)) ? 'image/png' : null
  return null
}

const startsWith = (bytes: Uint8Array, start: readonly number[]) =>
  start.every((byte, at) => bytes[at] === byte)

/** ISO 32000: the last line is %%EOF; after it only white space. */
async function endsAsPdf(content: Content): Promise<boolean> {
  const tail = await content.read(Math.max(0, content.size - 1_024), content.size)
  return /%%EOF[\s\0]*$/.test(String.fromCharCode(...tail))
}

/** Signature and the head of an IHDR chunk. */
const PNG_HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
const PNG_END = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]

async function endsAsPng(content: Content): Promise<boolean> {
  return startsWith(await content.read(Math.max(0, content.size - PNG_END.length), content.size), PNG_END)
}

/** Start-of-frame markers SOF0–SOF15, without the three in between that mean something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const SCAN = 0xda
/** More segments than any camera writes. */
const SEGMENT_LIMIT = 500

/** ITU-T T.81 B: segments from SOI on, a frame before the first scan. Cameras put data of their own behind the end. */
async function isJpeg(content: Content): Promise<boolean> {
  let at = 2
  let framed = false
  for (let segment = 0; segment < SEGMENT_LIMIT; segment += 1) {
    const [mark = 0, marker = 0, high = 0, low = 0] = await content.read(at, at + 4)
    if (mark !== 0xff) return false
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === SCAN) return framed
    if (isFrame(marker)) framed = true
    const length = high * 256 + low
    if (length < 2) return false
    at += 2 + length
  }
  return false
}

/** Far beyond any document; what unpacks to more is a bomb. */
const UNPACKED_LIMIT_BYTES = 400 * 1024 * 1024

async function isOfd(content: Content): Promise<boolean> {
  const entries = await readDirectory(content)
  if (entries === null || !entries.some(({ name }) => name === 'OFD.xml')) return false
  const unpacked = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
  return unpacked <= UNPACKED_LIMIT_BYTES && entries.every(isHarmless)
}

const isHarmless = ({ name, encrypted }: ZipEntry) =>
  !encrypted && !name.startsWith('/') && !/\\|:|\0/.test(name) && !name.split('/').includes('..')
