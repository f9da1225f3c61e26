/**
 * The files of a case in its archive page: a table of what they are, and what they hold as links that save it, nothing
 * of which a browser runs or loads. Each is bound twice: by the SHA-256 of what it holds to the signed data, and by the
 * seals of its parts to the event of the case that took it in.
 */
import { escapeHtml as html } from '@tongban/cases'
import { canonicalJson, hex, sha256Hex } from '@tongban/kernel'
import type { ArchiveBundle, ArchivedFile, FileContents } from './archive.ts'

type Said = { readonly zh: string; readonly en: string }
/** Contents as the page holds them. */
export type Base64Contents = ReadonlyMap<string, string>

/** Pieces of a length that three divides, so that the whole is their sum. */
const PIECE = 3 * 0x2000

export const inBase64 = (contents: FileContents): Base64Contents =>
  new Map([...contents].map(([id, bytes]) => [id, base64Of(bytes)]))

function base64Of(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += PIECE)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE))))
  return pieces.join('')
}

/** Where the link of a file begins. */
const linkOf = ({ id, name, type }: ArchivedFile) =>
  `<a id="file-${id}" download="${html(name ?? id)}" href="data:${html(type)};base64,`

export function filesSection({ files }: ArchiveBundle, contents: Base64Contents): readonly string[] {
  if (files === undefined || files.length === 0) return []
  return [
    '<h2>附件 Files</h2>',
    ...files.flatMap((file) => [
      '<section>',
      `<p>${html(`${file.materialName.zh} ${file.materialName.en}：${file.name ?? '（名称未收入 name not included）'}，${file.type}，${file.size} 字节 bytes`)}</p>`,
      `<p><code>${html(`${file.sha256 === null ? '' : `SHA-256 ${file.sha256}；`}封存摘要 digest over seals ${file.digest}`)}</code></p>`,
      file.isIncluded
        ? `<p>${linkOf(file)}${contents.get(file.id) ?? ''}">保存 save</a></p>`
        : `<p>${html(`内容未收入，可在保管期内取得 not in this file, to be had while it is kept：GET ${file.href}`)}</p>`,
      '</section>',
    ]),
  ]
}

/** What the files of a page hold, as it was put there. */
export function contentsIn(page: string, { files = [] }: ArchiveBundle): Base64Contents {
  const found = new Map<string, string>()
  for (const file of files.filter(({ isIncluded }) => isIncluded)) {
    const head = linkOf(file)
    const start = page.indexOf(head)
    const end = page.indexOf('"', start + head.length)
    if (start >= 0 && end >= 0) found.set(file.id, page.slice(start + head.length, end))
  }
  return found
}

/** What is wrong with the files: against the signed data, and against the events of the case. */
export async function fileProblems(
  { files = [] }: ArchiveBundle,
  contents: Base64Contents,
  stated: readonly { readonly [name: string]: unknown }[],
): Promise<readonly Said[]> {
  const problems: Said[] = []
  for (const { id, name, size, seals, digest, sha256, isIncluded } of files) {
    const called = name ?? id
    const event = stated.find(({ file }) => file === id)
    const sealed = await sha256Hex(canonicalJson({ fileId: id, size, parts: [...seals] }))
    if (event === undefined || event.digest !== digest || sealed !== digest)
      problems.push({
        zh: `附件“${called}”与办件事件不符。`,
        en: `File “${called}” is not that of its event.`,
      })
    if (isIncluded && !(await holds(contents.get(id), sha256, size)))
      problems.push({
        zh: `附件“${called}”的内容与其摘要不符。`,
        en: `File “${called}” does not match its digest.`,
      })
  }
  for (const { file } of stated)
    if (typeof file === 'string' && !files.some(({ id }) => id === file))
      problems.push({ zh: `缺少附件 ${file}。`, en: `File ${file} is missing.` })
  return problems
}

async function holds(text: string | undefined, sha256: string | null, size: number): Promise<boolean> {
  const bytes = text === undefined ? null : bytesOf(text)
  if (bytes === null || bytes.length !== size) return false
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) === sha256
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(text)
    const bytes = new Uint8Array(binary.length)
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at)
    return bytes
  } catch (error) {
    // What is no base64 is no content of the file.
    if (error instanceof DOMException) return null
    throw error
  }
}
