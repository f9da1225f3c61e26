import type { RegionCode } from '@tongban/exchange'
import { type ResultTold, resultsTold } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import type { Context } from '../context.ts'
import { openContent } from '../handovers/at-receiving/content.ts'

/**
 * Licences that another region has issued in a case that was handed in here: they came back with its result, and their
 * holder finds them beside those of this region. Of these nothing is done here: how one stands is for the region that
 * issued it to say, and is asked by verifying it.
 */
export type PartnerLicence = {
  readonly identifier: string
  readonly type: string
  readonly typeName: Text
  readonly validFrom: string | null
  readonly validUntil: string | null
  readonly issuedBy: Text & { readonly region: RegionCode }
  readonly caseNumber: string
  /** Where its credential is shown to its holder. */
  readonly href: string
  /** Where it is verified. */
  readonly verify: string
}

/** A person has few; what is older is found in its case. */
const AT_MOST = 50

/** What the list reads beside its own rows. */
export const toldTo = (applicantIndex: string) => resultsTold({ applicantIndex, limit: AT_MOST })

export async function licencesFromPartners(
  ctx: Context,
  rows: readonly ResultTold[],
): Promise<readonly PartnerLicence[]> {
  const told = await Promise.all(rows.map((row) => licencesIn(ctx, row)))
  // A licence that was sent once more is one licence, as it was told last.
  const known = new Map<string, PartnerLicence>()
  for (const licence of told.flat())
    if (!known.has(licence.identifier)) known.set(licence.identifier, licence)
  return [...known.values()]
}

async function licencesIn(ctx: Context, row: ResultTold): Promise<readonly PartnerLicence[]> {
  const { caseNumber, partner, nameZh, nameEn } = row
  const content = await openContent(ctx, caseNumber, row)
  return (content?.licences ?? []).map(({ identifier, type, typeName, validFrom, validUntil }) => ({
    identifier,
    type,
    typeName: typeName ?? { zh: type, en: type },
    validFrom,
    validUntil,
    issuedBy: { region: partner, zh: nameZh, en: nameEn },
    caseNumber,
    href: `/approvals/v1/cases/${caseNumber}`,
    verify: '/licences/v1/verify',
  }))
}
