import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { apiKeyOnDay } from '@tongban/store'
import type { Context } from '../context.ts'
import { type ApiKeyView, apiKeyView } from './view.ts'

/** A key as it stands now, with what it has used of today's quota. */
export async function loadApiKey(
  ctx: Pick<Context, 'clock' | 'database'>,
  keyId: string,
): Promise<Result<ApiKeyView, Failure>> {
  const now = ctx.clock.now()
  const [[row]] = await ctx.database.read([apiKeyOnDay({ keyId, day: civilDateAt(now) })])
  return row === undefined ? fail({ code: 'notFound', what: 'apiKey' }) : ok(apiKeyView(row, now))
}

/** Why nothing more is done to a key that opens nothing. */
export const isOver = ({ keyId, state }: ApiKeyView): Failure | null =>
  state === 'inForce'
    ? null
    : {
        code: 'stepNotPossible',
        state,
        possible: [],
        words: {
          what: { zh: `API 密钥 ${keyId} `, en: `API key ${keyId}` },
          state: state === 'revoked' ? { zh: '已吊销', en: 'revoked' } : { zh: '已过期', en: 'expired' },
          possible: [],
        },
      }
