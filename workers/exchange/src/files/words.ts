import { said } from '@tongban/kernel/parse'
import { handedOverParams } from '@tongban/services'
import * as z from 'zod'

export const FILES_TAG = { zh: '随办件传送的文件', en: 'Files beside messages' } as const

const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: said('应为文件的 SHA-256。', 'Must be the SHA-256 of the file.') })
export const digestParams = z.strictObject({ digest })
export const partParams = z.strictObject({
  digest,
  index: z
    .string()
    .regex(/^(0|[1-9]\d{0,2}|1000)$/, {
      error: said('应为 0 至 1000 的段号。', 'Must be the number of a part, 0 to 1000.'),
    })
    .transform(Number),
})
/** Of which case, and as which of its materials. */
export const ofCaseQuery = z.strictObject({
  case: handedOverParams.shape.caseNumber,
  material: z
    .string()
    .regex(/^[\w.:/@+-]{1,128}$/)
    .optional()
    .meta({ description: 'as the message names it; left out where it names none' }),
})

export const arrivingSchema = z
  .object({
    digest: z.string(),
    size: z.int(),
    partBytes: z.int().meta({ description: 'length of each part but the last, before it is sealed' }),
    state: z
      .enum(['underway', 'here', 'refused'])
      .meta({ description: 'refused: it is not what the message told, and nothing of it is taken' }),
    missing: z.array(z.int()).meta({ description: 'numbers of the parts still to come, from 0' }),
  })
  .meta({ id: 'CxFile' })
