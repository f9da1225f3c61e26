import type { Text } from '@tongban/catalogue'

/** What a full identity may be read for. Codes only: an event holds no free words, and each is told to the applicant. */
export const IDENTITY_REASONS = {
  verifyIdentity: { zh: '核对身份', en: 'to check the identity' },
  contactApplicant: { zh: '联系申请人', en: 'to contact the applicant' },
  issueDocument: { zh: '制作文书、证照', en: 'to make a document or licence' },
  serveDocument: { zh: '送达文书', en: 'to serve a document' },
  archiveCase: { zh: '归档、移交档案', en: 'to archive the case' },
  checkRegister: { zh: '与登记机关核对', en: 'to check with a register' },
} as const satisfies Record<string, Text>
export type IdentityReason = keyof typeof IDENTITY_REASONS
