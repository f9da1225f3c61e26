import { type EpochMs, type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { type LicenceUseRow, licenceByIdentifier, usesOfLicence } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { readNames } from '../presentations/read-names.ts'
import { namesOfUsers, type UserName } from './user-names.ts'
import { USE_REASONS, type UseReason } from './uses.ts'

/**
 * Who used a licence, when, what for and what they saw 用证记录: for its holder (个人信息保护法 44, 45), and for auditors.
 * To everybody else the licence does not exist.
 */
export type UseView = {
  readonly at: EpochMs
  readonly way: string
  readonly by: UserName
  readonly reason: string
  readonly reasonName: { readonly zh: string; readonly en: string }
  readonly caseNumber: string | null
  readonly claims: readonly string[]
  readonly state: string
}

const MOST = 500

export async function readUses(
  ctx: Context,
  identifier: string,
): Promise<Result<readonly UseView[], Failure>> {
  const index = await actorIndex(ctx.keys, ctx.actor)
  const [[row], uses] = await ctx.database.read([
    licenceByIdentifier({ identifier }),
    usesOfLicence({ identifier, limit: MOST }),
  ])
  const mayRead = row !== undefined && (row.holderIndex === index || holdsRole(ctx.actor, 'auditor'))
  if (!mayRead) return fail({ code: 'notFound', what: 'licence' })
  const nameOf = await namesOfUsers(ctx, uses.map(userOf))
  return ok(uses.map((use) => viewOf(use, nameOf(userOf(use)))))
}

const userOf = ({ actorKind: kind, actorSubject: subject, department }: LicenceUseRow) => ({
  kind,
  subject,
  department,
})

const viewOf = ({ at, way, purpose, caseNumber, claims, state }: LicenceUseRow, by: UserName): UseView => ({
  at,
  way,
  by,
  reason: by.kind === 'app' ? 'registered' : purpose,
  reasonName: by.kind === 'app' ? { zh: purpose, en: purpose } : reasonName(purpose),
  caseNumber,
  claims: readNames(claims),
  state,
})

const isReason = (code: string): code is UseReason => Object.hasOwn(USE_REASONS, code)

function reasonName(code: string) {
  if (isReason(code)) return USE_REASONS[code]
  if (code === 'own') return { zh: '本人或者实名用户查验', en: 'checked by its holder or another person' }
  return code === 'public' ? { zh: '公众查验', en: 'checked by the public' } : { zh: code, en: code }
}
