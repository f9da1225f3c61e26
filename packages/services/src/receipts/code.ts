import { type InvitationToken, printToken, proofOf, readToken } from '@tongban/evaluations'
import { keyedDigest } from '@tongban/privacy'
import type { Context } from '../context.ts'
import { isSameProof } from '../evaluations/invitations/token.ts'

/**
 * The query code 查询码 on a receipt: a keyed digest over region, case and the number of the code, so that whoever holds it can
 * look once at how the case stands, without signing in, and nobody can from a number and the last digits of a telephone. It is
 * reckoned when it is given out and stored nowhere; it opens reading and nothing else. In the form of a token to rate by, under a
 * digest of its own, so that neither is good for the other.
 */
export type ReceiptCode = {
  readonly caseNumber: string
  /** The n-th code of that case. */
  readonly sequence: number
  readonly proof: string
}

type Keys = Pick<Context, 'keys' | 'region'>
type Numbered = Pick<ReceiptCode, 'caseNumber' | 'sequence'>

const proofFor = async ({ keys, region }: Keys, { caseNumber, sequence }: Numbered): Promise<string> =>
  proofOf(await keyedDigest(keys, 'receiptCode', `${region.code}|${caseNumber}|${sequence}`))

export async function receiptCode(ctx: Keys, numbered: Numbered): Promise<string> {
  const { caseNumber, sequence } = numbered
  return printToken({ caseNumber, serviceNumber: sequence, proof: await proofFor(ctx, numbered) })
}

/** As people type it; undefined: it is no code. */
export function readReceiptCode(text: string): ReceiptCode | undefined {
  const read: InvitationToken | undefined = readToken(text)
  return read && { caseNumber: read.caseNumber, sequence: read.serviceNumber, proof: read.proof }
}

/** Whether this region gave it out. */
export const isGivenOut = async (ctx: Keys, code: ReceiptCode): Promise<boolean> =>
  isSameProof(await proofFor(ctx, code), code.proof)

/** The first code of a case, for whoever hands it in; nobody else is answered one. */
export const firstReceipt = async (
  ctx: Keys & Pick<Context, 'actor'>,
  caseNumber: string,
): Promise<{ readonly code: string } | null> =>
  ctx.actor.kind === 'applicant' || ctx.actor.kind === 'official'
    ? { code: await receiptCode(ctx, { caseNumber, sequence: 1 }) }
    : null
