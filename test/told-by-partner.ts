import type { Applied, MessageType } from '@tongban/exchange'
import { DATA } from '@tongban/exchange/wire'
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import type { CheckedLicence, ExpectedLicence, LicenceChecker } from '@tongban/licences'
import { applyMessage } from '@tongban/services'
import { clockContext } from './context.ts'
import { courier, DB } from './region.ts'
import { PARTNER } from './way-out.ts'

/**
 * What the handling region tells, as the exchange hands it on once it has stored and opened it: numbered after the last
 * one, its open part held to the schema of its type.
 */
export const checker: LicenceChecker & {
  answer: 'holds' | 'fails' | 'unreachable'
  asked: string[][]
  expected: ExpectedLicence | undefined
} = {
  answer: 'holds',
  asked: [],
  expected: undefined,
  async check(credentials, expected) {
    checker.asked.push([...credentials])
    checker.expected = expected
    if (checker.answer === 'unreachable') throw new Error('no such Worker')
    return credentials.map(
      (credential): CheckedLicence => ({
        valid: checker.answer === 'holds',
        identifier: credential.replace('credential of ', ''),
        issuer: PARTNER,
        reasons: checker.answer === 'holds' ? [] : ['signature:invalid'],
      }),
    )
  },
}

export const exchangeContext = () => clockContext({ EXCHANGE: courier, VERIFYING: checker })

export type Stored = Parameters<typeof applyMessage>[1]

/** Stores a message of the partner and answers it as it would be applied. */
export async function arrived(
  caseNumber: string,
  type: MessageType,
  data: object,
  personal: Json = null,
  source = PARTNER,
): Promise<Stored> {
  const parsed = DATA[type].safeParse(data)
  if (!parsed.success) throw new Error(`${type}: ${parsed.error.message}`)
  const row = await DB.prepare('SELECT in_seq, in_head FROM handovers WHERE case_number = ?')
    .bind(caseNumber)
    .first<{ in_seq: number; in_head: string }>()
  const message = {
    specversion: '1.0',
    id: crypto.randomUUID(),
    type,
    source,
    to: '510116',
    subject: caseNumber,
    time: new Date(Date.now()).toISOString(),
    datacontenttype: 'application/json',
    seq: (row?.in_seq ?? 0) + 1,
    previous: row?.in_head ?? '',
    agreement: '510116-500112@2',
    route: 'r',
    data: JSON.parse(JSON.stringify(data)) as Stored['message']['data'],
  } as const
  const body = canonicalJson(message)
  const digest = await sha256Hex(body)
  await DB.prepare(
    `INSERT INTO exchange_messages (partner, direction, id, case_number, seq, type, at, digest, body, state, attempts, next_at, created_at)
     VALUES (?, 'in', ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, 0, ?)`,
  )
    .bind(source, message.id, caseNumber, message.seq, type, Date.now(), digest, body, Date.now())
    .run()
  return { message, digest, personal, storedAt: Date.now() }
}

export const applied = async (opened: Stored): Promise<Applied> =>
  applyMessage(await exchangeContext(), opened)

export const told = async (...message: Parameters<typeof arrived>): Promise<Applied> =>
  applied(await arrived(...message))

/** The limit as the handling region reckons it. */
export const deadline = (change: object = {}) => ({
  dueOn: '2026-12-22',
  step: 'decision',
  basis: { kind: 'law', zh: '行政许可法 42', en: 'Licensing Law 42' },
  state: 'running',
  consumedWorkdays: 1,
  asOn: '2026-11-24',
  calendar: 'cn-2026',
  provisional: false,
  ...change,
})

export const head = { seq: 2, hash: 'a'.repeat(64) }

export type HandoverRow = Readonly<Record<string, string | number | null>>
export const handoverOf = (caseNumber: string) =>
  DB.prepare('SELECT * FROM handovers WHERE case_number = ?').bind(caseNumber).first<HandoverRow>()
export const eventsOf = async (caseNumber: string): Promise<readonly string[]> => {
  const { results } = await DB.prepare('SELECT type FROM case_events WHERE case_number = ? ORDER BY seq')
    .bind(caseNumber)
    .all<{ type: string }>()
  return results.map(({ type }) => type)
}
export const outOf = async (caseNumber: string): Promise<readonly string[]> => {
  const { results } = await DB.prepare(
    "SELECT type FROM exchange_messages WHERE case_number = ? AND direction = 'out' ORDER BY seq",
  )
    .bind(caseNumber)
    .all<{ type: string }>()
  return results.map(({ type }) => type)
}
