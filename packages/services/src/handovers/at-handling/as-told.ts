import { AHEAD_MS, type Applied, type OpenedMessage } from '@tongban/exchange'
import type { MessageData } from '@tongban/exchange/wire'
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import type { Context } from '../../context.ts'
import { exchangeRegionOf } from '../../exchange/own-region.ts'
import type { Submission } from '../submission.ts'

/**
 * Whether what a partner says of an application openly is what it has sealed. The agreement is looked at by the open part,
 * and the case is made of the sealed one: were they two, anything could be had under an agreement for something else. Its
 * instants follow each other and the path it came leads from the sender to here, or it is not taken over.
 */
export async function refusalAsTold(
  ctx: Pick<Context, 'region'>,
  { message, personal, storedAt }: OpenedMessage,
  { application }: Submission,
): Promise<Applied | null> {
  const told = asSubmitted(message)
  const { itemCode, situation, channel } = application
  if (told.itemCode !== itemCode || told.situation !== situation || told.channel !== channel)
    return CONTENT_DIFFERS
  // Of what was sealed, not of what was read of it: that is what the sender has digested.
  if ((await sha256Hex(canonicalJson(sealedApplication(personal)))) !== told.applicationDigest)
    return CONTENT_DIFFERS
  const latest = storedAt + AHEAD_MS
  const instants = [told.receivedAt, told.transferredAt, Date.parse(message.time), latest]
  if (instants.some((at, index) => at > (instants[index + 1] ?? Infinity))) return INSTANTS_CROSSED
  const own = exchangeRegionOf(ctx)
  if (told.path.at(-1) !== message.source || told.path.includes(own) || told.path.length > LONGEST_PATH)
    return PATH_WRONG
  return null
}
/** Given back, this region is named after them; a message holds one more. */
const LONGEST_PATH = 19

/** The version of an item is named by the open part alone: it is the one that is in force here on the day of receipt. */
export const refusalOfVersion = (
  { message }: OpenedMessage,
  { taskVersion }: { readonly taskVersion: number },
): Applied | null => (asSubmitted(message).itemVersion === String(taskVersion) ? null : CONTENT_DIFFERS)

/** Guarantee: the exchange has checked the open part by the schema of its type before anything is applied. */
export const asSubmitted = ({ data }: OpenedMessage['message']) => data as MessageData<'case.submitted'>
/** Guarantee: what is sealed was read as a submission before, which holds one. */
const sealedApplication = (personal: Json) => (personal as { readonly application: Json }).application

const CONTENT_DIFFERS: Applied = {
  state: 'refused',
  code: 'contentDiffers',
  zh: '密封的申请与消息所写的事项、情形、事项版本、渠道或者申请摘要不一致，未予接收。请按同一申请重新移送。',
  en: 'The sealed application is not the one the message tells of: its item, situation, version, channel or digest differ. Hand over one and the same.',
}
const INSTANTS_CROSSED: Applied = {
  state: 'refused',
  code: 'instantsCrossed',
  zh: '收件、移送、发出的时间先后不符，或者晚于现在。请核对时钟后重新移送。',
  en: 'Receipt, transfer and sending do not follow each other, or lie ahead of now. Check the clock and hand it over anew.',
}
const PATH_WRONG: Applied = {
  state: 'refused',
  code: 'pathRefused',
  zh: '移送路径应以发送地结尾、不含本地区，且最多19个地区。',
  en: 'The path ends with the sender, does not hold this region, and has 19 regions at most.',
}
