import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { HandoverRow } from '@tongban/store'
import type { LoadedCase } from '../cases/load.ts'

/** The region something is sent to: the one that is named, or the only one there is. */
export function handoverNamed(
  { handovers }: Pick<LoadedCase, 'handovers'>,
  partner: string | undefined,
): Result<HandoverRow, Failure> {
  const named = handovers.filter((row) => partner === undefined || row.partner === partner)
  const [only] = named
  if (only === undefined) return fail({ code: 'notFound', what: 'case' })
  if (named.length === 1) return ok(only)
  const [zh, en] = [
    '本办件与多个地区有关，请指明协同地区。',
    'Several regions have a part in this case; name the partner region.',
  ]
  return fail({ code: 'invalidInput', errors: [{ pointer: '/partner', zh, en }] })
}
