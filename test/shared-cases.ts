import { env } from 'cloudflare:workers'
import { civilDateAt } from '@tongban/calendar'
import { append, type Happening } from '@tongban/cases'
import { claimOf, findItemVersion } from '@tongban/catalogue'
import { NO_MESSAGE_BEFORE } from '@tongban/exchange'
import { type Actor, canonicalJson, hex } from '@tongban/kernel'
import {
  type Context,
  completeUpload,
  declareFile,
  type FilesView,
  listFiles,
  putPart,
  readFile,
} from '@tongban/services'
import { insertCase, insertEvent, insertHandover } from '@tongban/store'
import { A, B, caseNumbers, NOW, openTwoRegions, type Region, type TwoRegions } from './two-regions.ts'

/**
 * Cases that two regions have a part in, with their files: handed in at 510116, handled at 500112, written as intake and
 * take-over would have written them. Each region has a storage of its own.
 */
const ITEM = 'elderly-allowance'
export const MATERIAL = 'payeeAuthority'

export async function openSharing(): Promise<TwoRegions> {
  const two = await openTwoRegions()
  two.b.bindings.FILES = asBuckets(env).PARTNER_FILES
  for (const { database } of [two.a, two.b])
    await database.batch(TABLES.map((table) => database.prepare(`DELETE FROM ${table}`)))
  for (const bucket of [asBuckets(env).FILES, asBuckets(env).PARTNER_FILES]) await emptied(bucket)
  return two
}

const TABLES = [
  'case_events',
  'cases',
  'exchange_files',
  'exchange_shipments',
  'file_parts',
  'files',
  'readings',
] as const

async function emptied(bucket: R2Bucket): Promise<void> {
  const { objects } = await bucket.list()
  if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key))
}

/** Guarantee: the project `exchange` of `vitest.config.ts` binds these. */
const asBuckets = (value: unknown) => value as { readonly FILES: R2Bucket; readonly PARTNER_FILES: R2Bucket }

export const official = (role: 'handler' | 'window' | 'supervisor', department = 'civil-affairs'): Actor => ({
  kind: 'official',
  subject: `${role}-1`,
  roles: [role],
  department,
  post: 'post-1',
  name: '演示工作人员',
})

/** An instant of service at a region, as one of its officials. */
export const as = (
  region: Region,
  role: Parameters<typeof official>[0] = 'handler',
  department?: string,
): Promise<Context> => region.context({ actor: official(role, department) })

/** A case on both sides, open, with the row of its hand-over. */
export async function sharedCase({ a, b }: TwoRegions, stands: 'open' | 'asked' = 'open'): Promise<string> {
  const [caseNumber = ''] = caseNumbers(1)
  const received: Happening = {
    type: 'received',
    at: NOW,
    actorKind: 'applicant',
    actorSubject: 'applicant',
    data: { itemCode: ITEM, itemVersion: 1, situation: 'otherPayee', channel: 'web', delivery: 'electronic' },
  }
  const transferred: Happening = {
    type: 'transferred',
    at: NOW,
    actorKind: 'machine',
    actorSubject: 'routes',
    data: { handlingRegion: B, agreement: 'chuanyu@1', path: [A] },
  }
  const partner = { actorKind: 'partner', actorSubject: B } as const
  const told: readonly Happening[] = [
    { type: 'takenOverElsewhere', at: NOW, ...partner, data: {} },
    { type: 'supplementRequestedElsewhere', at: NOW, ...partner, data: { missing: [MATERIAL] } },
  ]
  const asked: Happening = {
    type: 'supplementRequested',
    at: NOW,
    actorKind: 'machine',
    actorSubject: 'intake',
    data: { reasons: [MATERIAL] },
  }
  const isAsked = stands === 'asked'
  const there = isAsked ? told : []
  await write(await a.context(), caseNumber, [received, transferred, ...there], {
    partner: B,
    role: 'receiving',
  })
  const here = isAsked ? [asked] : []
  await write(await b.context(), caseNumber, [received, ...here], { partner: A, role: 'handling' })
  return caseNumber
}

async function write(
  ctx: Context,
  caseNumber: string,
  happenings: readonly Happening[],
  side: { readonly partner: string; readonly role: string },
): Promise<void> {
  const item = findItemVersion(ITEM, 1)
  if (!item.ok) throw new Error(item.failure.code)
  const claim = claimOf(ctx.region, item.value)
  const appended = await append(caseNumber, null, happenings)
  if (!claim.ok || !appended.ok) throw new Error('no case of this region')
  const { fold, events } = appended.value
  const written = await ctx.database.write([
    insertCase({
      caseNumber,
      itemCode: ITEM,
      itemVersion: '1',
      situation: 'otherPayee',
      state: fold.state,
      seq: fold.seq,
      headHash: fold.headHash,
      applicantIndex: 'applicant',
      submitterIndex: 'applicant',
      applicationEnc: '',
      channel: 'web',
      departmentCode: claim.value.department,
      outcome: 'transferred',
      receivedAt: NOW,
      receivedOn: civilDateAt(NOW),
      acceptedOn: null,
      decidedOn: null,
      closedOn: null,
      dueOn: null,
      dueAt: null,
      dueClock: null,
      supersedes: null,
      assignedTo: null,
      nextDueAt: null,
      updatedAt: NOW,
    }),
    ...events.map((event) => insertEvent({ ...event, caseNumber, data: canonicalJson(event.data) })),
    insertHandover({
      ...side,
      caseNumber,
      mode: 'online',
      custody: side.role === 'handling' ? 'here' : 'there',
      itemCode: ITEM,
      office: side.role === 'handling' ? '*' : 'civil-affairs',
      agreementId: 'chuanyu',
      agreementVersion: 1,
      routeVersion: 'route-1',
      outSeq: 0,
      outHead: NO_MESSAGE_BEFORE,
      inSeq: 0,
      inHead: NO_MESSAGE_BEFORE,
      receivedAt: NOW,
      transferredAt: NOW,
      handlerReceivedAt: null,
      acceptedAt: null,
      decidedAt: null,
      closedAt: null,
      deadline: null,
      passed: '[]',
      updatedAt: NOW,
    }),
  ])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
}

export const sha256 = async (bytes: Uint8Array) =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))

const PART = 512 * 1024

/** A file handed in at this region, as a handler would; answers its id. */
export async function handIn(
  region: Region,
  caseNumber: string,
  bytes: Uint8Array<ArrayBuffer>,
  change: { readonly name?: string; readonly material?: string; readonly department?: string } = {},
): Promise<string> {
  const ctx = await as(region, 'handler', change.department)
  const { material = MATERIAL, name = '授权书.pdf' } = change
  const sha = await sha256(bytes)
  const declared = succeeded(
    await declareFile(ctx, caseNumber, { material, name, size: bytes.length, sha256: sha }),
  )
  for (const offset of declared.missing)
    succeeded(await putPart(ctx, caseNumber, declared.id, offset, bytes.slice(offset, offset + PART)))
  return succeeded(await completeUpload(ctx, caseNumber, declared.id)).id
}

export async function filesAt(region: Region, caseNumber: string, department?: string): Promise<FilesView> {
  return succeeded(await listFiles(await as(region, 'handler', department), caseNumber))
}

/** What an official there reads. */
export async function readAt(
  region: Region,
  caseNumber: string,
  fileId: string,
  department?: string,
): Promise<Uint8Array> {
  const ctx = await as(region, 'handler', department)
  const read = succeeded(await readFile(ctx, caseNumber, fileId, { purpose: 'examine' }))
  return new Uint8Array(await new Response(read.body).arrayBuffer())
}

export function succeeded<T>(result: { ok: true; value: T } | { ok: false; failure: object }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

export type Transfer = {
  readonly direction: string
  readonly state: string
  readonly attempts: number
  readonly last_reason: string | null
}
export const transfersAt = async ({ database }: Region): Promise<readonly Transfer[]> =>
  (
    await database
      .prepare(
        'SELECT direction, state, attempts, last_reason FROM exchange_files ORDER BY created_at, digest',
      )
      .all<Transfer>()
  ).results
