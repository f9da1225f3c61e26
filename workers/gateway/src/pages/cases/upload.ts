import { type ProblemBody, problemSchema } from '@tongban/http'
import { fail, hex, ok, type Result } from '@tongban/kernel'
import * as z from 'zod'
import type { Api } from '../api.ts'
import { apiAt } from './words.ts'

/**
 * A file of a form handed in as any client does: announced with its digest, sent in parts, completed. The same content again is the
 * same upload, so that a form sent twice stores nothing twice.
 */
const uploadSchema = z.object({
  id: z.string(),
  state: z.enum(['open', 'complete']),
  partBytes: z.number(),
  missing: z.array(z.number()),
})
const anything = z.object({})

export type Chosen = { readonly material: string; readonly file: File }

export async function uploadFile(
  api: Api,
  caseNumber: string,
  { material, file }: Chosen,
): Promise<Result<{ readonly id: string }, ProblemBody>> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const sha256 = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  const declared = await api.post(apiAt(caseNumber, 'files'), uploadSchema, {
    body: { material, name: file.name, size: bytes.length, sha256 },
  })
  if (!declared.ok) return declared
  const { id, state, partBytes, missing } = declared.value
  if (state === 'complete') return ok({ id })
  const at = apiAt(caseNumber, `files/${id}`)
  for (const offset of missing) {
    const response = await api.send('PUT', `${at}/content`, {
      raw: bytes.subarray(offset, offset + partBytes),
      headers: { 'Content-Type': 'application/octet-stream', 'Upload-Offset': String(offset) },
    })
    if (!response.ok) return fail(await problemIn(response))
  }
  const completed = await api.post(`${at}/complete`, anything)
  return completed.ok ? ok({ id }) : completed
}

const problemIn = async (response: Response): Promise<ProblemBody> =>
  problemSchema.parse(await response.json())
