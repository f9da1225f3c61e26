/**
 * Metadata of GB/T 36903-2018 电子证照元数据规范 as far as known: its text was not to be had, so the names are those seen in
 * shared-service interfaces that follow it, each with where its value stands here. What is not known is not made up.
 */
import type { IdKind } from '@tongban/kernel'

/** A national name, and the member of the credential or the licence it is filled from. */
export const METADATA = {
  certificate_name: 'typeName.zh',
  type_code: 'typeCode',
  /** 证照编号. Nothing else counts our licences, so it is the serial within the identifier. */
  number: 'identifier: serial',
  /** 电子证照标识. */
  source_id: 'identifier',
  version: 'identifier: version',
  holder: 'holderName',
  holder_code: 'holderIdNumber',
  holder_code_type: 'holderIdKind',
  issue_dept: 'issuingAuthority',
  issue_dept_code: 'issuingAuthorityCode',
  issue_date: 'iat',
  valid_from: 'nbf',
  valid_to: 'exp',
  area_code: 'region',
  state: 'state',
} as const

/** 持证主体代码类型 (annex A): two values were seen named in an interface that cites the standard, the others not. */
export const HOLDER_CODE_TYPES = {
  residentId: '111',
  unifiedSocialCreditCode: '001',
  residencePermit: null,
  hkMacauPermit: null,
  taiwanPermit: null,
  foreignPermanentResidence: null,
  passport: null,
  other: null,
} as const satisfies Record<IdKind, string | null>
