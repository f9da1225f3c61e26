/** Proposing an agreement over the wire (docs/protocol.md §12): the same again tells how it stands there now. */
import {
  type Agreement,
  type AgreementStand,
  agreementDigest,
  agreementName,
  agreementStandSchema,
  agreementText,
} from '@tongban/exchange'
import { readAgreementStatement, signAgreement } from '@tongban/exchange/wire'
import { RequestFailed } from '../request.ts'
import type { Line } from './line.ts'
import { notUnderstood } from './partner.ts'

export type Proposed = AgreementStand & {
  /** The other side's signature was verified: it is in force. */
  readonly isCountersigned: boolean
}

export async function propose(line: Line, agreement: Agreement): Promise<Proposed> {
  const url = `${line.partner.baseUrl}/cx/1/agreements`
  const digest = await agreementDigest(agreementText(agreement))
  const signature = await signAgreement(
    {
      act: 'sign',
      agreement: agreementName(agreement),
      digest,
      signer: line.region,
      at: Math.floor(line.now() / 1000),
    },
    line.signer(),
  )
  const { json } = await line.ask('/cx/1/agreements', {
    content: JSON.stringify({ act: 'propose', document: agreement, signature, countersignature: null }),
    idempotencyKey: crypto.randomUUID(),
  })
  const read = agreementStandSchema.safeParse(json)
  if (!read.success) throw notUnderstood(url)
  const { signature: theirs } = read.data
  if (theirs === null) return { ...read.data, isCountersigned: false }
  const { region, keys } = line.partner
  const stated = await readAgreementStatement(theirs, { region, keys }, Math.floor(line.now() / 1000))
  const holds =
    stated.ok &&
    stated.value.act === 'sign' &&
    stated.value.digest === digest &&
    stated.value.agreement === agreementName(agreement)
  if (holds) return { ...read.data, isCountersigned: true }
  throw new RequestFailed(
    url,
    200,
    'signatureNotVerified',
    '对方的会签不能验证 their signature does not hold',
  )
}
