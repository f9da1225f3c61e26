/** Form of 应届毕业生接收落户: where to, and with whom. */
import * as z from 'zod'
import { count, division, documentNumber, residentIdNumber } from '../../form-fields.ts'

export const form = z.strictObject({
  settlement: z.strictObject({
    kind: z.enum(['ownHome', 'relativesHome', 'employerCollective', 'talentCollective']),
    region: division(),
    /** 不动产权证号 of the own or the relatives' home. */
    titleNumber: documentNumber().optional(),
    /** 户主 of a relative's home: whose title is looked up, and who has to consent. */
    hostIdNumber: residentIdNumber().optional(),
  }),
  dependants: count(20),
})
