/** `tongban cx ping`: what a region says of itself, how far its clock is off, and whether it takes our signature. */
import { describe, publishedKeys } from '../../exchange/partner.ts'
import { harmless, type Io, paintOf } from '../io.ts'
import { meet } from './meet.ts'
import type { CxOptions } from './options.ts'

/** From here on people are told (docs/protocol.md §2). */
const FAR_MS = 30_000

export async function ping(
  { url, keys: path, thumbprints, json }: Extract<CxOptions, { readonly verb: 'ping' }>,
  io: Io,
): Promise<number> {
  const options = { fetch: io.fetch }
  const described = await describe(url, options, io.now)
  const keys = await publishedKeys(url, options)
  const told = path === undefined ? undefined : await echoed({ url, keys: path, thumbprints }, io)
  if (json) {
    io.out(`${JSON.stringify({ ...described, keys, echo: told ?? null }, null, 2)}\n`)
    return 0
  }
  const { region, name, versions, suites, calendar, aheadMs } = described
  const spoken = suites.filter(({ state }) => state === 'supported').map((suite) => suite.name)
  const paint = paintOf(io)
  const clock = `${aheadMs >= 0 ? '+' : ''}${aheadMs} ms`
  const lines = [
    `✓ ${region} ${name?.zh ?? ''} ${name?.en ?? ''}`,
    `  版本 versions ${versions.join(', ')}  套件 suites ${spoken.join(', ')}  日历 calendar ${calendar}`,
    `  时钟之差 clock ${Math.abs(aheadMs) > FAR_MS ? paint('red', `${clock} 超过 30 秒 more than 30 s`) : clock}`,
    ...keys.map((key) => `  ${key.kid}  ${key.use === 'sign' ? '签名 sign' : `解封 open ${key.office}`}`),
    ...(told === undefined
      ? []
      : [`✓ 签名自测通过，答复由 ${told.keyId} 签名 the signed echo holds, answered by this key`]),
  ]
  for (const line of lines) io.out(`${harmlessLine(line)}\n`)
  return 0
}

/** Colours are ours; all else is not. */
const harmlessLine = (line: string) => line.split('\u001b').map(harmless).join('\u001b')

async function echoed(asked: Parameters<typeof meet>[0], io: Io): Promise<{ readonly keyId: string }> {
  const { line } = await meet(asked, io)
  const { keyId } = await line.ask('/cx/1/echo', {
    content: JSON.stringify({ say: 'ping' }),
    idempotencyKey: crypto.randomUUID(),
  })
  return { keyId }
}
