import { IDENTITY_REASONS, type IdentityReason } from '@tongban/services'
import * as z from 'zod'

const isReason = (code: string): code is IdentityReason => Object.hasOwn(IDENTITY_REASONS, code)

/** Why an official looks at what is masked. */
export const identityReason = z.enum(Object.keys(IDENTITY_REASONS).filter(isReason))
