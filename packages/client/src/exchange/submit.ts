/** Handing a case over 移送申请: the first message of a case, sealed to the office the route names. */
import type { Message } from '@tongban/exchange'
import { type MessageData, sealDrafts } from '@tongban/exchange/wire'
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import type { ToldRoute } from './cases.ts'
import type { Line } from './line.ts'

export type Submission = {
  readonly caseNumber: string
  readonly itemVersion: string
  readonly situation: string
  readonly channel: string
  /** When the applicant handed in, epoch ms. */
  readonly receivedAt: number
  /** What is personal, as the handling region reads it: docs/wire/submission.schema.json. */
  readonly content: { readonly application: Json; readonly [member: string]: Json }
}

export async function submittedMessage(
  { region, partner, now }: Line,
  route: ToldRoute,
  { caseNumber, content, receivedAt, ...said }: Submission,
): Promise<{ readonly message: Message; readonly digest: string }> {
  const at = now()
  const data: MessageData<'case.submitted'> = {
    ...said,
    itemCode: route.itemCode,
    mode: route.mode,
    receivedAt,
    transferredAt: at,
    path: [region],
    applicationDigest: await sha256Hex(canonicalJson(content.application)),
  }
  const draft = {
    id: crypto.randomUUID(),
    type: 'case.submitted',
    to: partner.region,
    subject: caseNumber,
    at,
    seq: 1,
    previous: '0'.repeat(64),
    agreement: route.agreement,
    route: route.version,
    data: asJson(data),
    personal: content,
    office: route.office,
  } as const
  const [sealed] = await sealDrafts({ region, now: at, keysOf: () => partner.keys }, [draft])
  if (sealed === undefined) throw new Error('nothing was sealed')
  return { message: sealed.message, digest: sealed.digest }
}

/** Guarantee: what a message says openly is JSON; what is left out is not there. */
const asJson = (data: MessageData<'case.submitted'>) =>
  data as typeof data & { readonly [name: string]: Json }
