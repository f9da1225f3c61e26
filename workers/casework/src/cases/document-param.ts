import { said } from '@tongban/kernel/parse'
import * as z from 'zod'
import { caseNumberParam } from '../words.ts'

/** A document 文书 of a case, by its number. */
export const documentParams = caseNumberParam.extend({
  documentNumber: z
    .string()
    .regex(/^[\p{Script=Han}A-Za-z0-9]{1,24}〔\d{4}〕\d{21}[0-9A-Z]-\d{1,6}号$/u, {
      error: said('应为文书文号。', 'Must be the number of a document.'),
    })
    .meta({ example: '受〔2026〕5101162026112300000015-2号' }),
})
