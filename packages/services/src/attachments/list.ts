import { type Failure, ok, type Result } from '@tongban/kernel'
import { type ExchangeFileRow, exchangeFilesOfCase } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'

/** The files of a case between two regions, and how far each is; what is in them is read as any file of the case is. */
export type TransferView = Pick<
  ExchangeFileRow,
  'partner' | 'digest' | 'size' | 'mediaType' | 'attempts' | 'lastReason' | 'createdAt' | 'doneAt'
> & {
  readonly direction: 'in' | 'out'
  readonly material: string | null
  readonly state: Text & { readonly code: string }
}
export type TransfersView = { readonly files: readonly TransferView[] }

const STATES: Readonly<Record<string, Text>> = {
  waiting: { zh: '待传送', en: 'waiting to be sent' },
  carried: { zh: '已送达', en: 'arrived there' },
  dead: { zh: '未能送达，已停止重发', en: 'did not arrive and is sent no more' },
  dropped: { zh: '不再传送', en: 'not sent any more' },
  underway: { zh: '传送途中', en: 'on its way here' },
  here: { zh: '已到达', en: 'here' },
  refused: { zh: '与告知的不符，已拒收', en: 'not what was told, and refused' },
}

export async function listFilesBetween(
  ctx: Context,
  caseNumber: string,
): Promise<Result<TransfersView, Failure>> {
  const loaded = await loadCase(ctx, caseNumber)
  return loaded.ok ? ok(await transfersOf(ctx, caseNumber)) : loaded
}

export async function transfersOf(ctx: Context, caseNumber: string): Promise<TransfersView> {
  const [rows] = await ctx.database.read([exchangeFilesOfCase({ caseNumber })])
  return { files: rows.map(viewOf) }
}

const viewOf = (row: ExchangeFileRow): TransferView => {
  const { partner, digest, size, mediaType, attempts, lastReason, createdAt, doneAt, material, state } = row
  return {
    partner,
    direction: row.direction === 'out' ? 'out' : 'in',
    digest,
    material: material === '' ? null : material,
    size,
    mediaType,
    state: { code: state, ...(STATES[state] ?? { zh: state, en: state }) },
    attempts,
    lastReason,
    createdAt,
    doneAt,
  }
}
