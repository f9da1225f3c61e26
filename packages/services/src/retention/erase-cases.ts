import { civilDateAt } from '@tongban/calendar'
import { sign } from '@tongban/evidence'
import { type CivilDate, canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import {
  CASE_COLUMNS,
  caseKeyOf,
  casesToErase,
  cellsOfCase,
  eraseCaseContent,
  type RetentionRow,
  rectificationFilesOfCase,
  saidCellsOfCase,
  setRetention,
  supervisionCellsOfCase,
  supervisionFilesOfCase,
} from '@tongban/store'
import { forgetObjects, sealsIn } from '../attached/add.ts'
import { prepareEvents, writeEvents } from '../cases/append-events.ts'
import { attemptEach, settled } from '../cases/each-case.ts'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { clearErasedFiles, fileErasure } from '../files/erase.ts'
import { isErased } from '../licences/content.ts'
import { dueOf, eraseLicences, erasureOf, statementOf } from './erase-licences.ts'

/**
 * The end of a case's time 到期销毁 (个人信息保护法 19, 47): its own key, its texts and the indexes of its people go in
 * one batch with the event that says so and a signed certificate of what went, by which rule and basis; with them its
 * licences whose own time is over. Events, digests and dates stay, so that every chain and every root still verifies.
 * Nothing that is held is erased, nor any licence of a case that is.
 */
const CASES = 20

export async function eraseCases(ctx: Context): Promise<string> {
  const on = civilDateAt(ctx.clock.now())
  const [due] = await ctx.database.read([casesToErase({ on, limit: CASES })])
  const cases = await attemptEach(ctx, due, (retention) => eraseOne(ctx, retention, on))
  const licences = await eraseLicences(ctx)
  settled({ done: cases.done + licences.done, faults: [...cases.faults, ...licences.faults] })
  const alone = licences.done === 0 ? '' : `, ${licences.done} licences after their cases`
  return `erased ${cases.done}${alone}${due.length === CASES || licences.more ? ', more to come' : ''}`
}

async function eraseOne(ctx: Context, retention: RetentionRow, on: CivilDate): Promise<boolean> {
  const { auditKeys: keys } = ctx
  if (keys === null) throw new Error('this Worker holds no audit key')
  const { caseNumber, years, basis, closedOn, retainUntilOn } = retention
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) throw new Error(`a case whose time is over cannot be loaded: ${loaded.failure.code}`)
  const now = ctx.clock.now()
  const [[key], supervision, said, replied, mended, ...cells] = await ctx.database.read([
    caseKeyOf({ caseNumber }),
    supervisionCellsOfCase(caseNumber),
    saidCellsOfCase(caseNumber),
    supervisionFilesOfCase(caseNumber),
    rectificationFilesOfCase({ caseNumber }),
    ...cellsOfCase(caseNumber),
  ])
  const contents = await Promise.all(
    CASE_COLUMNS.flatMap(({ table, column }, at) =>
      (cells[at] ?? []).map(async ({ row, text }) => ({
        field: `${table}.${column}`,
        row,
        sha256: await sha256Hex(text),
      })),
    ),
  )
  // What supervision, its department and whoever rated wrote about the case goes in the same batch.
  const supervised = await Promise.all(
    [...supervision, ...said].map(async ({ field, row, text }) => ({
      field,
      row,
      sha256: await sha256Hex(text),
    })),
  )
  const licences = dueOf(loaded.value.licences, years, on)
  const statement: Json = {
    region: ctx.region.code,
    caseNumber,
    erasedOn: on,
    closedOn,
    retainUntilOn,
    years,
    basis: basis === null ? null : asJson(JSON.parse(basis)),
    key: key?.fingerprint ?? null,
    head: loaded.value.row.headHash,
    contents: [...contents, ...supervised],
    // Their keys go with them: no copy of their bytes opens any more, wherever one lies.
    supervisionFiles: replied.map(({ fileId: file, notice, seals }) => ({
      file,
      notice,
      parts: sealsIn(seals).length,
      unreadable: 'keyErased',
    })),
    rectificationFiles: mended.map(({ fileId: file, order, seals }) => ({
      file,
      order,
      parts: sealsIn(seals).length,
      unreadable: 'keyErased',
    })),
    licences: await Promise.all(licences.map((each) => statementOf(ctx, each))),
    // In force, or kept for years of their own.
    licencesKept: loaded.value.licences
      .filter((row) => !isErased(row) && !licences.some((each) => each.row === row))
      .map(({ identifier }) => identifier),
  }
  const certificate = await sign(keys, 'tongban-erasure', statement)
  const digest = await sha256Hex(canonicalJson(statement))
  const prepared = await prepareEvents(ctx, loaded.value, [
    {
      type: 'erased',
      at: now,
      actorKind: 'clock',
      actorSubject: 'retention',
      data: { retainUntilOn, certificateDigest: digest },
    },
  ])
  // Held back.
  if (!prepared.ok) return false
  if (prepared.value === null) throw new Error('an event was asked for')
  const erasures = await Promise.all(
    licences.map((each) => erasureOf(ctx, each, { certificate, digest, on })),
  )
  const written = await writeEvents(ctx, loaded.value, prepared.value, [
    ...eraseCaseContent(caseNumber),
    fileErasure(caseNumber),
    setRetention({ ...retention, erasedOn: on, certificate, updatedAt: now }),
    ...erasures.flat(),
  ])
  // Something else happened meanwhile, to the case or a licence: the batch was not written.
  if (!written.ok) return false
  await clearErasedFiles(ctx, caseNumber)
  await forgetObjects(ctx, 'supervision_files', replied)
  await forgetObjects(ctx, 'rectification_files', mended)
  return true
}

/** Guarantee: the text was written by `fileClosedCases` as JSON. */
const asJson = (value: unknown) => value as Json
