import type { Contestant } from './contestant.ts'

/**
 * A race as a Worker: all who run do so in the same workerd. `GET /` lists them; `GET /run?name=&count=` lets one verify so
 * many times, one after the other, and times itself.
 */
export function raceWorker(contestants: () => Promise<readonly Contestant[]>) {
  let ready: Promise<readonly Contestant[]> | undefined
  return {
    async fetch(request: Request): Promise<Response> {
      const url = new URL(request.url)
      ready ??= contestants()
      const all = await ready
      if (url.pathname !== '/run') return Response.json(all.map(({ name, says }) => ({ name, says })))
      const contestant = all.find(({ name }) => name === url.searchParams.get('name'))
      if (contestant === undefined) return new Response('nobody of this name', { status: 404 })
      return Response.json(await race(contestant, Number(url.searchParams.get('count'))))
    },
  }
}

/** Local workerd lets its clock run on within a request; the caller compares with its own. */
async function race({ verify }: Contestant, count: number) {
  let wrong = 0
  const startedAt = performance.now()
  for (let at = 0; at < count; at += 1) if (!(await verify(at))) wrong += 1
  return { milliseconds: performance.now() - startedAt, wrong }
}
