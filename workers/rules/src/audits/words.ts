import { said as message } from '@tongban/kernel/parse'
import * as z from 'zod'

/** Who may look at drawn decisions; the service checks the department. */
export const AUDITORS = [{ role: 'auditor' }, { role: 'handler' }, { role: 'chief' }] as const

export const auditParam = z.strictObject({
  id: z.uuid({ error: message('应为抽查件编号（UUID）。', 'Must be the id of a drawn decision (UUID).') }),
})

export const resultText = z.string().trim().max(200)
