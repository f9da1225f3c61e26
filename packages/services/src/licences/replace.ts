import { civilDate } from '@tongban/calendar'
import {
  type CivilDate,
  type EpochMs,
  type Failure,
  type FieldError,
  fail,
  ok,
  type Result,
} from '@tongban/kernel'
import { type LicenceType, typeOf, validityOf, wrongClaims } from '@tongban/licences'
import type { Statement } from '@tongban/store'
import { creditCodeOf, organOf } from '../cases/letterhead.ts'
import type { Context } from '../context.ts'
import type { ActInput } from './act-input.ts'
import type { LicenceActor } from './actor.ts'
import { type LicenceContent, openContent, payloadOf } from './content.ts'
import { licenceSlot } from './draw.ts'
import { prepareIssue, type Wanted } from './issue.ts'
import type { LoadedLicence } from './load.ts'

/**
 * Renewing 延续 and changing 变更 issue a new version, which has the serial number of the one before and names it; that one
 * ends in the same batch. A renewal holds from today, a change keeps the days. The holder's own key stays bound to it.
 */
export type Replacement = {
  readonly act: 'renew' | 'change'
  readonly type: LicenceType
  readonly content: LicenceContent
  readonly claims: LicenceContent['claims']
  readonly validFrom: CivilDate
  readonly validUntil: CivilDate | null
}

/** What the new version says, or all that is wrong with what was asked of it. */
export async function replacementOf(
  ctx: Context,
  { row, today }: LoadedLicence,
  act: Replacement['act'],
  input: ActInput,
): Promise<Result<Replacement, readonly FieldError[]>> {
  const type = typeOf(row.type)
  if (type === undefined) throw new Error(`no such type of licence: ${row.type}`)
  const content = await openContent(ctx, row)
  const claims = { ...content.claims, ...input.claims }
  const validFrom = act === 'renew' ? today : (civilDate(row.validFrom) ?? today)
  const asked = act === 'renew' ? input.validUntil : (row.validUntil ?? undefined)
  const validUntil = validityOf(type, validFrom, asked === undefined ? null : (civilDate(asked) ?? null))
  const wrong = act === 'change' ? claimErrors(type, claims, input) : []
  if (!validUntil.ok) return fail([...wrong, END_ERRORS[validUntil.failure.reason]])
  if (wrong.length > 0) return fail(wrong)
  return ok({ act, type, content, claims, validFrom, validUntil: validUntil.value })
}

export type Replacing = {
  readonly actor: LicenceActor
  readonly ending: NonNullable<Wanted['ending']>
  readonly at: EpochMs
}

export async function replaceLicence(
  ctx: Context,
  { row }: LoadedLicence,
  { act, type, content, claims, validFrom, validUntil }: Replacement,
  { actor, ending, at }: Replacing,
): Promise<Result<readonly Statement[], Failure>> {
  const name = claims.holderName
  const slot = licenceSlot(ctx)
  const [places] = await ctx.database.read([slot.statement])
  const issued = await prepareIssue(
    ctx,
    [
      {
        type: type.slug,
        caseNumber: row.caseNumber,
        departmentCode: row.departmentCode,
        issuingAuthority: organOf(ctx.region, row.departmentCode),
        issuingAuthorityCode: creditCodeOf(ctx.region, row.departmentCode),
        holder: { ...content.holder, name: typeof name === 'string' ? name : content.holder.name },
        claims,
        validFrom,
        validUntil,
        // The key of its holder that the credential before was bound to.
        holderKey: payloadOf(content).cnf?.jwk ?? null,
        at,
        actor,
        previous: row,
        act,
        ending,
      },
    ],
    slot.take(places),
  )
  return issued.ok ? ok(issued.value.statements) : fail({ code: 'unavailable', what: 'service' })
}

/** Whom the licence is of is not changed: that is another licence. */
const FIXED = ['holderIdKind', 'holderIdNumber']

function claimErrors(
  type: LicenceType,
  claims: LicenceContent['claims'],
  { claims: changed = {} }: ActInput,
): readonly FieldError[] {
  const names = Object.keys(changed)
  if (names.length === 0) return [NOTHING]
  const wrong = new Set(wrongClaims(type, claims))
  return names
    .filter((name) => wrong.has(name) || FIXED.includes(name))
    .map((name) => ({
      // A name goes into the pointer only where it is one of the type's: anything else was made up by the caller.
      pointer: type.claims.some((claim) => claim.name === name) ? `/claims/${name}` : '/claims',
      zh: `此项不能这样变更。该类证照可变更的项目：${changeable(type)}；日期为 YYYY-MM-DD，金额为数字，持证主体不能变更。`,
      en: `This cannot be changed so. Claims of this type: ${changeable(type)}; dates as YYYY-MM-DD, amounts as numbers, and the holder stays.`,
    }))
}

const changeable = ({ claims }: LicenceType) =>
  claims
    .map(({ name }) => name)
    .filter((name) => !FIXED.includes(name))
    .join(', ')

const NOTHING: FieldError = {
  pointer: '/claims',
  zh: '请写明要变更的项目及其新值。',
  en: 'Say what changes, with the new value.',
}
const END_ERRORS = {
  missing: {
    pointer: '/validUntil',
    zh: '请填写新的有效期末日。',
    en: 'Give the new last day.',
  },
  notOfType: {
    pointer: '/validUntil',
    zh: '该类证照的有效期由规定确定，不能另行填写。',
    en: 'How long this type holds is set by its rules; leave the day out.',
  },
  backwards: {
    pointer: '/validUntil',
    zh: '有效期末日不能早于今天。',
    en: 'The last day cannot be before today.',
  },
} as const satisfies Record<string, FieldError>
