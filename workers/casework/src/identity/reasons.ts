import { said as message } from '@tongban/kernel/parse'
import { IDENTITY_REASONS, type IdentityReason } from '@tongban/services'
import * as z from 'zod'

const isReason = (code: string): code is IdentityReason => Object.hasOwn(IDENTITY_REASONS, code)

const REASONS = Object.keys(IDENTITY_REASONS).filter(isReason)

/** Why an official looks at what is masked. */
export const identityReason = z.enum(REASONS, {
  error: message(
    `应为：${REASONS.map((code) => `${code}（${IDENTITY_REASONS[code].zh}）`).join('、')}。`,
    `Must be one of ${REASONS.map((code) => `${code} (${IDENTITY_REASONS[code].en})`).join(', ')}.`,
  ),
})
