/** Form of 户外广告设置审批: where, what, how large and how long. */
import * as z from 'zod'
import { civilDate, division, documentNumber, measure, text } from '../../form-fields.ts'

const metres = () => measure(200, '米', 'metres')

export const form = z.strictObject({
  site: z.strictObject({ region: division(), address: text(200) }),
  advertisement: z.strictObject({
    kind: z.enum(['wall', 'roof', 'ground', 'screen', 'other']),
    widthMetres: metres(),
    heightMetres: metres(),
    content: text(500),
  }),
  from: civilDate(),
  until: civilDate(),
  /** The licence held now; for a renewal 延续. */
  current: z.strictObject({ licenceNumber: documentNumber(), validUntil: civilDate() }).optional(),
})
