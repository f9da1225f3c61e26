import { env } from 'cloudflare:workers'
import { civilDateAt } from '@tongban/calendar'
import type { Courier } from '@tongban/exchange'
import { makeCaseNumber } from '@tongban/kernel'
import { openDatabase } from '@tongban/store'
import { vi } from 'vitest'
import { anAgreement } from '../packages/exchange/src/agreement.fixture.ts'
import { agreementDigest, agreementText } from '../packages/exchange/src/index.ts'
import { creditCodeOf, organOf } from '../packages/services/src/cases/letterhead.ts'
import { carryMessages } from '../packages/services/src/exchange/at-work.ts'
import { licenceSlot } from '../packages/services/src/licences/draw.ts'
import { prepareIssue } from '../packages/services/src/licences/issue.ts'
import { signerOf as licenceSignerOf } from '../workers/licences/src/signing/signer.ts'
import { courierIn } from './desk.ts'
import { type Answered, ask, official, type Send } from './kit.ts'
import { type Citizen, coldIsolate, sign, tokenOf } from './region.ts'
import { A, B, NOW, openTwoRegions, type Region, type TwoRegions } from './two-regions.ts'

/**
 * Two regions between which licences go: 510116 issues, 500112 takes over, each with its own doors, issuer keys and
 * database. Each trusts the other's licences and asks for its status lists, as it would over the network.
 */
type Code = typeof A | typeof B
/** Guarantee: the test environment holds the issuer keys of both. */
const { TEST_PARTNER_KEYS, TONGBAN_ISSUER_KEYS } = env as unknown as {
  readonly TEST_PARTNER_KEYS: string
  readonly TONGBAN_ISSUER_KEYS: string
}
const KEYS: Readonly<Record<Code, string>> = { [A]: TONGBAN_ISSUER_KEYS, [B]: TEST_PARTNER_KEYS }
type Ring = { readonly keys: readonly { readonly jwk: { readonly d: string } }[] }
const readRing = (text: string) => JSON.parse(text) as Ring

const trusted = (code: Code) => ({
  region: code,
  name: { zh: '演示', en: 'Sample' },
  issuer: `http://${code}.test/licences`,
  statusBase: `http://${code}.test/licences/status/`,
  keys: readRing(KEYS[code]).keys.map(({ jwk: { d: _, ...jwk }, ...key }) => ({ ...key, jwk })),
})

const TYPE = 'sole-trader-licence'
const AGREED = [
  { licenceType: TYPE, offeredBy: A, takenBy: B, office: 'market' },
  { licenceType: 'employment-registration', offeredBy: A, takenBy: B, office: 'human-resources' },
]

export type Transferring = TwoRegions & {
  readonly at: Readonly<Record<Code, Send>>
  readonly as: (
    code: Code,
    role: Parameters<typeof official>[0],
    method: string,
    path: string,
    body?: unknown,
    change?: { readonly department?: string; readonly subject?: string },
  ) => Promise<Answered>
  readonly asHolder: (person: Citizen, method: string, path: string, body?: unknown) => Promise<Answered>
  /** A business licence of this person, issued at 510116; its identifier. */
  readonly issue: (person: Citizen, department?: string) => Promise<string>
  readonly offer: (identifier: string, change?: object) => Promise<Answered>
  /** What is offered at 500112, by the licence it is of. */
  readonly offeredThere: (identifier: string) => Promise<string>
  readonly settle: () => Promise<void>
  /** Cron on both sides, minute by minute. */
  readonly carryOn: (minutes?: number) => Promise<void>
  readonly stateAt: (identifier: string) => Promise<string>
  /** The licences that hold in either region in the place of this one, itself among them. */
  readonly holding: (identifier: string) => Promise<readonly string[]>
  /** In how many regions it is, and in how many rows on its way. */
  readonly custody: (identifier: string) => Promise<readonly string[]>
}

export async function openTransferring(): Promise<Transferring> {
  vi.setSystemTime(NOW)
  const two = await openTwoRegions()
  const regions: Readonly<Record<Code, Region>> = { [A]: two.a, [B]: two.b }
  const later: Promise<unknown>[] = []
  for (const code of [A, B] as const) {
    const region = regions[code]
    const other = code === A ? B : A
    Object.assign(region.bindings, {
      TONGBAN_ISSUER_KEYS: KEYS[code],
      TONGBAN_TRUSTED_REGIONS: JSON.stringify([trusted(other)]),
      TONGBAN_PARTNER_STATUS_SECONDS: '1',
    })
    region.bindings.LICENCES = licenceSignerOf({ ...region.bindings })
    await agree(region)
  }
  const courier = (region: Region): Courier => courierIn(() => region.context())
  // The doors but that of the exchange have none of its keys.
  const doors = (region: Region) =>
    coldIsolate({ ...region.bindings, TONGBAN_EXCHANGE_KEYS: '', EXCHANGE: courier(region) })
  const at = { [A]: doors(two.a), [B]: doors(two.b) }
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const request = new Request(input, init)
    return at[new URL(request.url).hostname.startsWith(A) ? A : B](request)
  })
  const settle = async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      await Promise.all(later.splice(0))
      await two.a.settled()
      await two.b.settled()
    }
  }
  const as: Transferring['as'] = async (code, role, method, path, body, change = {}) => {
    const { department = 'market', subject = `${role}-${department}-${code}` } = change
    const answer = await ask(
      at[code],
      await sign(subject, official(role, department, code)),
      method,
      path,
      body,
    )
    await settle()
    return answer
  }
  const all = async <T>({ database }: Region, sql: string, ...values: string[]) =>
    (
      await database
        .prepare(sql)
        .bind(...values)
        .all<T>()
    ).results
  return Object.assign(two, {
    at,
    as,
    settle,
    asHolder: async (person: Citizen, method: string, path: string, body?: unknown) => {
      const answer = await ask(at[A], await tokenOf(person), method, path, body)
      await settle()
      return answer
    },
    issue: (person: Citizen, department = 'market') => issueAt(two.a, person, department),
    offer: (identifier: string, change: object = {}) =>
      as(A, 'handler', 'POST', `/licences/v1/licences/${identifier}/transfer`, { ...OFFER, ...change }),
    async offeredThere(identifier: string) {
      const [row] = await all<{ id: string }>(
        two.b,
        `SELECT id FROM licence_transfers WHERE direction = 'in' AND identifier = ? ORDER BY seq DESC`,
        identifier,
      )
      if (row === undefined) throw new Error('nothing is offered')
      return row.id
    },
    async carryOn(minutes = 3) {
      for (let minute = 0; minute < minutes; minute += 1) {
        await carryMessages(await two.a.context())
        await settle()
        await carryMessages(await two.b.context())
        await settle()
        vi.setSystemTime(Date.now() + 60_000)
      }
    },
    async stateAt(identifier: string) {
      const [row] = await all<{ state: string }>(
        two.a,
        'SELECT state FROM licences WHERE identifier = ?',
        identifier,
      )
      return row?.state ?? 'none'
    },
    async holding(identifier: string) {
      const here = await all<{ identifier: string }>(
        two.a,
        `SELECT identifier FROM licences WHERE identifier = ? AND state = 'valid'`,
        identifier,
      )
      const there = await all<{ identifier: string }>(
        two.b,
        `SELECT identifier FROM licences WHERE previous = ? AND state = 'valid'`,
        identifier,
      )
      return [...here, ...there].map((row) => row.identifier)
    },
    async custody(identifier: string) {
      const sql = 'SELECT custody FROM handovers WHERE case_number = ?'
      const [here, there] = await Promise.all(
        [two.a, two.b].map((region) => all<{ custody: string }>(region, sql, identifier)),
      )
      return [...(here ?? []), ...(there ?? [])].map((row) => row.custody)
    },
  })
}

const OFFER = { to: B, ground: 'premisesMoved', reason: '经营场所迁往渝北' }

/** The agreement of the two names types of licence as well; nothing of a test before stands in either region. */
async function agree({ database }: Region): Promise<void> {
  const document = agreementText(anAgreement({ licenceTypes: AGREED }))
  await database.batch([
    database
      .prepare('UPDATE exchange_agreements SET document = ?, digest = ?')
      .bind(document, await agreementDigest(document)),
    database.prepare('DELETE FROM licence_transfers'),
  ])
}

let issued = 0

async function issueAt(region: Region, { name, idNumber }: Citizen, departmentCode: string): Promise<string> {
  const ctx = await region.context()
  const slot = licenceSlot(ctx)
  const [places] = await ctx.database.read([slot.statement])
  issued += 1
  const today = civilDateAt(ctx.clock.now())
  const prepared = await prepareIssue(
    ctx,
    [
      {
        type: TYPE,
        caseNumber: makeCaseNumber(A, today, 900_000 + issued),
        departmentCode,
        issuingAuthority: organOf(ctx.region, departmentCode),
        issuingAuthorityCode: creditCodeOf(ctx.region, departmentCode),
        holder: { name, idKind: 'residentId', idNumber },
        claims: {
          holderName: name,
          holderIdKind: 'residentId',
          holderIdNumber: idNumber,
          creditCode: null,
          businessName: '双流演示小吃店',
          organisationForm: '个人经营',
          premisesAddress: '演示路1号',
          scope: '餐饮服务',
          postApprovalTerms: null,
          foundedOn: today,
        },
        validFrom: today,
        validUntil: null,
        holderKey: null,
        at: ctx.clock.now(),
        actor: { kind: 'machine', subject: 'rules' },
      },
    ],
    slot.take(places),
  )
  if (!prepared.ok) throw new Error(prepared.failure.code)
  const written = await openDatabase(region.database).write(prepared.value.statements)
  const [licence] = prepared.value.issued
  if (!written.ok || licence === undefined) throw new Error('nothing was issued')
  return licence.identifier
}
