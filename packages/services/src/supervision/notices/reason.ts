import type { NoticeStepRow } from '@tongban/store'
import type { Context } from '../../context.ts'
import { openWords } from '../words.ts'

/** Why a notice was sent by hand, which goes with its text; null where the policy gave it. */
export async function reasonOf(
  ctx: Context,
  id: string,
  steps: readonly NoticeStepRow[],
): Promise<string | null> {
  const sent = steps.find(({ type }) => type === 'send')
  return sent === undefined ? null : openWords(ctx, 'notice_steps', id, sent)
}
