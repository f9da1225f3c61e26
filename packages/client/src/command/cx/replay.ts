/** `tongban cx replay`: has the own region send a dead letter again, as one of its officials. */
import { parseJson, RequestFailed, refusalOf } from '../../request.ts'
import { harmless, type Io } from '../io.ts'
import type { CxOptions } from './options.ts'

const TIMEOUT_MS = 20_000

export async function replay(
  { url, id, token, json }: Extract<CxOptions, { readonly verb: 'replay' }>,
  io: Io,
): Promise<number> {
  const address = `${url}/v1/outbox/${encodeURIComponent(id)}/replay`
  const response = await io
    .fetch(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'accept-language': 'zh-CN' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    .catch((thrown: Error) => {
      throw RequestFailed.unreachable(address, thrown)
    })
  const text = await response.text()
  if (!response.ok) throw refusalOf(address, response.status, text)
  const body = parseJson(text)
  const { partner, caseNumber } =
    typeof body === 'object' && body !== null
      ? { partner: '', caseNumber: '', ...body }
      : { partner: '', caseNumber: '' }
  io.out(
    json ? `${text}\n` : `${harmless(`✓ ${id} 已重新发往 on its way again to ${partner} (${caseNumber})`)}\n`,
  )
  return 0
}
