import { civilDateAt } from '@tongban/calendar'
import { sign } from '@tongban/evidence'
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import {
  CASE_COLUMNS,
  caseKeyOf,
  casesToErase,
  cellsOfCase,
  eraseCaseContent,
  type RetentionRow,
  setRetention,
} from '@tongban/store'
import { appendEvents } from '../cases/append-events.ts'
import { eachCase } from '../cases/each-case.ts'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { clearErasedFiles, fileErasure } from '../files/erase.ts'

/**
 * The end of a case's time 到期销毁 (个人信息保护法 19, 47): its own key, its texts and the indexes of its people go in
 * one batch with the event that says so and a signed certificate of what went, by which rule and basis. Events,
 * digests and dates stay, so that every chain and every root still verifies. Nothing that is held is erased.
 */
const CASES = 20

export async function eraseCases(ctx: Context): Promise<string> {
  const on = civilDateAt(ctx.clock.now())
  const [due] = await ctx.database.read([casesToErase({ on, limit: CASES })])
  const erased = await eachCase(ctx, due, (retention) => eraseOne(ctx, retention, on))
  return `erased ${erased}${due.length === CASES ? ', more to come' : ''}`
}

async function eraseOne(ctx: Context, retention: RetentionRow, on: string): Promise<boolean> {
  const { auditKeys: keys } = ctx
  if (keys === null) throw new Error('this Worker holds no audit key')
  const { caseNumber, years, basis, closedOn, retainUntilOn } = retention
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) throw new Error(`a case whose time is over cannot be loaded: ${loaded.failure.code}`)
  const now = ctx.clock.now()
  const [[key], ...cells] = await ctx.database.read([caseKeyOf({ caseNumber }), ...cellsOfCase(caseNumber)])
  const contents = await Promise.all(
    CASE_COLUMNS.flatMap(({ table, column }, at) =>
      (cells[at] ?? []).map(async ({ row, text }) => ({
        field: `${table}.${column}`,
        row,
        sha256: await sha256Hex(text),
      })),
    ),
  )
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
    contents,
  }
  const certificate = await sign(keys, 'tongban-erasure', statement)
  const appended = await appendEvents(
    ctx,
    loaded.value,
    [
      {
        type: 'erased',
        at: now,
        actorKind: 'clock',
        actorSubject: 'retention',
        data: { retainUntilOn, certificateDigest: await sha256Hex(canonicalJson(statement)) },
      },
    ],
    [
      ...eraseCaseContent(caseNumber),
      fileErasure(caseNumber),
      setRetention({ ...retention, erasedOn: on, certificate, updatedAt: now }),
    ],
  )
  // Held back, or something else happened meanwhile: the batch was not written.
  if (!appended.ok) return false
  await clearErasedFiles(ctx, caseNumber)
  return true
}

/** Guarantee: the text was written by `fileClosedCases` as JSON. */
const asJson = (value: unknown) => value as Json
