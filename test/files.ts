import { hex } from '@tongban/kernel'
import { type Answered, ask, type Send } from './kit.ts'
import { must, worker } from './region.ts'

/** Files handed in through the door, as a client would. */

export const sha256 = async (bytes: Uint8Array) =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))

export type Paper = { readonly material: string; readonly name: string; readonly bytes: Uint8Array }

export const filesPath = (caseNumber: string, below = '') => `/approvals/v1/cases/${caseNumber}/files${below}`

export const declare = async (
  token: string | null,
  caseNumber: string,
  { material, name, bytes }: Paper,
  change: object = {},
  send: Send = worker,
): Promise<Answered> =>
  ask(send, token, 'POST', filesPath(caseNumber), {
    material,
    name,
    size: bytes.length,
    sha256: await sha256(bytes),
    ...change,
  })

export async function sendPart(
  token: string | null,
  path: string,
  offset: number,
  bytes: Uint8Array,
  send: Send = worker,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await send(
    new Request(`http://region.test${path}/content`, {
      method: 'PUT',
      headers: {
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        'Content-Type': 'application/octet-stream',
        'Upload-Offset': String(offset),
        ...headers,
      },
      body: bytes,
    }),
  )
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: JSON.parse(text), text }
}

/** Sends what the upload says is missing; `most` parts of it. */
export async function sendMissing(
  token: string | null,
  path: string,
  bytes: Uint8Array,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  const { body } = must(await ask(worker, token, 'GET', `${path}/upload`), 200)
  const missing = Array.isArray(body.missing) ? body.missing.map(Number) : []
  for (const offset of missing.slice(0, most)) {
    must(await sendPart(token, path, offset, bytes.subarray(offset, offset + Number(body.partBytes))), 200)
  }
}

/** Announced and sent, not completed; the address of the upload. */
export async function uploaded(token: string, caseNumber: string, paper: Paper): Promise<string> {
  const { body } = must(await declare(token, caseNumber, paper), 201)
  const path = filesPath(caseNumber, `/${body.id}`)
  await sendMissing(token, path, paper.bytes)
  return path
}

export const complete = (token: string | null, path: string, send: Send = worker): Promise<Answered> =>
  ask(send, token, 'POST', `${path}/complete`)

/** A file of the case; its address. */
export async function handedIn(token: string, caseNumber: string, paper: Paper): Promise<string> {
  const path = await uploaded(token, caseNumber, paper)
  must(await complete(token, path), 200)
  return path
}
