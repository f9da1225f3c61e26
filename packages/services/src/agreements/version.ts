import {
  type Agreement,
  agreementName,
  agreementSchema,
  routeRows,
  type SignedVersion,
} from '@tongban/exchange'
import { type AgreementRow, deleteRoutesOf, insertRoutes, type Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'

/** A stored version with its document read. */
export type Version = AgreementRow & SignedVersion

const known = new Map<string, Agreement>()
const KNOWN = 64

export const versionOf = (row: AgreementRow): Version => ({ ...row, agreement: documentOf(row) })

/** A document never changes once it is stored, and is read with every delivery: kept by its digest. */
function documentOf({ digest, document }: AgreementRow): Agreement {
  const found = known.get(digest)
  if (found !== undefined) return found
  const agreement = agreementSchema.parse(JSON.parse(document))
  if (known.size >= KNOWN) known.clear()
  known.set(digest, agreement)
  return agreement
}

export const nameOf = (version: Version): string => agreementName(version.agreement)

/** Signed by both, whatever became of it since. */
export const isSigned = ({ effectiveAt }: AgreementRow): boolean => effectiveAt !== null

/** The newest version signed by both: what an amendment amends, and a notice ends. */
export const lastSigned = (versions: readonly Version[]): Version | undefined => versions.findLast(isSigned)

const OPEN: readonly string[] = ['draft', 'proposedHere', 'proposedThere']
/** The version that is being settled, of which there is one at most. */
export const openVersion = (versions: readonly Version[]): Version | undefined =>
  versions.findLast(({ state }) => OPEN.includes(state))

/** The routes of an agreement derived anew from all its versions, for the batch that changes one of them. */
export async function routeStatements(
  ctx: Pick<Context, 'region'>,
  versions: readonly Version[],
): Promise<readonly Statement[]> {
  const id = versions[0]?.id
  if (id === undefined) return []
  const rows = await routeRows(versions.filter(isSigned), exchangeRegionOf(ctx))
  return [deleteRoutesOf({ agreementId: id }), insertRoutes({ rows: JSON.stringify(rows) })]
}
