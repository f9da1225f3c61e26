import type { Applied, OpenedMessage } from '@tongban/exchange'
import { FILES_TOLD } from '../attachments/apply.ts'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { AT_LEADING } from '../joint/appliers.ts'
import { PAPERS_TOLD } from '../shipments/apply.ts'
import { applyTransfer } from '../transfers/apply.ts'
import type { Appliers } from './applier.ts'
import { AT_HANDLING } from './at-handling/appliers.ts'
import { AT_RECEIVING } from './at-receiving/appliers.ts'

/**
 * Applies a message of a partner to a case this region has with it. Which side this region is says which
 * messages it takes; a case of somebody else looks to a partner like none (行政许可法 5; DESIGN §1).
 */
const AT_BOTH: Appliers = { ...FILES_TOLD, ...PAPERS_TOLD }
const SIDES: Readonly<Record<string, Appliers>> = {
  receiving: { ...AT_RECEIVING, ...AT_BOTH },
  handling: { ...AT_HANDLING, ...AT_BOTH },
  leading: { ...AT_LEADING, ...AT_BOTH },
}

export async function applyMessage(ctx: Context, opened: OpenedMessage): Promise<Applied> {
  const { message } = opened
  const acting: Context = { ...ctx, actor: { kind: 'partner', subject: message.source } }
  // Of a licence that goes from one region to the other there is no case.
  if (message.type.startsWith('licence.')) return applyTransfer(acting, opened)
  const loaded = await loadCase(acting, message.subject)
  if (!loaded.ok) return UNKNOWN_CASE
  const handover = loaded.value.handovers.find(({ partner }) => partner === message.source)
  if (handover === undefined) return UNKNOWN_CASE
  // Somebody else has applied it since it was taken from the inbox.
  if (message.seq <= handover.inSeq) return { state: 'applied' }
  if (message.seq > handover.inSeq + 1) return { state: 'later', reason: 'a message before it is missing' }
  const applier = SIDES[handover.role]?.[message.type]
  return applier === undefined ? NOT_YOURS : applier(acting, { opened, loaded: loaded.value, handover })
}

const UNKNOWN_CASE: Applied = {
  state: 'refused',
  code: 'unknownCase',
  zh: '没有与贵方共同办理的这一办件。',
  en: 'There is no such case that is handled together with you.',
}
const NOT_YOURS: Applied = {
  state: 'refused',
  code: 'wrongSide',
  zh: '这类消息应由另一方发出。',
  en: 'A message of this type is for the other side to send.',
}
