import { civilDateAt } from '@tongban/calendar'
import { sign } from '@tongban/evidence'
import { type CivilDate, canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import { ERASED } from '@tongban/licences'
import {
  cellsOfLicence,
  eraseLicenceContent,
  LICENCE_COLUMNS,
  type LicenceRow,
  licenceKeyOf,
  licencesToErase,
  retentionOfCase,
  type Statement,
  setLicenceRetention,
} from '@tongban/store'
import { type Attempted, attemptEach } from '../cases/each-case.ts'
import type { Context } from '../context.ts'
import { licenceStatusStatements } from '../licences/change.ts'
import { isErased } from '../licences/content.ts'
import { stateOf } from '../licences/in-force.ts'
import { endOfLicence, type LicenceEnd } from './licence-end.ts'

/**
 * The end of a licence's time 到期销毁 (个人信息保护法 19, 47). With its case, in the same batch and certificate, where its
 * own time is over by then; else by itself, after its case, with a certificate of its own. Its last event says so; what
 * became of it, and its place in the status list, stay. Whoever kept a copy of the credential has one whose signature
 * holds, and which the list says has ended.
 */
const LICENCES = 20

export type DueLicence = { readonly row: LicenceRow; readonly end: LicenceEnd }

/** Which of a case's licences go now. */
export const dueOf = (
  rows: readonly LicenceRow[],
  years: number | null,
  on: CivilDate,
): readonly DueLicence[] =>
  rows.flatMap((row) => {
    const end = years === null || isErased(row) ? null : endOfLicence(row, years, on)
    return end !== null && end.retainUntilOn < on ? [{ row, end }] : []
  })

/** What a certificate says of a licence: which it was, and digests of what went. */
export async function statementOf(ctx: Context, { row, end }: DueLicence): Promise<Json> {
  const { identifier, type, state, headHash } = row
  const [[key], ...cells] = await ctx.database.read([
    licenceKeyOf({ identifier }),
    ...cellsOfLicence(identifier),
  ])
  const contents = await Promise.all(
    LICENCE_COLUMNS.flatMap(({ table, column }, at) =>
      (cells[at] ?? []).map(async (cell) => ({
        field: `${table}.${column}`,
        row: cell.row,
        sha256: await sha256Hex(cell.text),
      })),
    ),
  )
  return { identifier, type, state, ...end, key: key?.fingerprint ?? null, head: headHash, contents }
}

/** What the batch needs in which it goes; an act on it at the same time conflicts in `licence_events`. */
export async function erasureOf(
  ctx: Context,
  { row, end }: DueLicence,
  {
    certificate,
    digest,
    on,
  }: { readonly certificate: string; readonly digest: string; readonly on: CivilDate },
): Promise<readonly Statement[]> {
  const at = ctx.clock.now()
  const { statements, licence } = await licenceStatusStatements(ctx, row, stateOf(row), {
    type: ERASED,
    at,
    actor: { kind: 'clock', subject: 'retention' },
    data: { retainUntilOn: end.retainUntilOn, certificateDigest: digest },
  })
  const { identifier } = row
  return [
    ...statements,
    ...eraseLicenceContent(identifier),
    setLicenceRetention({ identifier, seq: licence.seq, ...end, erasedOn: on, certificate, updatedAt: at }),
  ]
}

/** Those that outlived their case. */
export async function eraseLicences(ctx: Context): Promise<Attempted & { readonly more: boolean }> {
  const on = civilDateAt(ctx.clock.now())
  const [due] = await ctx.database.read([licencesToErase({ on, limit: LICENCES })])
  const erased = await attemptEach(ctx, due, (row) => eraseOne(ctx, row, on))
  return { ...erased, more: due.length === LICENCES }
}

async function eraseOne(ctx: Context, row: LicenceRow, on: CivilDate): Promise<boolean> {
  const { auditKeys, region } = ctx
  if (auditKeys === null) throw new Error('this Worker holds no audit key')
  const { caseNumber } = row
  const [[kept]] = await ctx.database.read([retentionOfCase({ caseNumber })])
  const [due] = dueOf([row], kept?.years ?? null, on)
  if (kept === undefined || due === undefined) return false
  const statement: Json = {
    region: region.code,
    caseNumber,
    erasedOn: on,
    years: kept.years,
    basis: kept.basis === null ? null : asJson(JSON.parse(kept.basis)),
    licences: [await statementOf(ctx, due)],
  }
  const certificate = await sign(auditKeys, 'tongban-erasure', statement)
  const digest = await sha256Hex(canonicalJson(statement))
  const written = await ctx.database.write(await erasureOf(ctx, due, { certificate, digest, on }))
  // Something was done to it meanwhile: it is filed anew.
  return written.ok
}

/** Guarantee: the text was written by `fileClosedCases` as JSON. */
const asJson = (value: unknown) => value as Json
