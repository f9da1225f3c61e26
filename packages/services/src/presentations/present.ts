import { civilDateAt } from '@tongban/calendar'
import { type EpochMs, type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { hashCode, type LicenceType, makeCode, presentationUrl } from '@tongban/licences'
import { forgetPresentations, insertPresentation, licenceByIdentifier } from '@tongban/store'
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
  const holderIndex = await actorIndex(ctx.keys, ctx.actor)
  const attempt = await countedAttempt(ctx, 'present')
  const [shown, , [row]] = await ctx.database.read([
    ...attempt.statements,
    licenceByIdentifier({ identifier }),
  ])
  const judged = attempt.judge(shown)
  if (!judged.ok) return judged
  if (row === undefined || row.holderIndex !== holderIndex) return fail({ code: 'notFound', what: 'licence' })
  const holds = mustHold(row, civilDateAt(now))
  if (!holds.ok) return holds
  const type = typeOfRow(row)
  const unknown = unknownClaims(type, agreed)
  if (unknown.length > 0) return fail({ code: 'invalidInput', errors: unknown })
  const claims = type.claims.filter(({ name, mayHide }) => !mayHide || agreed.includes(name))
  const code = makeCode((length) => Uint8Array.from(ctx.ids.random(length)))
  const life = (ctx.region.presentationSeconds ?? SECONDS) * 1000
  const url = presentationUrl(originOf(ctx), code)
  const written = await ctx.database.write([
    insertPresentation({
      codeHash: await hashCode(code),
      identifier,
      holderIndex,
      claims: JSON.stringify(claims.map(({ name }) => name)),
      createdAt: now,
      expiresAt: now + life,
      usedAt: null,
      usedBy: null,
      repeatedAt: null,
      repeated: 0,
    }),
    forgetPresentations({ before: now - REMEMBERED_MS, limit: FORGOTTEN_AT_ONCE }),
  ])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  return ok({
    code,
    url,
    createdAt: now,
    expiresAt: now + life,
    refreshAt: now + life / 2,
    claims: claims.map(({ name, label }) => ({ name, label })),
    qr: renderSVG(url, { ecc: 'M', border: 4 }),
  })
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
