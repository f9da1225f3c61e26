import { DB } from '../region.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** The requests and rows of reports to a platform: to the superior one, and to the national one of evaluations. */
const SUPERIOR = '/supervision/v1/reports/superior'
const NATIONAL = '/evaluations/v1/reports/national'

let made = 0
const aRefused = (table: string, column: string) =>
  supply(async () => {
    made += 1
    const id = `0197c2a4-0000-7000-9000-${String(made).padStart(12, '0')}`
    await DB.batch([
      DB.prepare(
        `INSERT INTO ${table} (id, case_number, form, seq, ${column}, department, state, made_at)
         VALUES (?, 'x', 'x', ?, 1, 'x', 'refused', 0)`,
      ).bind(id, made),
      DB.prepare(
        `INSERT INTO outbox (id, kind, case_number, payload_enc, state, attempts, created_at, next_at)
         VALUES (?, 'x', 'x', '', 'dead', 1, 0, 0)`,
      ).bind(id),
    ])
    return id
  })
const toSuperior = aRefused('superior_reports', 'item_code')
const toNational = aRefused('evaluation_reports', 'service_number')

export const reportsUsedUp = () => {
  for (const each of [toSuperior, toNational]) each.usedUp()
}

export const reportRequests: Readonly<Record<string, Prepare>> = {
  'GET /supervision/v1/reports/superior': async () => ({ path: SUPERIOR }),
  'GET /supervision/v1/reports/superior.csv': async () => ({ path: `${SUPERIOR}.csv` }),
  'POST /supervision/v1/reports/superior/{id}/replay': async () => ({
    path: `${SUPERIOR}/${await toSuperior.take()}/replay`,
  }),
  'GET /evaluations/v1/reports/national': async () => ({ path: NATIONAL }),
  'GET /evaluations/v1/reports/national.csv': async () => ({ path: `${NATIONAL}.csv` }),
  'POST /evaluations/v1/reports/national/{id}/replay': async () => ({
    path: `${NATIONAL}/${await toNational.take()}/replay`,
  }),
}
