import { civilDateAt } from '@tongban/calendar'
import { type EpochMs, type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { hashCode, LICENCE_TYPES, type LicenceType, makeCode, presentationUrl } from '@tongban/licences'
import {
  forgetPresentations,
  insertPresentation,
  licenceByIdentifier,
  presentationByHash,
} from '@tongban/store'
import type { Text } from '@tongban/verifier'
import { renderSVG } from 'uqr'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { countedAttempt } from '../licences/attempts.ts'
import { mustHold } from '../licences/in-force.ts'
import { typeOfRow } from '../licences/type-of-row.ts'

/**
 * Shows a licence 亮证: a code that opens once, for a minute, to whoever scans it, with the claims its holder agreed to and
 * no others (个人信息保护法 14, 29). Only the hash of the code is kept, so that nobody who reads the database can show a
 * licence with it; a code that was lost is made anew and is not shown again, which is why no Idempotency-Key is asked for.
 */
export type PresentInput = {
  readonly identifier: string
  /** Names of the claims to show, beside those that the type of the licence never hides. */
  readonly claims: readonly string[]
}

export type ShownCode = {
  readonly code: string
  readonly url: string
  readonly createdAt: EpochMs
  readonly expiresAt: EpochMs
  /** When a page should show the next one: at half of its life. */
  readonly refreshAt: EpochMs
  /** Everything that whoever scans it will see. */
  readonly claims: readonly { readonly name: string; readonly label: Text }[]
  readonly qr: string
}

const SECONDS = 60
/** How long a code that nobody used is remembered, so that a late scan is told that it has expired. */
const REMEMBERED_MS = 24 * 3_600_000
const FORGOTTEN_AT_ONCE = 20

export async function present(
  ctx: Context,
  { identifier, claims: agreed }: PresentInput,
): Promise<Result<ShownCode, Failure>> {
  const now = ctx.clock.now()
  const today = civilDateAt(now)
  const [holderIndex, attempt] = await Promise.all([
    actorIndex(ctx.keys, ctx.actor),
    countedAttempt(ctx, 'present'),
  ])
  const code = makeCode((length) => Uint8Array.from(ctx.ids.random(length)))
  const codeHash = await hashCode(code)
  const life = (ctx.region.presentationSeconds ?? SECONDS) * 1000
  const times = { createdAt: now, expiresAt: now + life }
  const made = { codeHash, identifier, holderIndex, claims: claimsByType(agreed), today, ...times }
  // Counts, makes and answers: one batch, which is one transaction, so that what ends at this moment is not shown.
  const [counted, , [row], , [presentation]] = await ctx.database.read([
    ...attempt.statements,
    licenceByIdentifier({ identifier }),
    insertPresentation({ ...attempt.limit, ...made }),
    presentationByHash({ codeHash }),
    forgetPresentations({ before: now - REMEMBERED_MS, limit: FORGOTTEN_AT_ONCE }),
  ])
  const judged = attempt.judge(counted)
  if (!judged.ok) return judged
  if (row === undefined || row.holderIndex !== holderIndex) return fail({ code: 'notFound', what: 'licence' })
  const holds = mustHold(row, today)
  if (!holds.ok) return holds
  const type = typeOfRow(row)
  const unknown = unknownClaims(type, agreed)
  if (unknown.length > 0) return fail({ code: 'invalidInput', errors: unknown })
  if (presentation === undefined) throw new Error('a licence that may be shown was given no code')
  const url = presentationUrl(originOf(ctx), code)
  return ok({
    code,
    url,
    ...times,
    refreshAt: now + life / 2,
    claims: claimsShown(type, agreed).map(({ name, label }) => ({ name, label })),
    qr: renderSVG(url, { ecc: 'M', border: 4 }),
  })
}

/** Those agreed to, beside those that the type never hides. */
const claimsShown = (type: LicenceType, agreed: readonly string[]) =>
  type.claims.filter(({ name, mayHide }) => !mayHide || agreed.includes(name))

/** What a code shows of a licence of each type, since which type it is of is known only where the code is made. */
function claimsByType(agreed: readonly string[]): string {
  const types = LICENCE_TYPES.filter((type) => unknownClaims(type, agreed).length === 0)
  return JSON.stringify(
    Object.fromEntries(
      types.map((type) => [
        `${type.slug} ${type.version}`,
        claimsShown(type, agreed).map(({ name }) => name),
      ]),
    ),
  )
}

function unknownClaims(type: LicenceType, agreed: readonly string[]): FieldError[] {
  const names = type.claims.map(({ name }) => name)
  return agreed.flatMap((name, at) =>
    names.includes(name)
      ? []
      : [
          {
            pointer: `/claims/${at}`,
            zh: `此类证照没有这一项。可选：${type.claims.map((claim) => `${claim.name} ${claim.label.zh}`).join('、')}。`,
            en: `This type of licence has no such claim. It has: ${names.join(', ')}.`,
          },
        ],
  )
}

/** Guarantee: the issuer of this region is its origin and `/licences`. */
function originOf({ issuer }: Context): string {
  if (issuer === null) throw new Error('codes are made where the issuer keys are')
  return new URL(issuer.iss).origin
}
