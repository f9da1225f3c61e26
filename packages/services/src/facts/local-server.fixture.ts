import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** A real HTTP server on this machine for one test, which answers each request with the next of its answers. */
export type Received = {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
export type Answer = (response: ServerResponse, request: Received) => void

/** Answers in turn; the last one again for every further request. */
export async function serve(
  ...answers: readonly [Answer, ...Answer[]]
): Promise<{ readonly origin: string; readonly received: readonly Received[]; close(): Promise<void> }> {
  const received: Received[] = []
  const listener: RequestListener = async (request, response) => {
    response.on('error', () => response.destroy())
    const got = await take(request)
    received.push(got)
    const answer = answers[Math.min(received.length, answers.length) - 1]
    answer?.(response, got)
  }
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const close = async () => {
    if (!server.listening) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  onTestFinished(close)
  return { origin: `http://127.0.0.1:${address.port}`, received, close }
}

async function take(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, `${value}`]),
  )
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    headers,
    body: Buffer.concat(chunks).toString(),
  }
}
