import { civilDateAt } from '@tongban/calendar'
import { ENDED_STATES } from '@tongban/licences'
import { licenceKeyId, ownRing } from '@tongban/privacy'
import {
  cellsOfLicence,
  type EndedLicenceRow,
  endOfLicences,
  insertLicenceKey,
  LICENCE_COLUMNS,
  licenceKeyOf,
  licencesToFile,
  setLicenceRetention,
} from '@tongban/store'
import { eachCase } from '../cases/each-case.ts'
import type { Context } from '../context.ts'
import { endOfLicence } from './licence-end.ts'
import { newLicenceKey, openLicenceKey } from './licence-keys.ts'
import { underKey } from './under-own-key.ts'

/**
 * Files licences that have ended: until when each is kept, and its contents under a key of its own. Goes round all
 * licences, a stretch at a time: time ends a licence without an event, and acts write nothing for this. One on which
 * something is done after its end is filed anew.
 */
const STRETCH = 500
const STRETCHES = 20
const MOST = 200
const STATES = JSON.stringify(ENDED_STATES)

export async function fileEndedLicences(
  ctx: Context,
  cursor: string | null,
): Promise<{ readonly cursor: string | null; readonly outcome: string; readonly rows: number }> {
  const on = civilDateAt(ctx.clock.now())
  let after = Number(cursor ?? 0)
  let filed = 0
  for (let at = 0; at < STRETCHES && filed < MOST; at += 1) {
    const stretch = { after, limit: STRETCH }
    const [[end], ended] = await ctx.database.read([
      endOfLicences(stretch),
      licencesToFile({ ...stretch, states: STATES, on }),
    ])
    filed += await eachCase(ctx, ended, (row) => fileOne(ctx, row))
    after = end?.row ?? 0
    // Round once; the next run begins anew.
    if (end === undefined) break
  }
  return { cursor: String(after), outcome: `filed ${filed}`, rows: filed }
}

async function fileOne(ctx: Context, row: EndedLicenceRow): Promise<boolean> {
  const { identifier, seq, years } = row
  const now = ctx.clock.now()
  const end = endOfLicence(row, years, civilDateAt(now))
  if (end === null) return false
  const [[held], ...cells] = await ctx.database.read([
    licenceKeyOf({ identifier }),
    ...cellsOfLicence(identifier),
  ])
  const key = held ?? (await newLicenceKey(ctx, identifier))
  const ring = ownRing(ctx.keys, licenceKeyId(identifier), await openLicenceKey(ctx.keys, key))
  const written = await ctx.database.write([
    ...(held === undefined ? [insertLicenceKey(key)] : []),
    ...(await underKey(ctx, ring, LICENCE_COLUMNS, cells)),
    setLicenceRetention({ identifier, seq, ...end, erasedOn: null, certificate: null, updatedAt: now }),
  ])
  // Another run files the same ones: its key stands.
  return written.ok
}
