/**
 * Whether a draft is a licence of its type: exactly the type's claims, each in its form, an identifier of the type, and
 * dates that agree with its validity. What is signed for the State says nothing its type does not say.
 */
import { civilDate } from '@tongban/calendar'
import { fail, type Json, ok, type Result } from '@tongban/kernel'
import { parseIdentifier } from '@tongban/verifier'
import type { LicenceDraft } from './contract.ts'
import type { ClaimDefinition, ClaimForm, LicenceType } from './licence-type.ts'
import { SHARD_ENTRIES } from './status-list.ts'
import { typeOf } from './types/index.ts'
import { validityOf } from './validity.ts'

export type DraftFault =
  | { readonly code: 'unknownType'; readonly type: string; readonly typeVersion: number }
  | {
      readonly code: 'draftRefused'
      readonly part: 'claims' | 'identifier' | 'validity' | 'status' | 'issuer'
      /** Names of the claims that are missing, too many or not in their form. Never their values. */
      readonly names: readonly string[]
    }

/** A draft that is sound, with what was read out of it. */
export type SoundDraft = {
  readonly draft: LicenceDraft
  readonly type: LicenceType
  readonly typeCode: string
  /** The claims that have a value. */
  readonly claims: readonly { readonly definition: ClaimDefinition; readonly value: string | number }[]
}

export function checkDraft(draft: LicenceDraft): Result<SoundDraft, DraftFault> {
  const type = typeOf(draft.type, draft.typeVersion)
  if (type === undefined)
    return fail({ code: 'unknownType', type: draft.type, typeVersion: draft.typeVersion })
  const refuse = (
    part: Extract<DraftFault, { code: 'draftRefused' }>['part'],
    names: readonly string[] = [],
  ) => fail({ code: 'draftRefused', part, names })
  const names = wrongClaims(type, draft.claims)
  if (names.length > 0) return refuse('claims', names)
  const identifier = parseIdentifier(draft.identifier)
  if (identifier === undefined || !isCodeOf(type, identifier.typeCode)) return refuse('identifier')
  if (identifier.issuer !== draft.issuingAuthorityCode || draft.issuingAuthority.trim() === '')
    return refuse('issuer')
  const validity = validityOf(type, draft.validFrom, draft.validUntil)
  if (!validity.ok || validity.value !== draft.validUntil) return refuse('validity')
  const { list, index } = draft.status
  if (!isCount(list) || !isCount(index) || index >= SHARD_ENTRIES) return refuse('status')
  const claims = type.claims.flatMap((definition) => {
    const value = draft.claims[definition.name]
    return typeof value === 'string' || typeof value === 'number' ? [{ definition, value }] : []
  })
  return ok({ draft, type, typeCode: identifier.typeCode, claims })
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0

/** A national code whole; of a local one only the number is the type's, the rest is the region's. */
const isCodeOf = ({ code }: LicenceType, typeCode: string) =>
  typeCode.endsWith(code.number) && (code.owner === null || typeCode.startsWith(code.owner))

/** Names of the claims that are missing, too many or not in their form. */
export function wrongClaims(type: LicenceType, claims: LicenceDraft['claims']): readonly string[] {
  const wrong = type.claims.filter((claim) => !isOfForm(claim, claims[claim.name])).map(({ name }) => name)
  const known = new Set(type.claims.map(({ name }) => name))
  return [...wrong, ...Object.keys(claims).filter((name) => !known.has(name))]
}

/** What steers a screen or turns the direction of reading, and is signed for nobody. */
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u

/** The longest there is: fifty terms of a business scope. */
const MOST_CHARACTERS = 8000
const FORMS: Readonly<Record<ClaimForm, (value: Json) => boolean>> = {
  text: (value) =>
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= MOST_CHARACTERS &&
    value.isWellFormed() &&
    !UNSEEN.test(value),
  date: (value) => typeof value === 'string' && civilDate(value) !== undefined,
  amount: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
}

/** One that may be missing is null, never left out: whoever drafts a licence has looked at every claim. */
function isOfForm({ form, optional }: ClaimDefinition, value: Json | undefined): boolean {
  if (value === undefined) return false
  return value === null ? optional === true : FORMS[form](value)
}
