import { Trouble } from '../say.ts'
import { originOf, type Region } from './regions.ts'

/** A call to a started region through its public door. A live database is never touched any other way. */

export type Answer = { readonly status: number; readonly body: unknown }

export async function call(
  region: Region,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  token: string,
  body?: unknown,
): Promise<Answer> {
  const answer = await fetch(`${originOf(region)}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'accept-language': 'zh-CN',
      'idempotency-key': crypto.randomUUID(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
}

/** The same, where anything but success means that the demonstration cannot be set up. */
export async function mustCall(...request: Parameters<typeof call>): Promise<unknown> {
  const { status, body } = await call(...request)
  if (status >= 200 && status < 300) return body
  const [region, method, path] = request
  throw new Trouble(
    `演示数据未能备好：地区 ${region.code} 对 ${method} ${path} 回答 ${status}：\n${JSON.stringify(body, null, 2)}`,
    `The demonstration could not be set up: region ${region.code} answered ${method} ${path} with ${status}, as above.`,
  )
}
