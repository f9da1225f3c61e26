import { civilDate, saidSchema as said } from '@tongban/kernel/words'
import * as z from 'zod'

/** A licence as the answer to its application holds it: the file its holder keeps, and what it is. */
export const issuedSchema = z
  .object({
    format: z.literal('tongban-licence/1'),
    credential: z.string().meta({ description: 'SD-JWT VC（含全部披露） with all its disclosures' }),
    signatures: z
      .array(z.object({ alg: z.string(), kid: z.string(), value: z.string() }))
      .meta({ description: '附加签名，如 SM2-SM3 signatures beside the first' }),
    renditions: z.array(z.object({ format: z.string(), digest: z.string(), href: z.string() })),
    paper: z.string().nullable().meta({ description: '纸质二维码内容 text of the paper QR code' }),
    identifier: z.string().meta({ description: '电子证照标识（GB/T 36904）' }),
    type: z.string(),
    typeName: said,
    state: z.string(),
    validFrom: civilDate,
    validUntil: civilDate.nullable(),
    renditionsNote: said.nullable().meta({ description: '没有版式文件的原因 why there is no sealed file' }),
  })
  .meta({ id: 'IssuedLicence' })

/** A licence that a grant has ended. */
export const endedSchema = z
  .object({ identifier: z.string(), type: z.string(), typeName: said, state: z.string() })
  .meta({ id: 'EndedLicence' })
