/**
 * The envelope of CX/1, checked: strict, since what is not understood must not be passed on as if it were. Whether the
 * sender may say it, and whether it follows what was said before, is for those who know the case.
 */
import { parseCaseNumber } from '@tongban/kernel'
import * as z from 'zod'
import { MESSAGE_TYPES, type Message, type MessageType } from '../message.ts'
import { isCanonicalToken } from './base64url.ts'
import { DATA, hexDigest, isInTime, region, uuid } from './data.ts'
import { LIMITS } from './limits.ts'

const isInstant = (text: string) => {
  const at = Date.parse(text)
  return isInTime(at) && new Date(at).toISOString() === text
}

const caseNumber = z
  .string()
  .length(22)
  .refine((text) => parseCaseNumber(text) !== undefined, 'is no case number')
const licenceIdentifier = z.string().regex(/^[0-9A-Z.]{20,128}$/)

const envelope = {
  specversion: z.literal('1.0'),
  id: uuid,
  source: region,
  to: region,
  time: z
    .string()
    .regex(/^2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    .refine(isInstant, 'is no instant in UTC of 2000 to 2199'),
  datacontenttype: z.literal('application/json'),
  seq: z.int().min(1).max(1_000_000),
  previous: hexDigest,
  agreement: z.string().regex(/^[\w-]{1,64}@[1-9]\d{0,5}$/),
  route: z.string().regex(/^[\w.:@-]{1,128}$/),
  inreplyto: uuid.optional(),
  sealed: z
    .string()
    .max(LIMITS.messageBytes)
    .refine((token) => isCanonicalToken(token, 5), 'is no compact JWE')
    .optional(),
}

const TYPES = Object.keys(MESSAGE_TYPES).filter(isMessageType)

function isMessageType(name: string): name is MessageType {
  return Object.hasOwn(MESSAGE_TYPES, name)
}

const schemaOf = (type: MessageType) =>
  z.strictObject({
    ...envelope,
    type: z.literal(type),
    subject: type.startsWith('case.') ? caseNumber : licenceIdentifier,
    data: DATA[type],
  })

/** A message, strict, with the data of its type. */
export const messageSchema: z.ZodType<Message> = z
  .discriminatedUnion('type', asOptions(TYPES.map(schemaOf)))
  .meta({ id: 'CxMessage', description: '跨域通办消息 message of CX/1, a CloudEvents 1.0 event' })

/** Guarantee: there is at least one type, and what each schema reads is a `Message`. */
function asOptions(schemas: readonly ReturnType<typeof schemaOf>[]) {
  return schemas as unknown as [z.ZodObject<{ type: z.ZodLiteral<MessageType> }> & z.ZodType<Message>]
}

/** The receiving region 收件地 of a case: its number begins with it. */
export const receivingRegionOf = (subject: string): string => subject.slice(0, 6)

/**
 * Whether this side may tell it: the receiving region hands over, the handling region decides. Of a licence either side
 * speaks.
 */
export function mayTell({ type, source, to, subject }: Message): boolean {
  const { by } = MESSAGE_TYPES[type]
  if (source === to) return false
  if (!type.startsWith('case.')) return true
  const receiving = receivingRegionOf(subject)
  if (by === 'receiving') return source === receiving
  return by === 'handling' ? to === receiving : source === receiving || to === receiving
}
