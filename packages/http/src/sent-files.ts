import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import * as z from 'zod'
import { type Streamed, streamSchema } from './endpoint.ts'
import { attachmentNamed, decodedName } from './file-names.ts'

/** Files as endpoints take and give them: the bytes as they are, and what they are called in a header. */
export const uploadNameHeaders = z.object({ 'upload-name': z.string().min(1).max(1200) })

/** What the header says; a 422 where it is not percent-encoded UTF-8. */
export function uploadName(headers: z.output<typeof uploadNameHeaders>): Result<string, Failure> {
  const name = decodedName(headers['upload-name'])
  return name === null ? fail({ code: 'invalidInput', errors: [NOT_ENCODED] }) : ok(name)
}
const NOT_ENCODED = {
  pointer: '/headers/upload-name',
  zh: '文件名应为 UTF-8 百分号编码。',
  en: 'The name must be percent-encoded UTF-8.',
}

const TYPE = 'application/octet-stream'
export const FILE_ANSWER = {
  status: 200,
  description: { zh: '附件内容', en: 'the content' },
  schema: streamSchema,
  type: TYPE,
} as const

/** To be saved under its name, and never shown in the page it came from. */
export function savedFile(
  { name, body }: { readonly name: string; readonly body: ReadableStream<Uint8Array> },
  setHeader: (name: string, value: string) => void,
): Streamed {
  setHeader('Content-Disposition', attachmentNamed(name))
  return { status: 200, type: TYPE, body }
}
