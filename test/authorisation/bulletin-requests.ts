import { civilDate } from '@tongban/calendar'
import { insertBulletin } from '@tongban/store'
import { type BulletinKind, monthPeriod } from '@tongban/supervision'
import { collectBulletin } from '../../packages/services/src/bulletins/collect.ts'
import { writtenOf } from '../../packages/services/src/bulletins/content.ts'
import { clockContext } from '../context.ts'
import { DB } from '../region.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** The requests of bulletins and of reports to the superior platform. */
const PATH = '/supervision/v1/bulletins'
const REPORTS = '/supervision/v1/reports/superior'

let made = 0
const aBulletin = (kind: BulletinKind, state: string) =>
  supply(async () => {
    made += 1
    const context = await clockContext()
    const october = civilDate('2026-10-01')
    if (october === undefined) throw new Error('no day')
    const wanted = { kind, period: monthPeriod(october), version: 1, corrects: null }
    const written = await writtenOf(await collectBulletin(context, wanted))
    const id = context.ids.uuid()
    await context.database.write([
      insertBulletin({
        id,
        kind,
        period: `seed-${made}`,
        version: 1,
        state,
        ...written,
        draftedAt: made,
        corrects: null,
      }),
    ])
    return { id, digest: written.digest }
  })
const aDigest = aBulletin('daily', 'made')
const aDraft = aBulletin('monthly', 'draft')
const aPublished = aBulletin('monthly', 'published')

let reports = 0
const aRefused = supply(async () => {
  reports += 1
  const id = `0197c2a4-0000-7000-9000-${String(reports).padStart(12, '0')}`
  await DB.batch([
    DB.prepare(
      `INSERT INTO superior_reports (id, case_number, form, seq, item_code, department, state, made_at)
       VALUES (?, 'x', 'result', ?, 'x', 'x', 'refused', 0)`,
    ).bind(id, reports),
    DB.prepare(
      `INSERT INTO outbox (id, kind, case_number, payload_enc, state, attempts, created_at, next_at)
       VALUES (?, 'superior', 'x', '', 'dead', 1, 0, 0)`,
    ).bind(id),
  ])
  return id
})

export const bulletinsUsedUp = () => {
  for (const each of [aDraft, aPublished, aRefused]) each.usedUp()
}

export const bulletinRequests: Readonly<Record<string, Prepare>> = {
  'GET /supervision/v1/bulletins': async () => ({ path: PATH }),
  'GET /supervision/v1/bulletins/{id}': async () => ({ path: `${PATH}/${(await aDigest.take()).id}` }),
  'GET /supervision/v1/bulletins/{id}/figures.csv': async () => ({
    path: `${PATH}/${(await aDigest.take()).id}/figures.csv`,
  }),
  'GET /supervision/v1/bulletins/{id}/print': async () => ({
    path: `${PATH}/${(await aDigest.take()).id}/print`,
  }),
  'POST /supervision/v1/bulletins/{id}/publish': async () => {
    const { id, digest } = await aDraft.take()
    return { path: `${PATH}/${id}/publish`, body: { digest } }
  },
  'POST /supervision/v1/bulletins/{id}/corrections': async () => ({
    path: `${PATH}/${(await aPublished.take()).id}/corrections`,
    body: { reason: '演示更正' },
  }),
  'GET /supervision/v1/reports/superior': async () => ({ path: REPORTS }),
  'GET /supervision/v1/reports/superior.csv': async () => ({ path: `${REPORTS}.csv` }),
  'POST /supervision/v1/reports/superior/{id}/replay': async () => ({
    path: `${REPORTS}/${await aRefused.take()}/replay`,
  }),
}
