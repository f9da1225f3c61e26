import { env } from 'cloudflare:workers'
import { civilDateAt } from '@tongban/calendar'
import { makeCaseNumber } from '@tongban/kernel'
import { typeOf, validityOf } from '@tongban/licences'
import { creditCodeOf, organOf } from '../packages/services/src/cases/letterhead.ts'
import { licenceSlot } from '../packages/services/src/licences/draw.ts'
import { type IssuedView, prepareIssue } from '../packages/services/src/licences/issue.ts'
import { signerOf } from '../workers/licences/src/signing/signer.ts'
import { contextOf } from './context.ts'
import { type Answered, ask, official, type Send } from './kit.ts'
import { type Citizen, nextKey, sign, TODAY, tokenOf, worker } from './region.ts'

/** Licences of the test region, issued as a decision issues them but without a case, and what their tests send. */

const CLAIMS: Readonly<Record<string, Readonly<Record<string, string | number | null>>>> = {
  'sole-trader-licence': {
    creditCode: null,
    businessName: '双流演示小吃店',
    organisationForm: '个人经营',
    premisesAddress: '演示路1号',
    scope: '餐饮服务',
    postApprovalTerms: null,
    foundedOn: TODAY,
  },
  'hygiene-permit': { businessName: null, premisesAddress: '演示路1号', activities: '公共浴室' },
  'outdoor-advertising-permit': {},
}

const DAY_MS = 86_400_000
let cases = 0

/** A licence of this type, held by this person from today on. */
export async function issueTo(
  { name, idNumber }: Citizen,
  type = 'sole-trader-licence',
  departmentCode = 'market',
): Promise<IssuedView> {
  const ctx = await contextOf({ kind: 'clock', subject: 'test' }, { LICENCES: signerOf(env) })
  const definition = typeOf(type)
  if (definition === undefined) throw new Error(`no such type: ${type}`)
  const now = ctx.clock.now()
  const validFrom = civilDateAt(now)
  const decided = definition.validity.kind === 'result' ? civilDateAt(now + 400 * DAY_MS) : null
  const until = validityOf(definition, validFrom, decided)
  if (!until.ok) throw new Error(until.failure.reason)
  cases += 1
  const slot = licenceSlot(ctx)
  const [places] = await ctx.database.read([slot.statement])
  const prepared = await prepareIssue(
    ctx,
    [
      {
        type,
        caseNumber: makeCaseNumber('510116', TODAY, cases),
        departmentCode,
        issuingAuthority: organOf(ctx.region, departmentCode),
        issuingAuthorityCode: creditCodeOf(ctx.region, departmentCode),
        holder: { name, idKind: 'residentId', idNumber },
        claims: { holderName: name, holderIdKind: 'residentId', holderIdNumber: idNumber, ...CLAIMS[type] },
        validFrom,
        validUntil: until.value,
        holderKey: null,
        at: now,
        actor: { kind: 'machine', subject: 'rules' },
      },
    ],
    slot.take(places),
  )
  if (!prepared.ok) throw new Error(prepared.failure.code)
  const written = await ctx.database.write(prepared.value.statements)
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  const [licence] = prepared.value.issued
  if (licence === undefined) throw new Error('nothing was issued')
  return licence
}

/** As an official of this role and department does it. */
export const asRole = async (
  role: Parameters<typeof official>[0],
  department: string,
  method: string,
  path: string,
  body?: unknown,
  subject = `${role}-${department}`,
): Promise<Answered> => ask(worker, await sign(subject, official(role, department)), method, path, body)

export const asHolder = async (citizen: Citizen, method: string, path: string, body?: unknown) =>
  ask(worker, await tokenOf(citizen), method, path, body)

export type IssuedKey = { readonly keyId: string; readonly authorization: string }

/** A key for an app, issued by an administrator. */
export async function issueKeyTo(
  scopes: readonly string[],
  change: object = {},
  clientKey = nextKey(),
): Promise<IssuedKey> {
  const answer = await ask(
    worker,
    await sign('admin-1', official('admin', 'services')),
    'POST',
    '/admin/v1/api-keys',
    { name: '演示银行', purpose: '开户核验营业执照', scopes, dailyQuota: 1000, ...change },
    { 'Idempotency-Key': clientKey },
  )
  if (answer.status !== 201) throw new Error(answer.text)
  return { keyId: String(answer.body.keyId), authorization: String(answer.body.authorization) }
}

/** What an app sends with its key. */
export const asApp = (
  { authorization }: Pick<IssuedKey, 'authorization'>,
  path: string,
  body?: unknown,
  send: Send = worker,
): Promise<Answered> =>
  ask(send, null, body === undefined ? 'GET' : 'POST', path, body, { Authorization: authorization })

/** Shows a licence, and answers the code. */
export async function shown(
  citizen: Citizen,
  identifier: string,
  claims: readonly string[] = [],
): Promise<Answered> {
  return asHolder(citizen, 'POST', '/licences/v1/presentations', { identifier, claims })
}

export const redeem = (code: unknown, send: Send = worker, headers: Record<string, string> = {}) =>
  ask(send, null, 'POST', '/licences/v1/presentations/redeem', { code }, headers)
