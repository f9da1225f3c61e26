import { parseAgreementName } from '@tongban/exchange'
import { EVIDENCE_FORMAT, type EvidenceBundle } from '@tongban/exchange/evidence'
import { type Failure, fail, ok, type Result, sha256Hex } from '@tongban/kernel'
import type { AgreementRow } from '@tongban/store'
import type { Context } from '../context.ts'
import { storedKeys } from '../partners/partner.ts'
import { type CaseProof, type HandoversSeen, readCaseProof } from './case-log.ts'
import { proofOf } from './delivery-proof.ts'

/**
 * The evidence of a case between two regions: every message with what proves that it was sent, stored and answered, the
 * keys, and the agreement. `npx tongban cx evidence` verifies it offline; nobody else is asked. What is personal in it is
 * still sealed, and of other cases it shows ids and digests alone.
 */
export async function readEvidence(
  ctx: Context,
  caseNumber: string,
  partner: string | null,
  seen?: HandoversSeen,
): Promise<Result<EvidenceBundle, Failure>> {
  const { exchange, courier, region } = ctx
  const published = exchange?.published ?? (await courier?.keys())
  if (published === undefined || published.length === 0)
    return fail({ code: 'notConfigured', what: { zh: '跨域通办的密钥', en: 'the exchange keys' } })
  const read = await readCaseProof(ctx, caseNumber, partner, seen)
  if (!read.ok) return read
  const proof = read.value
  const own = region.code.slice(0, 6)
  return ok({
    format: EVIDENCE_FORMAT,
    caseNumber,
    exportedBy: own,
    exportedAt: ctx.clock.now(),
    regions: [
      { region: own, name: region.name, keys: [...published] },
      {
        region: proof.partner.region,
        name: { zh: proof.partner.nameZh, en: proof.partner.nameEn },
        keys: [...(storedKeys(proof.partner.keys) ?? [])],
      },
    ],
    agreements: agreementsNamed(proof).map((row) => agreementOf(row, own)),
    messages: await Promise.all(
      proof.messages.map(async ({ row: { body, digest, deliveryId, verdict } }) => ({
        body,
        ...((await sha256Hex(body)) === digest ? {} : { erased: digest }),
        delivery: deliveryId,
        verdict,
      })),
    ),
    deliveries: proof.deliveries.map((row) => proofOf(row, own)),
  })
}

/** The versions the messages name. */
function agreementsNamed({ agreements, messages }: CaseProof): readonly AgreementRow[] {
  const names = messages.map(({ message }) => parseAgreementName(message.agreement))
  return agreements.filter(({ id, version }) =>
    names.some((name) => name?.id === id && name.version === version),
  )
}

const agreementOf = (
  { id, version, document, ownSignature, partnerSignature, partner }: AgreementRow,
  own: string,
): EvidenceBundle['agreements'][number] => ({
  id,
  version,
  document,
  signatures: [
    ...(ownSignature === null ? [] : [{ region: own, token: ownSignature }]),
    ...(partnerSignature === null ? [] : [{ region: partner, token: partnerSignature }]),
  ],
})
