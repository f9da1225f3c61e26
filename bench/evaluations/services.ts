import { type InvitationToken, printToken, proofOf } from '@tongban/evaluations'
import { type FieldKeys, keyedDigest } from '@tongban/privacy'
import type { Database } from '../database.ts'
import { REGION } from '../intake/region.ts'

/** Services that wait to be rated: cases granted by the machine, each with one service, and the token its holder has. */
export type Service = InvitationToken & { readonly holder: string; readonly token: string }

const ROWS_A_BATCH = 500
const SERVED_BEFORE_MS = 60_000

export async function servicesOf(ring: FieldKeys, count: number, day: string): Promise<readonly Service[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const caseNumber = `${REGION}${day.replaceAll('-', '')}${String(at).padStart(7, '0')}0`
      const holder = at.toString(16).padStart(32, '0')
      const digest = await keyedDigest(ring, 'evaluationToken', `${REGION}|${caseNumber}|1|${holder}`)
      const invitation = { caseNumber, serviceNumber: 1, proof: proofOf(digest) }
      return { ...invitation, holder, token: printToken(invitation) }
    }),
  )
}

/** The rows an approval leaves, as far as a rating reads them. */
export async function insertServices(
  database: Database,
  services: readonly Service[],
  { now, today }: { readonly now: number; readonly today: string },
): Promise<void> {
  for (let from = 0; from < services.length; from += ROWS_A_BATCH) {
    const rows = JSON.stringify(
      services.slice(from, from + ROWS_A_BATCH).map(({ caseNumber, holder }) => ({ caseNumber, holder })),
    )
    const at = now - SERVED_BEFORE_MS
    await database.batch([
      database
        .prepare(
          `INSERT INTO cases (case_number, item_code, item_version, situation, state, seq, head_hash, applicant_index,
             submitter_index, application_enc, channel, department_code, outcome, received_at, received_on, accepted_on,
             decided_on, closed_on, updated_at)
           SELECT value->>'caseNumber', 'elderly-allowance', '1', 'first', 'granted', 3, '', value->>'holder',
             value->>'holder', '', 'web', 'civil-affairs', 'approve', ?1, ?2, ?2, ?2, ?2, ?1 FROM json_each(?3)`,
        )
        .bind(at, today, rows),
      database
        .prepare(
          `INSERT INTO service_events (case_number, service_number, kind, channel, department_code, at)
           SELECT value->>'caseNumber', 1, 'decision', 'web', 'civil-affairs', ?1 FROM json_each(?2)`,
        )
        .bind(at, rows),
    ])
  }
}
