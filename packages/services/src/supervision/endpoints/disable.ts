import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { disableEndpoint as end, endpointById } from '@tongban/store'
import type { Context } from '../../context.ts'
import { type EndpointView, endpointView } from './view.ts'

/** Ends an endpoint for good: what still waits for it is given up. Disabled already, it stays as it was. */
export async function disableEndpoint(ctx: Context, id: string): Promise<Result<EndpointView, Failure>> {
  const written = await ctx.database.write([end({ id, now: ctx.clock.now() })])
  if (!written.ok) return fail({ code: 'stillRunning' })
  const [[row]] = await ctx.database.read([endpointById({ id })])
  return row === undefined ? fail({ code: 'notFound', what: 'endpoint' }) : ok(await endpointView(ctx, row))
}
