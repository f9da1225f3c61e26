import { type CheckedLicence, type ExpectedLicence, LICENCE_TYPES, vctOf } from '@tongban/licences'
import type { Verdict } from '@tongban/verifier'
import type { Context } from '../../context.ts'
import { askAllShown } from './ask.ts'

/**
 * Whether licences hold, for another Worker of this region: the exchange asks it of what a partner region has sent back,
 * before a case is closed by it. Everything is checked anew, as for a stranger, and nobody is told what a licence says, but
 * whether it is of the type and the holder it was asked for.
 */
export async function checkCredentials(
  ctx: Context,
  credentials: readonly string[],
  expected?: ExpectedLicence,
): Promise<readonly CheckedLicence[]> {
  const { issuer } = ctx
  if (issuer === null) throw new Error('TONGBAN_ISSUER_KEYS is not set: nothing can be verified')
  const verdicts = await askAllShown(
    ctx,
    issuer,
    credentials.map((credential) => ({
      way: 'credential',
      credential,
      signatures: undefined,
      keyBinding: undefined,
      file: undefined,
    })),
  )
  return verdicts.map((verdict) => {
    const others = expected === undefined ? [] : otherThan(expected, verdict)
    return {
      valid: verdict?.valid === true && others.length === 0,
      identifier: verdict?.licence?.identifier ?? null,
      issuer: verdict?.issuer?.region ?? null,
      reasons: [...(verdict?.reasons.map(({ code }) => code) ?? []), ...others],
    }
  })
}

/** A licence may be genuine and hold, and be somebody else's, or of another kind. */
function otherThan({ type, holder }: ExpectedLicence, verdict: Verdict | null): readonly string[] {
  const claims = verdict?.claims ?? {}
  const isTheirs = claims.holderIdKind === holder.idKind && claims.holderIdNumber === holder.idNumber
  return [
    ...(type === null || isOfType(type, verdict) ? [] : ['licences:otherType']),
    ...(isTheirs ? [] : ['licences:otherHolder']),
  ]
}

/** In whichever of its versions. */
const isOfType = (slug: string, verdict: Verdict | null): boolean =>
  LICENCE_TYPES.some((type) => type.slug === slug && vctOf(type) === verdict?.licence?.vct)
