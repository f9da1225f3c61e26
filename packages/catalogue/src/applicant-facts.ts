/**
 * The facts about applicant, submitter and representation that every item decided by rules uses (rows G1–G5),
 * and how the application's own record is read from its body. Sources besides `application`:
 * `identity` (what the sign-in vouches for the submitter), `guardianship`, `authority`, `signature`.
 */
import type { FactDefinition } from '@tongban/decisions/runtime'
import { ID_KINDS, type Json, REAL_NAME_LEVELS } from '@tongban/kernel'
import * as z from 'zod'
import { fromApplication, fromRegister, HOURS } from './fact-sources.ts'
import { civilDate, text } from './form-fields.ts'
import type { Circumstance, SourceKey } from './item.ts'

export const REPRESENTATION_KINDS = [
  'self',
  'guardian',
  'agent',
  'legalRepresentative',
  'handler',
  'staffAssisted',
] as const

/** 委托 and 监护: how somebody acts for the applicant (民法典 165, 行政许可法 29(2)). */
export const representationSchema = z.strictObject({
  kind: z.enum(REPRESENTATION_KINDS),
  name: text(60).optional(),
  matters: z.array(text(120)).max(10).optional(),
  powers: text(400).optional(),
  from: civilDate().optional(),
  until: civilDate().optional(),
  /** Number of the signed authority in the file store or the signature service. */
  authorityNumber: text(80).optional(),
})
/** Kinds that need no written authority: each is checked by a row of its own. Every other kind needs one. */
const WITHOUT_AUTHORITY: ReadonlySet<string> = new Set([
  'self',
  'guardian',
  'staffAssisted',
  'legalRepresentative',
])
export const AUTHORITY_KINDS = REPRESENTATION_KINDS.filter((kind) => !WITHOUT_AUTHORITY.has(kind))

export type Representation = z.infer<typeof representationSchema>

export const APPLICANT_FACTS: readonly FactDefinition[] = [
  fromApplication('applicant.idKind', 'string', '证件类型', 'Kind of identity document', {
    values: ID_KINDS,
  }),
  fromApplication('applicant.idNumber', 'string', '证件号码', 'Identity number', { sensitive: true }),
  fromApplication(
    'applicant.idBirthDate',
    'date',
    '证件号码中的出生日期',
    'Birth date in the identity number',
    {
      nullable: true,
    },
  ),
  fromRegister(
    'identity',
    'submitter.idNumber',
    'string',
    '提交人证件号码',
    'Identity number of the submitter',
    {
      staleAfterHours: null,
      sensitive: true,
    },
  ),
  fromRegister(
    'identity',
    'submitter.realName',
    'string',
    '提交人实名等级',
    'Real-name level of the submitter',
    {
      path: 'realNameLevel',
      values: REAL_NAME_LEVELS,
      staleAfterHours: null,
      own: true,
    },
  ),
  fromApplication('representation.kind', 'string', '代理关系', 'Representation', {
    values: REPRESENTATION_KINDS,
  }),
  fromApplication(
    'representation.authorityComplete',
    'boolean',
    '委托书载明姓名、事项、权限、期限并签名',
    'Written authority names agent, matter, powers and term, and is signed',
    { own: true },
  ),
  fromApplication('representation.until', 'date', '委托期限届满日', 'Last day of the authority', {
    nullable: true,
    own: true,
  }),
  fromRegister(
    'authority',
    'authority.verified',
    'boolean',
    '委托书经电子核验',
    'Authority verified electronically',
    {
      path: 'verified',
      absent: false,
      staleAfterHours: null,
    },
  ),
  fromRegister('guardianship', 'guardian.recorded', 'boolean', '登记有监护人', 'A guardian is recorded', {
    absent: false,
    staleAfterHours: HOURS.day,
  }),
  fromRegister(
    'guardianship',
    'guardian.idNumber',
    'string',
    '监护人证件号码',
    'Identity number of the guardian',
    {
      nullable: true,
      absent: null,
      staleAfterHours: HOURS.day,
      sensitive: true,
    },
  ),
]

/** Somebody acts by written authority. */
export const BY_AUTHORITY: Circumstance = { path: 'representation.kind', in: AUTHORITY_KINDS }
/** Only persons have guardians; whoever applies for himself is asked for too, as capacity is (民法典 17–24). */
const OF_A_PERSON: Circumstance = {
  path: 'applicant.idKind',
  in: ID_KINDS.filter((kind) => kind !== 'unifiedSocialCreditCode'),
}

/** Sources about applicant and submitter. */
export const APPLICANT_SOURCES: readonly SourceKey[] = [
  { source: 'identity', keyPaths: ['submitter.idNumber'] },
  { source: 'guardianship', keyPaths: ['applicant.idNumber'], when: [OF_A_PERSON] },
  {
    // One authority: from this person, to this submitter, for this item, under its own number. A person’s authority for
    // one agent says nothing of another.
    source: 'authority',
    keyPaths: ['itemCode', 'applicant.idNumber', 'submitter.idNumber', 'representation.authorityNumber'],
    when: [BY_AUTHORITY],
  },
]

/**
 * The same with the service that verifies electronic signatures and seals, asked always or when one of these holds. What
 * is signed is this item and this matter, by what tells it from another of the same person: a signature that was good
 * for one shop or one permit says nothing of the next.
 */
export const applicantSources = (
  matterPath: string,
  signatureWhen?: readonly Circumstance[],
): readonly SourceKey[] => [
  ...APPLICANT_SOURCES,
  {
    source: 'signature',
    keyPaths: ['itemCode', 'applicant.idNumber', matterPath],
    ...(signatureWhen === undefined ? {} : { when: signatureWhen }),
  },
]

/** Document kinds whose 18-digit number carries the birth date (GB 11643 and the residence permits made like it). */
const WITH_BIRTH_DATE = new Set(['residentId', 'residencePermit'])

/** The record of source `application`: the body's applicant and representation, and what follows from them alone. */
export function applicationRecord(body: {
  readonly applicant: { readonly idKind: string; readonly idNumber: string }
  readonly representation: Representation
}): { readonly [key: string]: Json } {
  const { applicant, representation } = body
  const digits = WITH_BIRTH_DATE.has(applicant.idKind)
    ? /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx]$/.exec(applicant.idNumber)
    : null
  return {
    applicant: {
      idKind: applicant.idKind,
      idNumber: applicant.idNumber,
      idBirthDate: digits ? `${digits[1]}-${digits[2]}-${digits[3]}` : null,
    },
    representation: {
      kind: representation.kind,
      authorityComplete: isComplete(representation),
      until: representation.until ?? null,
    },
  }
}

/** 民法典 165: name, matter, powers, term and signature. */
function isComplete({ name, matters, powers, from, until, authorityNumber }: Representation): boolean {
  const term = from !== undefined && until !== undefined && from <= until
  return (
    [name, powers, authorityNumber].every((part) => part !== undefined) && (matters?.length ?? 0) > 0 && term
  )
}
