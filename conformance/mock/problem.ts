/** Refusals as they leave a partner: RFC 9457. */
import { randomUUID } from 'node:crypto'
import type { Answered } from '../wire/signature.ts'

export type Refusal = {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly more?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

export const refusal = (status: number, code: string, detail: string): Refusal => ({ status, code, detail })

export function problem({ status, code, detail, more = {}, headers = {} }: Refusal): Answered {
  const body = {
    type: `/docs/problems#${code}`,
    title: code,
    status,
    detail,
    code,
    requestId: randomUUID(),
    ...more,
  }
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: Buffer.from(JSON.stringify(body)),
  }
}
