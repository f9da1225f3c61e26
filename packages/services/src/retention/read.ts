import { type Failure, ok, type Result } from '@tongban/kernel'
import { licenceRetentionOfCase, retentionOfCase } from '@tongban/store'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'

/** How long a case is kept and on what basis, whether it is held, and the certificate of its erasure. */
export type RetentionView = {
  readonly caseNumber: string
  readonly closedOn: string | null
  /** Null while it is open, was not filed yet, or its item names no basis. */
  readonly retainUntilOn: string | null
  readonly years: number | null
  readonly basis: { readonly kind: string; readonly zh: string; readonly en: string } | null
  readonly archivedOn: string | null
  readonly heldOn: string | null
  readonly erasedOn: string | null
  /** Why there is no period yet; null where there is one. */
  readonly note: { readonly zh: string; readonly en: string } | null
  /** JWS of typ `tongban-erasure`. */
  readonly certificate: string | null
  /** What it issued: each is kept for years of its own, from its end, and never shorter than the case. */
  readonly licences: readonly LicenceRetention[]
}

export type LicenceRetention = {
  readonly identifier: string
  /** Null while it is in force, and until its end was filed. */
  readonly endedOn: string | null
  readonly retainUntilOn: string | null
  readonly erasedOn: string | null
  /** The case's where it went with the case. */
  readonly certificate: string | null
}

export async function readRetention(
  ctx: Context,
  caseNumber: string,
): Promise<Result<RetentionView, Failure>> {
  const loaded = await loadCase(ctx, caseNumber)
  return loaded.ok ? ok(await retentionView(ctx, loaded.value)) : loaded
}

export async function retentionView(
  ctx: Context,
  { row, fold, licences }: LoadedCase,
): Promise<RetentionView> {
  const { caseNumber } = row
  const [[kept], ended] = await ctx.database.read([
    retentionOfCase({ caseNumber }),
    licenceRetentionOfCase({ caseNumber }),
  ])
  const { closedOn, archivedOn, heldOn, erasedOn } = fold
  return {
    caseNumber,
    closedOn,
    retainUntilOn: kept?.retainUntilOn ?? null,
    years: kept?.years ?? null,
    basis: basisIn(kept?.basis ?? null),
    archivedOn,
    heldOn,
    erasedOn,
    note: noteOf(closedOn, kept),
    certificate: kept?.certificate ?? null,
    licences: licences.map(({ identifier }) => {
      const end = ended.find((each) => each.identifier === identifier)
      return {
        identifier,
        endedOn: end?.endedOn ?? null,
        retainUntilOn: end?.retainUntilOn ?? null,
        erasedOn: end?.erasedOn ?? null,
        certificate: end?.certificate ?? null,
      }
    }),
  }
}

function noteOf(
  closedOn: string | null,
  kept: { readonly retainUntilOn: string | null } | undefined,
): RetentionView['note'] {
  if (kept !== undefined && kept.retainUntilOn !== null) return null
  if (closedOn === null)
    return {
      zh: '办件尚未办结，保管期限自办结后计算。',
      en: 'The case is still open; the time it is kept is reckoned once it is closed.',
    }
  return kept === undefined
    ? {
        zh: '办件已经办结，尚未归档登记，保管期限还没有确定。系统定期自动登记，登记后在此显示。',
        en: 'The case is closed and not filed yet, so that it has no period. It will be filed by itself; the period is then shown here.',
      }
    : {
        zh: '本事项没有载明保管期限的依据，不会到期销毁。',
        en: 'The item names no basis for a period; the case is kept without an end.',
      }
}

/** Guarantee: the text was written by `fileClosedCases` from an item's basis. */
const basisIn = (text: string | null) => (text === null ? null : (JSON.parse(text) as RetentionView['basis']))
