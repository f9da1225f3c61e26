import { type EpochMs, type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { type LicenceUseRow, licenceByIdentifier, usesOfLicence } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { openPlace, sealPlace } from '../lists/cursor.ts'
import { readNames } from '../presentations/read-names.ts'
import { erasedOn } from './content.ts'
import { USE_REASONS, type UseReason } from './use-reasons.ts'
import { namesOfUsers, type UserName } from './user-names.ts'

/**
 * Who used a licence, when, what for and what they saw 用证记录: for its holder, who is told of officials the department
 * and post, and for auditors, who are told their roles and pseudonym too (个人信息保护法 44, 45, 51). To everybody else the
 * licence does not exist. Every use can be reached, page by page.
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
export type UsePage = {
  readonly uses: readonly UseView[]
  /** Cursor of the page after this one; null on the last. */
  readonly cursor: string | null
}

/** After everything that is stored. */
const START = { at: Number.MAX_SAFE_INTEGER, useId: '' }

export async function readUses(
  ctx: Context,
  identifier: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<UsePage, Failure>> {
  const index = await actorIndex(ctx.keys, ctx.actor)
  const asked = `uses|${identifier}`
  const place = cursor === undefined ? ok(null) : await openPlace(ctx.keys, cursor, asked)
  if (!place.ok) return place
  const { at, useId } = place.value === null ? START : placeIn(place.value)
  const [[row], rows] = await ctx.database.read([
    licenceByIdentifier({ identifier }),
    usesOfLicence({ identifier, beforeAt: at, before: useId, limit: limit + 1 }),
  ])
  const isAuditor = holdsRole(ctx.actor, 'auditor')
  if (row === undefined || (row.holderIndex !== index && !isAuditor))
    return fail({ code: 'notFound', what: 'licence' })
  const erased = erasedOn(row)
  if (erased !== null) return fail({ code: 'erased', on: erased })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const nameOf = await namesOfUsers(ctx, shown.map(userOf), isAuditor)
  return ok({
    uses: shown.map((use) => viewOf(use, nameOf(userOf(use)))),
    cursor: last === undefined ? null : await sealPlace(ctx.keys, `${last.at}.${last.useId}`, asked),
  })
}

/** Guarantee: the place was sealed here. */
function placeIn(place: string): typeof START {
  const dot = place.indexOf('.')
  return { at: Number(place.slice(0, dot)), useId: place.slice(dot + 1) }
}

const userOf = ({ actorKind: kind, actorSubject: subject, department, post, roles }: LicenceUseRow) => ({
  kind,
  subject,
  department,
  post,
  roles,
})

const viewOf = ({ at, way, purpose, caseNumber, claims, state }: LicenceUseRow, by: UserName): UseView => ({
  at,
  way,
  by,
  reason: isRegistered(by, purpose) ? 'registered' : purpose,
  reasonName: isRegistered(by, purpose) ? { zh: purpose, en: purpose } : reasonName(purpose),
  caseNumber,
  claims: readNames(claims),
  state,
})

/** What an app is registered for, in its own words; one of a partner region too. */
const isRegistered = ({ kind }: UserName, purpose: string): boolean =>
  kind === 'app' || (kind === 'partner' && !isReason(purpose) && purpose !== 'own' && purpose !== 'public')

const isReason = (code: string): code is UseReason => Object.hasOwn(USE_REASONS, code)

function reasonName(code: string) {
  if (isReason(code)) return { zh: USE_REASONS[code].zh, en: USE_REASONS[code].en }
  if (code === 'own') return { zh: '本人或者实名用户查验', en: 'checked by its holder or another person' }
  return code === 'public' ? { zh: '公众查验', en: 'checked by the public' } : { zh: code, en: code }
}
