/**
 * What a type of licence 证照类型 is: a versioned definition, of which a licence names the version it was issued by. A
 * changed definition is a new version; the old one stays readable as long as a licence of it may turn up.
 */
import type { Text } from '@tongban/verifier'
import type { LicenceAct } from './life.ts'

export type ClaimForm = 'text' | 'date' | 'amount'

/** One value a licence states of its holder or of what was granted. */
export type ClaimDefinition = {
  readonly name: string
  readonly label: Text
  readonly form: ClaimForm
  /** Whether its holder may keep it back when showing the licence (个人信息保护法 6). What the public may see never is. */
  readonly mayHide: boolean
  /** May be null in a draft and is then left out of the licence. */
  readonly optional?: true
}

/** Until when: `none` without an end; `result` as the decision says. How long the law lets it be is for the rules of the item. */
export type ValidityRule = { readonly kind: 'none' } | { readonly kind: 'result' }

export type LegalBasis = { readonly act: string; readonly article: string; readonly note: Text }

export type LicenceType = {
  readonly slug: string
  readonly version: number
  readonly name: Text
  /** 证照类型代码: the 18 characters of the ministry that owns the type, null where none was found, and three digits. */
  readonly code: { readonly owner: string | null; readonly number: string }
  /** The code is the region's own (its code and 9nn), not the national one. */
  readonly local: boolean
  readonly claims: readonly ClaimDefinition[]
  readonly validity: ValidityRule
  /** 证照并销: the type of the same holder's licence it falls with. */
  readonly dependsOn: string | null
  /** Which claims stand on the paper code; null: the type has none. */
  readonly paper: { readonly holder: string; readonly number: string } | null
  readonly byLaw: readonly LegalBasis[]
  /** The acts of life this type knows. */
  readonly acts: readonly LicenceAct[]
}

/** 21 characters. `regionCode` is the region's own uniform social credit code, for a type without a national code. */
export function typeCodeOf(type: Pick<LicenceType, 'code'>, regionCode: string): string {
  return (type.code.owner ?? regionCode) + type.code.number
}

/** `vct` of its credentials. */
export const vctOf = ({ slug, version }: Pick<LicenceType, 'slug' | 'version'>): string =>
  `urn:tongban:licence:${slug}:${version}`
