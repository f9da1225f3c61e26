import { env } from 'cloudflare:workers'
import type { LicenceDraft, LicenceSigner } from '@tongban/licences'
import { signerOf } from '../workers/licences/src/signing/signer.ts'
import { eventOf } from './case-ledger.ts'
import { DB } from './region.ts'

/** What tests of licences that go with a decision need: signers that fail, and what is stored of a case. */

export type Row = Readonly<Record<string, unknown>>
type Draft = readonly LicenceDraft[]

/** The region's own signer; `before(n)` runs ahead of its n-th call, and may throw, or never end. */
export function signerThat(
  before: (call: number, drafts: Draft) => Promise<unknown> | undefined,
): LicenceSigner {
  const signer = signerOf(env)
  let call = 0
  return {
    async sign(drafts) {
      call += 1
      await before(call, drafts)
      return signer.sign(drafts)
    },
  }
}

export const neverSigns = signerThat(() => Promise.reject(new Error('the binding leads to nobody')))
export const hangs = signerThat(() => new Promise(() => undefined))

const rowsOf = async (table: string, number: string): Promise<readonly Row[]> =>
  (await DB.prepare(`SELECT * FROM ${table} WHERE case_number = ? ORDER BY rowid`).bind(number).all<Row>())
    .results

export const licencesIn = (number: string) => rowsOf('licences', number)
export const owedIn = (number: string) => rowsOf('licences_owed', number)
export const usesIn = (number: string) => rowsOf('licence_uses', number)
export const eventsIn = async (number: string) =>
  (
    await DB.prepare('SELECT * FROM case_events WHERE case_number = ? ORDER BY seq').bind(number).all<Row>()
  ).results.map(eventOf)

/** How many rows each table that a grant of a licence writes has. */
export async function counted(): Promise<Readonly<Record<string, number>>> {
  const tables = [
    'cases',
    'case_events',
    'decisions',
    'documents',
    'grants',
    'licences',
    'licence_events',
    'licences_owed',
    'status_changes',
    'idempotency_keys',
  ]
  const rows = await DB.batch<{ count: number }>(
    tables.map((table) => DB.prepare(`SELECT count(*) AS count FROM ${table}`)),
  )
  return Object.fromEntries(tables.map((table, at) => [table, rows[at]?.results[0]?.count ?? 0]))
}

/** What a licence says, as it stands in the answer: the payload of its credential. */
export function payloadOf(credential: string): Record<string, unknown> {
  const [, payload = ''] = (credential.split('~')[0] ?? '').split('.')
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
    each.charCodeAt(0),
  )
  return JSON.parse(new TextDecoder().decode(bytes))
}
