/** Why a document number is not accepted, and what to tell the person. The texts never repeat the number. */
import type { FieldError, IdKind } from '@tongban/kernel'

export type IdFaultReason = 'length' | 'characters' | 'checkDigit' | 'birthDate' | 'future' | 'addressCode'
export type IdFault = { readonly kind: IdKind; readonly reason: IdFaultReason }

/** Identity document kinds 证件类型 by name. */
export const ID_KIND_NAMES = {
  residentId: { zh: '居民身份证号码', en: 'resident identity number' },
  residencePermit: { zh: '港澳台居民居住证号码', en: 'residence permit number (Hong Kong, Macau, Taiwan)' },
  hkMacauPermit: { zh: '港澳居民来往内地通行证号码', en: 'mainland travel permit number (Hong Kong, Macau)' },
  taiwanPermit: { zh: '台湾居民来往大陆通行证号码', en: 'mainland travel permit number (Taiwan)' },
  foreignPermanentResidence: { zh: '外国人永久居留身份证号码', en: 'permanent residence card number' },
  passport: { zh: '护照号码', en: 'passport number' },
  unifiedSocialCreditCode: { zh: '统一社会信用代码', en: 'unified social credit code' },
  other: { zh: '其他证件号码', en: 'number of another document' },
} as const satisfies Record<IdKind, { zh: string; en: string }>

const REASONS = {
  length: {
    zh: '位数不对。请对照证件核对是否漏填或多填。',
    en: 'has the wrong length. Check it against the document for a missing or extra character.',
  },
  characters: {
    zh: '含有不允许的字符。请使用半角数字和字母，不要加空格。',
    en: 'holds a character that is not allowed. Use plain digits and letters without spaces.',
  },
  checkDigit: {
    zh: '校验位不符，可能有一位填错。请对照证件逐位核对。',
    en: 'fails its check digit; one character is probably wrong. Compare it with the document digit by digit.',
  },
  birthDate: {
    zh: '中的出生日期不存在。请核对第 7 至 14 位。',
    en: 'holds a birth date that does not exist. Check the 7th to 14th digits.',
  },
  future: {
    zh: '中的出生日期晚于今天。请核对第 7 至 14 位。',
    en: 'holds a birth date later than today. Check the 7th to 14th digits.',
  },
  addressCode: {
    zh: '前六位地址码与所选证件类型不符。请核对号码和证件类型。',
    en: 'begins with an address code that does not fit the kind of document. Check the number and the kind.',
  },
} as const satisfies Record<IdFaultReason, { zh: string; en: string }>

/** The input error for a form field at `pointer`. */
export function idFaultText(fault: IdFault, pointer: string): FieldError {
  const name = ID_KIND_NAMES[fault.kind]
  const reason = REASONS[fault.reason]
  return { pointer, zh: `${name.zh}${reason.zh}`, en: `The ${name.en} ${reason.en}` }
}
