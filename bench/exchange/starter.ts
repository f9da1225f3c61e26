import type { Courier } from '@tongban/exchange'

/**
 * Starts drains of the built exchange Worker as the Workers in which cases change do, over its entrypoint `Post`:
 * `POST /single` and `POST /batched` each answer when nothing waits any more.
 */
type Env = { readonly SINGLE: Courier; readonly BATCHED: Courier; readonly PARTNER: string }

export default {
  async fetch(request: Request, { SINGLE, BATCHED, PARTNER }: Env): Promise<Response> {
    const courier = new URL(request.url).pathname === '/single' ? SINGLE : BATCHED
    await courier.send([PARTNER])
    return Response.json({})
  },
}
