/** Form of 公共场所卫生许可证注销: which permit, on which ground, by whom, and where the original is. */
import * as z from 'zod'
import { documentNumber } from '../../form-fields.ts'

export const GROUNDS = ['ceased', 'expired', 'organisationEnded', 'holderDied', 'moved', 'other'] as const
export const STANDINGS = [
  'holder',
  'legalRepresentative',
  'operator',
  'agent',
  'liquidator',
  'heir',
  'other',
] as const
export const ORIGINALS = ['returned', 'lostDeclared', 'electronicOnly', 'notReturned'] as const

export const form = z.strictObject({
  permitNumber: documentNumber(),
  ground: z.enum(GROUNDS),
  applicantIs: z.enum(STANDINGS),
  original: z.enum(ORIGINALS),
})
