import { type Failure, ok, type Result } from '@tongban/kernel'
import { endpointsPage } from '@tongban/store'
import type { Context } from '../../context.ts'
import { openPlace, sealPlace } from '../../lists/cursor.ts'
import { CHANNEL_NAMES, type ChannelName } from '../../notices/channels.ts'
import { receiverViewer } from '../deliver/receivers.ts'
import { type EndpointView, endpointView } from './view.ts'

/** The endpoints of the region, those disabled too, a page at a time; and which channels are on. */
export type EndpointPage = {
  readonly channels: { readonly [channel in ChannelName]: boolean }
  readonly endpoints: readonly EndpointView[]
  readonly cursor: string | null
}
const ASKED = 'endpoints'

export async function listEndpoints(
  ctx: Context,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<EndpointPage, Failure>> {
  const after = cursor === undefined ? ok('') : await openPlace(ctx.keys, cursor, ASKED)
  if (!after.ok) return after
  const [rows] = await ctx.database.read([
    endpointsPage({ after: after.value, receiver: null, limit: limit + 1 }),
  ])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const { channels } = ctx
  const describe = receiverViewer(ctx)
  const [webhook, email, sms] = CHANNEL_NAMES.map((name) => channels !== null && channels[name] !== null)
  return ok({
    channels: { webhook: webhook === true, email: email === true, sms: sms === true },
    endpoints: await Promise.all(shown.map((row) => endpointView(ctx, row, describe))),
    cursor: last === undefined ? null : await sealPlace(ctx.keys, last.id, ASKED),
  })
}
