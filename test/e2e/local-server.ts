import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

/** A real HTTP server on this machine that stands for somebody the region calls; how it answers can be changed. */
export type Received = {
  readonly at: number
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
export type Answer = (response: ServerResponse, request: Received) => void

export type LocalServer = Awaited<ReturnType<typeof startServer>>

export async function startServer(first: Answer) {
  const received: Received[] = []
  let answer = first
  const server = createServer((request, response) => {
    response.on('error', () => response.destroy())
    void take(request).then((got) => {
      if (got === undefined) return
      received.push(got)
      answer(response, got)
    })
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return address.port
  }
  const down = async () => {
    if (!server.listening) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  const port = await listen(0)
  return {
    origin: `http://127.0.0.1:${port}`,
    /** Every whole request, oldest first. */
    received,
    answerWith: (next: Answer) => {
      answer = next
    },
    /** Connections are refused until `up`. */
    down,
    up: () => listen(port),
  }
}

/** Undefined when the caller hung up in the middle. */
async function take(request: IncomingMessage): Promise<Received | undefined> {
  const at = Date.now()
  const body = await text(request).catch(() => undefined)
  if (body === undefined) return undefined
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, `${value}`]),
  )
  return { at, method: request.method ?? '', url: request.url ?? '', headers, body }
}

export const json =
  (value: unknown, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }
