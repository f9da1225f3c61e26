/**
 * One door for the eight kinds of document number. Three carry a check digit and are `checked`; of the others only
 * length and characters are judged, and the answer says `unverified`: whether such a number exists is for its issuer.
 */
import { type CivilDate, fail, type IdKind, ok, type Result } from '@tongban/kernel'
import { parseCreditCode } from './credit-code.ts'
import type { IdFault } from './id-fault.ts'
import { parseResidentId } from './resident-id.ts'

export type IdentityNumber = {
  readonly kind: IdKind
  /** In its one written form: ASCII, letters in upper case. */
  readonly number: string
  /** The birth date the number itself carries, or null. */
  readonly birthOn: CivilDate | null
  readonly assurance: 'checked' | 'unverified'
}

type PlainKind = Exclude<IdKind, 'residentId' | 'residencePermit' | 'unifiedSocialCreditCode'>

/** Characters and lengths of the kinds without a check digit. */
const PLAIN = {
  /** 港澳居民来往内地通行证: H or M, a letter for holders of other nationality, digits: 9, older ones 11. */
  hkMacauPermit: { characters: /^[0-9A-Za-z]*$/, shape: /^[HM][0-9A-Z]\d{7}(?:\d{2})?$/ },
  /** 台湾居民来往大陆通行证: 8 digits, older ones 10. */
  taiwanPermit: { characters: /^\d*$/, shape: /^\d{8}(?:\d{2})?$/ },
  /** 外国人永久居留身份证: 18 digits (2023 edition), before that 3 letters and 12 digits. */
  foreignPermanentResidence: { characters: /^[0-9A-Za-z]*$/, shape: /^(?:[A-Z]{3}\d{12}|9\d{16}[0-9X])$/ },
  passport: { characters: /^[0-9A-Za-z]*$/, shape: /^[0-9A-Z]{5,17}$/ },
  /** 军官证 and the like: also Chinese characters of the basic plane, as in 军字第…号. */
  other: { characters: /^[0-9A-Za-z\u4e00-\u9fff\-/()]*$/, shape: /^.{2,40}$/ },
} as const satisfies Record<PlainKind, { characters: RegExp; shape: RegExp }>

/** The number in its written form with what is known of it, or the first fault. */
export function parseIdentity(kind: IdKind, text: string, on: CivilDate): Result<IdentityNumber, IdFault> {
  switch (kind) {
    case 'residentId':
    case 'residencePermit': {
      const parsed = parseResidentId(kind, text, on)
      return parsed.ok ? ok({ kind, ...parsed.value, assurance: 'checked' }) : parsed
    }
    case 'unifiedSocialCreditCode': {
      const parsed = parseCreditCode(text)
      return parsed.ok ? ok({ kind, number: parsed.value, birthOn: null, assurance: 'checked' }) : parsed
    }
    default: {
      const { characters, shape } = PLAIN[kind]
      if (!characters.test(text)) return fail({ kind, reason: 'characters' })
      const number = text.toUpperCase()
      if (!shape.test(number)) return fail({ kind, reason: 'length' })
      return ok({ kind, number, birthOn: null, assurance: 'unverified' })
    }
  }
}
