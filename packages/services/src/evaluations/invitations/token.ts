import { type InvitationToken, printToken, proofOf } from '@tongban/evaluations'
import { keyedDigest } from '@tongban/privacy'
import type { Context } from '../../context.ts'

/**
 * The proof in an invitation: a keyed digest over region, case, number of the service and the person whose matter it is, so
 * that a token opens this service for its holder and no other. Nothing of it is stored: who holds the region's keys can make
 * it again, nobody else can, and what was printed once stays good while the service can be rated.
 */
export type InvitedService = {
  readonly caseNumber: string
  readonly serviceNumber: number
  /** Blind index of the person whose matter it is, as the case carries it. */
  readonly holder: string
}

export const proofFor = async (
  { keys, region }: Pick<Context, 'keys' | 'region'>,
  { caseNumber, serviceNumber, holder }: InvitedService,
): Promise<string> =>
  proofOf(
    await keyedDigest(keys, 'evaluationToken', `${region.code}|${caseNumber}|${serviceNumber}|${holder}`),
  )

export async function invitationToken(
  ctx: Pick<Context, 'keys' | 'region'>,
  service: InvitedService,
): Promise<string> {
  const { caseNumber, serviceNumber } = service
  return printToken({ caseNumber, serviceNumber, proof: await proofFor(ctx, service) })
}

/** Whether somebody holds the invitation to this service. */
export async function isInvited(
  ctx: Pick<Context, 'keys' | 'region'>,
  service: InvitedService,
  { proof }: InvitationToken,
): Promise<boolean> {
  return isSameProof(await proofFor(ctx, service), proof)
}

/** The same letters, compared in the same time whichever differ. */
export function isSameProof(expected: string, proof: string): boolean {
  let differing = expected.length ^ proof.length
  for (let at = 0; at < expected.length; at += 1) differing |= expected.charCodeAt(at) ^ proof.charCodeAt(at)
  return differing === 0
}

/**
 * The invitation to the service that has just begun a case, for whoever is told of it: the applicant in the answer, the contact in
 * the message. Nothing is reckoned where nobody would be told.
 */
export const invitationFor = async (
  ctx: Pick<Context, 'keys' | 'region' | 'actor' | 'notifier'>,
  caseNumber: string,
  holder: string,
): Promise<string | null> =>
  ctx.actor.kind === 'applicant' || ctx.notifier !== null
    ? invitationToken(ctx, { caseNumber, serviceNumber: 1, holder })
    : null
