import { apiReader, auditRegion, verifySigned } from '@tongban/evidence'
import { decryptField } from '@tongban/privacy'
import { eraseCases, runJobs, sealDays } from '@tongban/services'
import { ENCRYPTED_COLUMNS } from '@tongban/store'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { partyIndex } from '../../../packages/services/src/cases/identity.ts'
import { archiveCases } from '../../../packages/services/src/retention/archive-cases.ts'
import { fileClosedCases } from '../../../packages/services/src/retention/file-closed.ts'
import { fileEndedLicences } from '../../../packages/services/src/retention/file-licences.ts'
import { clockContext } from '../../context.ts'
import { asHolder, asRole, redeem, shown } from '../../issued-licences.ts'
import { ask } from '../../kit.ts'
import { payloadOf } from '../../licences.ts'
import {
  allowance,
  apply,
  asOfficial,
  type Citizen,
  DB,
  everyRow,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  tokenOf,
  worker,
} from '../../region.ts'

/**
 * How long a licence is kept: for its item's years from its own end, never shorter than its case; then nothing of its
 * holder is left, while its number, state and place in the status list stay.
 */
const DAY_MS = 24 * 60 * 60_000
const at = (days: number) => vi.setSystemTime(NOW + days * DAY_MS)
/** Eleven years on: the allowance is kept for ten. */
const OVER = 4020
type Held = {
  readonly who: Citizen
  readonly number: string
  readonly identifier: string
  readonly credential: string
}
/** `annulled` at once; `late`: annulled after nine years; `standing`: in force for ever; `heldBack`: annulled, its case held. */
const held: Record<'annulled' | 'late' | 'standing' | 'heldBack', Held> = Object.create(null)
const of = ({ identifier }: Held, part = '') => `/licences/v1/licences/${identifier}${part}`
const annulment = {
  ground: 'deceit',
  reason: '经查实 CANARY 提供虚假材料',
  orderNumber: '双民撤〔2026〕7号',
  law: { act: '行政许可法', article: '第六十九条' },
}
const annul = (licence: Held, reason = annulment.reason) =>
  asRole('head', 'civil-affairs', 'POST', of(licence, '/annul'), { ...annulment, reason })
const auditor = (path: string) => asOfficial('auditor', 'GET', path)
const get = async (path: string) => must(await auditor(path), 200).body
const retention = (licence: Held) => get(`/approvals/v1/cases/${licence.number}/retention`)
const erase = async () => eraseCases(await clockContext())
const file = async () => fileEndedLicences(await clockContext(), null)
const stored = ({ identifier }: Held) =>
  DB.prepare('SELECT * FROM licences WHERE identifier = ?')
    .bind(identifier)
    .first<Record<string, string | number>>()
const hold = (licence: Held, on: boolean) =>
  asOfficial('auditor', 'PUT', `/approvals/v1/cases/${licence.number}/legal-hold`, {
    held: on,
    reason: '诉讼需要 needed in court',
  })
const verify = async ({ credential }: Held) =>
  must(await ask(worker, null, 'POST', '/licences/v1/verify', { credential }), 200).body

/** Everything that is stored, each text that a key of the region still opens in plain. */
async function everything(): Promise<string> {
  const { keys } = await clockContext()
  const rows = await everyRow()
  // What registers deliver about people is theirs.
  const { registry_records: _, ...own } = rows
  const opened = ENCRYPTED_COLUMNS.filter(({ table }) => table !== 'registry_records').map(
    async ({ table, column, row }) => {
      const cells = await DB.prepare(
        `SELECT ${row} AS name, ${column} AS text FROM ${table} WHERE ${column} <> ''`,
      ).all<{ name: string; text: string }>()
      return Promise.all(
        cells.results.map(async ({ name, text }) => {
          const plain = await decryptField(keys, { table, column, row: name }, text)
          if (!plain.ok) throw new Error(`${table}.${column}: ${plain.failure.reason}`)
          return plain.value
        }),
      )
    },
  )
  return JSON.stringify([own, await Promise.all(opened)])
}
const tracesOf = async ({ who: { idNumber }, credential }: Held): Promise<readonly string[]> => {
  const { keys } = await clockContext()
  return [
    idNumber,
    credential.split('~')[0]?.slice(-80) ?? '',
    await partyIndex(keys, { idKind: 'residentId', idNumber }),
  ]
}
const foundOf = async (licence: Held) => {
  const text = await everything()
  return (await tracesOf(licence)).filter((trace) => text.includes(trace))
}

async function granted(): Promise<Held> {
  const who = await newcomer()
  const number = String(must(await apply(await tokenOf(who), allowance(who)), 201).body.caseNumber)
  const row = await DB.prepare('SELECT identifier FROM licences WHERE case_number = ?')
    .bind(number)
    .first<{ identifier: string }>()
  const identifier = String(row?.identifier)
  const { body } = must(await asHolder(who, 'GET', `/licences/v1/licences/${identifier}`), 200)
  const { credential } = body.file as { readonly credential: string }
  return { who, number, identifier, credential }
}

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  for (const name of ['annulled', 'late', 'standing', 'heldBack'] as const) held[name] = await granted()
  // Used in every way that leaves a trace.
  const code = must(await shown(held.annulled.who, held.annulled.identifier), 201).body.code
  expect((await redeem(code)).body).toMatchObject({ valid: true })
  must(
    await asRole('handler', 'civil-affairs', 'POST', '/licences/v1/verify', {
      credential: held.annulled.credential,
      use: { reason: 'inspection' },
    }),
    200,
  )
  at(5)
  must(await annul(held.annulled), 200)
  must(await annul(held.heldBack, '另案 another'), 200)
  await sealDays(await clockContext())
  await fileClosedCases(await clockContext(), null)
})

describe('a licence that has ended', () => {
  test('is it filed with its own end and years, under a key of its own, and read as before?', async () => {
    at(40)
    expect(await archiveCases(await clockContext())).toBe('archived 4')
    expect(await file()).toMatchObject({ outcome: 'filed 2' })
    expect(await file()).toMatchObject({ outcome: 'filed 0' })
    expect((await retention(held.annulled)).licences).toEqual([
      {
        identifier: held.annulled.identifier,
        endedOn: '2026-11-28',
        retainUntilOn: '2036-11-28',
        erasedOn: null,
        certificate: null,
      },
    ])
    expect((await retention(held.standing)).licences).toMatchObject([{ endedOn: null, retainUntilOn: null }])
    expect((await stored(held.annulled))?.content_enc).toMatch(/^v1\.~licence-1-2-156-/)
    expect((await stored(held.standing))?.content_enc).toMatch(/^v1\.k1\./)
    const mine = must(await asHolder(held.annulled.who, 'GET', of(held.annulled)), 200)
    expect(mine.body).toMatchObject({
      file: { credential: held.annulled.credential },
      events: [{ act: 'issue' }, { act: 'annul', texts: { reason: annulment.reason } }],
    })
    expect(await foundOf(held.annulled)).toHaveLength(3)
  })

  test('does rotation bring its key under the region’s new one, its contents staying, all readable?', async () => {
    const ring = JSON.parse((await environment()).TONGBAN_FIELD_KEYS)
    const added = { ...ring, current: 'k2', keys: { ...ring.keys, k2: ring.index } }
    const rotate = async (fields: object, days: number) => {
      const change = { TONGBAN_FIELD_KEYS: JSON.stringify(fields), EVIDENCE: { sealDays, eraseCases } }
      const runs = await runJobs(await clockContext(change), Date.now() + days * DAY_MS)
      return runs.find(({ name }) => name === 'rotateFieldKeys')?.outcome
    }
    const keyed = async () =>
      (
        await DB.prepare('SELECT key_enc AS text FROM licence_keys WHERE identifier = ?')
          .bind(held.annulled.identifier)
          .first<{ text: string }>()
      )?.text
    expect(await rotate(added, 0)).toMatch(/^rotated \d+, (?!.*unreadable)/)
    expect(await keyed()).toMatch(/^v1\.k2\./)
    expect((await stored(held.annulled))?.content_enc).toMatch(/^v1\.~licence-/)
    at(42)
    expect(await rotate({ ...added, current: 'k1' }, 0)).toMatch(/^rotated \d+, (?!.*unreadable)/)
    expect(await keyed()).toMatch(/^v1\.k1\./)
    must(await asHolder(held.annulled.who, 'GET', of(held.annulled)), 200)
  })
})

describe('when the time of its case is over', () => {
  test('is one of a case that is held kept whole, and one on which somebody acts at that moment?', async () => {
    at(9 * 365)
    must(await annul(held.late, '又一案 another'), 200)
    must(await hold(held.heldBack, true), 200)
    at(OVER)
    const ctx = await clockContext()
    const write: typeof ctx.database.write = async (statements) => {
      if (statements.some(({ sql }) => sql.includes('DELETE FROM licence_keys')))
        await DB.batch(meanwhile('INSERT'))
      return ctx.database.write(statements)
    }
    expect(await eraseCases({ ...ctx, database: { ...ctx.database, write } })).toBe('erased 2')
    await DB.batch(meanwhile('DELETE'))
    expect((await retention(held.annulled)).erasedOn, 'nothing by halves').toBeNull()
    must(await asHolder(held.annulled.who, 'GET', of(held.annulled)), 200)
  })

  test('is nothing of its holder left in any row, where it has ended long enough ago?', async () => {
    // The others went before.
    expect(await erase()).toBe('erased 1')
    expect(await foundOf(held.annulled)).toEqual([])
    expect((await everything()).includes('CANARY')).toBe(false)
    for (const table of ['licence_keys', 'licence_uses', 'presentations'])
      expect(
        await DB.prepare(`SELECT 1 FROM ${table} WHERE identifier = ?`)
          .bind(held.annulled.identifier)
          .first(),
      ).toBeNull()
    expect(await stored(held.annulled)).toMatchObject({
      identifier: held.annulled.identifier,
      type: 'elderly-allowance-certificate',
      state: 'annulled',
      status_value: 1,
      content_enc: '',
      holder_index: `erased:${held.annulled.identifier}`,
    })
  })

  test('does reading it say since when, to officials, and is there nothing to find for its holder?', async () => {
    for (const path of ['', '/uses', '/paper']) {
      const answer = await asOfficialOf(path)
      expect([answer.status, answer.body.code, answer.text.includes('2037-')], path).toEqual([
        410,
        'erased',
        true,
      ])
    }
    expect(
      (await asRole('head', 'civil-affairs', 'POST', of(held.annulled, '/cancel'), annulment)).status,
    ).toBe(410)
    expect((await asHolder(held.annulled.who, 'GET', of(held.annulled))).status).toBe(404)
    expect(must(await asHolder(held.annulled.who, 'GET', '/licences/v1/licences'), 200).body).toMatchObject({
      licences: [],
    })
  })

  test('is a copy of it that somebody kept answered as ended, its place in the list never plainly valid again?', async () => {
    expect(await verify(held.annulled)).toMatchObject({ valid: false, state: 'ended' })
    const { status } = payloadOf(held.annulled.credential) as {
      readonly status: { readonly status_list: { readonly idx: number } }
    }
    expect((await stored(held.annulled))?.status_index).toBe(status.status_list.idx)
  })

  test('does the certificate of the case name it, its key and what went, and does every proof still stand?', async () => {
    const { keys } = await apiReader(get)
    const { certificate, licences } = await retention(held.annulled)
    expect(licences).toMatchObject([{ erasedOn: '2037-11-25', certificate }])
    expect(await verifySigned(keys, 'tongban-erasure', String(certificate))).toMatchObject({
      ok: true,
      value: {
        statement: {
          licencesKept: [],
          licences: [
            {
              identifier: held.annulled.identifier,
              state: 'annulled',
              endedOn: '2026-11-28',
              retainUntilOn: '2036-11-28',
              key: expect.stringMatching(/^[0-9a-f]{64}$/),
              contents: [{ field: 'licences.content_enc' }, { field: 'licence_events.texts_enc' }],
            },
          ],
        },
      },
    })
    expect(await auditRegion(await apiReader(get))).toMatchObject({ findings: [] })
  })
})

describe('a licence that outlives its case', () => {
  test('is one in force, or ended of late, whole when its case is gone, and one of a case that is held?', async () => {
    for (const each of [held.late, held.standing]) {
      const { erasedOn, certificate, licences } = await retention(each)
      expect([erasedOn, licences]).toMatchObject(['2037-11-25', [{ erasedOn: null }]])
      const { keys } = await apiReader(get)
      expect(await verifySigned(keys, 'tongban-erasure', String(certificate))).toMatchObject({
        value: { statement: { licences: [], licencesKept: [each.identifier] } },
      })
      const { body } = must(await asHolder(each.who, 'GET', of(each)), 200)
      expect(body).toMatchObject({ file: { credential: each.credential } })
    }
    expect(await verify(held.standing)).toMatchObject({ valid: true, state: 'valid' })
    must(await asHolder(held.heldBack.who, 'GET', of(held.heldBack)), 200)
    expect((await retention(held.heldBack)).licences).toMatchObject([{ erasedOn: null }])
  })

  test('does one that was held back go with its case once it is not?', async () => {
    must(await hold(held.heldBack, false), 200)
    expect(await erase()).toBe('erased 1')
    expect(await foundOf(held.heldBack)).toEqual([])
  })

  test('does it go by itself when its own years are over, with a certificate, and one in force never?', async () => {
    expect(await file()).toMatchObject({ outcome: 'filed 1' })
    expect(await erase()).toBe('erased 0')
    at(19 * 365 + 30)
    expect(await file()).toMatchObject({ outcome: 'filed 0' })
    expect(await erase()).toBe('erased 0, 1 licences after their cases')
    expect(await foundOf(held.late)).toEqual([])
    const [end] = (await retention(held.late)).licences as readonly { readonly certificate: string }[]
    const { keys } = await apiReader(get)
    expect(await verifySigned(keys, 'tongban-erasure', String(end?.certificate))).toMatchObject({
      ok: true,
      value: {
        statement: {
          caseNumber: held.late.number,
          years: 10,
          licences: [{ identifier: held.late.identifier, key: expect.stringMatching(/^[0-9a-f]{64}$/) }],
        },
      },
    })
    expect(await foundOf(held.standing)).toHaveLength(3)
    must(await asHolder(held.standing.who, 'GET', of(held.standing)), 200)
  })
})

test('do counts of the use of keys, attempts and nonces end, in the daily job?', async () => {
  const day = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)
  const old = Date.now() - 2 * DAY_MS
  await DB.batch([
    DB.prepare("INSERT INTO api_key_use (key_id, day, count) VALUES ('k', ?, 3), ('k', ?, 4)").bind(
      day(402),
      day(398),
    ),
    DB.prepare("INSERT INTO attempts (bucket, window_at, count) VALUES ('old', ?, 1), ('new', ?, 1)").bind(
      old,
      Date.now(),
    ),
    DB.prepare("INSERT INTO used_nonces (nonce_hash, expires_at) VALUES ('old', ?)").bind(old),
  ])
  const runs = await runJobs(
    await clockContext({ EVIDENCE: { sealDays, eraseCases } }),
    Date.now() + 2 * DAY_MS,
  )
  expect(runs.find(({ name }) => name === 'forgetIdempotencyKeys')?.state).toBe('ran')
  const of = async (sql: string) => (await DB.prepare(sql).all()).results
  expect(await of("SELECT count FROM api_key_use WHERE key_id = 'k'")).toEqual([{ count: 4 }])
  expect(await of("SELECT bucket FROM attempts WHERE bucket IN ('old', 'new')")).toEqual([{ bucket: 'new' }])
  expect(await of("SELECT nonce_hash FROM used_nonces WHERE nonce_hash = 'old'")).toEqual([])
})

/** An event of the licence that somebody else writes at the same moment, and that it never was. */
const meanwhile = (what: 'INSERT' | 'DELETE') => [
  DB.prepare(
    what === 'INSERT'
      ? "INSERT INTO licence_events SELECT identifier, 3, type, at, actor_kind, actor_subject, data, '', hash FROM licence_events WHERE identifier = ? AND seq = 2"
      : 'DELETE FROM licence_events WHERE identifier = ? AND seq = 3',
  ).bind(held.annulled.identifier),
]

const asOfficialOf = (part: string) =>
  part === '/paper'
    ? asRole('window', 'civil-affairs', 'GET', of(held.annulled, part))
    : auditor(of(held.annulled, part))

async function environment() {
  const { env } = await import('cloudflare:workers')
  return { TONGBAN_FIELD_KEYS: String(env.TONGBAN_FIELD_KEYS) }
}
