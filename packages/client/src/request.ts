/**
 * One request to a region: bounded in time and in size, never led elsewhere. What is refused is thrown with the region's
 * own words (RFC 9457).
 */
export type RequestOptions = {
  /** `<keyId>.<secret>` of an app; without it the public limits hold. */
  readonly apiKey?: string
  readonly fetch?: typeof fetch
  readonly timeoutMs?: number
}

export type Answered = { readonly status: number; readonly etag: string | null; readonly text: string }

/** The region refused, or could not be reached (`status` 0). */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed'
  readonly status: number
  readonly code: string

  constructor(url: string, status: number, code: string, detail: string) {
    super(`${url}: ${status === 0 ? '' : `${status} `}${detail}`)
    this.status = status
    this.code = code
  }

  /** Nobody answered, or not to the end. */
  static unreachable(url: string, thrown: Error): RequestFailed {
    return new RequestFailed(url, 0, 'unreachable', whyUnreachable(thrown))
  }
}

const TIMEOUT_MS = 10_000
/** The largest answer: a batch of a hundred licences, or a status list of 2^17 entries none of which is alike. */
const MAX_BYTES = 4 * 1024 * 1024

export async function request(
  url: string,
  { apiKey, fetch: send = fetch, timeoutMs = TIMEOUT_MS }: RequestOptions,
  more: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answered> {
  const response = await answerOf(url, () =>
    send(url, {
      method: more.body === undefined ? 'GET' : 'POST',
      headers: {
        'accept-language': 'zh-CN',
        ...(more.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(apiKey === undefined ? {} : { authorization: `ApiKey ${apiKey}` }),
        ...more.headers,
      },
      ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }),
  )
  const text = await answerOf(url, () => boundedText(url, response))
  if (!response.ok && response.status !== 304) throw refusalOf(url, response.status, text)
  return { status: response.status, etag: response.headers.get('etag'), text }
}

/** A network that fails is one more thing a region can answer with. */
async function answerOf<T>(url: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (thrown) {
    if (thrown instanceof RequestFailed || !(thrown instanceof Error)) throw thrown
    throw RequestFailed.unreachable(url, thrown)
  }
}

/** In words, where it is one of the ways in which it usually fails. */
function whyUnreachable({ name, message, cause }: Error): string {
  if (name === 'TimeoutError') return '没有及时应答 no answer in time'
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ECONNREFUSED')
    return '连接被拒绝，该地址没有服务 connection refused, nothing answers at this address'
  if (code === 'ENOTFOUND') return '找不到这个域名 no such host'
  const why = cause instanceof Error ? cause.message : message
  if (why === 'bad port')
    return '这个端口不允许用于网页访问，请换一个 this port is barred for the web, use another'
  return `无法连接 cannot be reached: ${why}`
}

const boundedText = async (url: string, response: Response): Promise<string> =>
  new TextDecoder().decode(await boundedBytes(url, response, MAX_BYTES))

export async function boundedBytes(
  url: string,
  { body }: Response,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += part.length
    if (size > most) throw new RequestFailed(url, 0, 'tooLarge', `the answer is over ${most} bytes`)
    parts.push(part)
  }
  const whole = new Blob(parts.map((part) => new Uint8Array(part)))
  return new Uint8Array(await whole.arrayBuffer())
}

export function refusalOf(url: string, status: number, text: string): RequestFailed {
  const problem = parseJson(text)
  const { code, detail } =
    typeof problem === 'object' && problem !== null ? { code: undefined, detail: undefined, ...problem } : {}
  return new RequestFailed(
    url,
    status,
    typeof code === 'string' ? code : 'refused',
    typeof detail === 'string' ? detail : text.slice(0, 200),
  )
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}
