/** Form of 占用挖掘道路审批: which road, how much of it, from when until when. */
import * as z from 'zod'
import { civilDate, division, measure, text } from '../../form-fields.ts'

export const form = z.strictObject({
  road: z.strictObject({ region: division(), name: text(100), stretch: text(200) }),
  purpose: text(500),
  areaSquareMetres: measure(1_000_000, '平方米', 'square metres'),
  digs: z.boolean(),
  from: civilDate(),
  until: civilDate(),
})
