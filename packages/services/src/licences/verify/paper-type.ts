import { LICENCE_TYPES } from '@tongban/licences'
import type { Verdict } from '@tongban/verifier'

/** A paper code has room for the Chinese name of its type at most; this build knows the other, and either where both are missing. */
export function withTypeName(verdict: Verdict): Verdict {
  const { licence } = verdict
  if (licence === null || licence.vct !== null) return verdict
  const { typeName, typeCode } = licence
  const type =
    LICENCE_TYPES.find(({ name }) => name.zh === typeName.zh) ??
    LICENCE_TYPES.find(
      ({ code }) => typeName.zh === typeCode && code.owner === null && typeCode.endsWith(code.number),
    )
  return type === undefined ? verdict : { ...verdict, licence: { ...licence, typeName: type.name } }
}
