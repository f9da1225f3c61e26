/** Form of 个体工商户设立登记 (实施细则 6, 7, 9): a name is optional, scope terms come from the catalogue. */
import * as z from 'zod'
import { division, documentNumber, text } from '../../form-fields.ts'

export const form = z.strictObject({
  organisationForm: z.enum(['individual', 'family']),
  familyMembers: z.array(text(60)).max(20).optional(),
  name: z.strictObject({ wanted: text(60).optional() }).optional(),
  scope: z.array(text(120)).max(50),
  /** Numbers of permits the operator already holds; one in another name does not count. */
  preApprovals: z.array(documentNumber()).max(20).optional(),
  premises: z.strictObject({
    address: text(200),
    region: division().optional(),
    kind: z.enum(['owned', 'rented', 'marketStall', 'platform']),
    declared: z.boolean().optional(),
  }),
})
