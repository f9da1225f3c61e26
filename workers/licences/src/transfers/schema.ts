import { said } from '@tongban/kernel/parse'
import { epochMs, saidSchema } from '@tongban/kernel/words'
import * as z from 'zod'

/** Licences on their way between regions, as officials see them. */
export const transferParam = z.strictObject({
  id: z.uuid({ error: said('应为转移编号（UUID）。', 'Must be the id of a transfer, a UUID.') }),
})

const coded = saidSchema.extend({ code: z.string() })

export const transferSchema = z
  .object({
    id: z.string(),
    direction: z.enum(['in', 'out']).meta({ description: '转入 in、转出 out' }),
    partner: z.string(),
    identifier: z.string().meta({ description: '原证照标识 the licence that is offered' }),
    type: z.string(),
    typeName: saidSchema,
    department: z.string(),
    state: coded,
    ground: coded,
    offeredAt: epochMs,
    answeredAt: epochMs.nullable(),
    answer: coded.nullable().meta({ description: '不予转入的事由 why it was declined' }),
    successor: z
      .string()
      .nullable()
      .meta({ description: '转入后签发的证照 the licence issued in its place' }),
    offer: z
      .object({
        holder: z.object({ name: z.string(), idKind: z.string(), idNumber: z.string() }),
        claims: z.record(z.string(), z.unknown()),
        validFrom: z.string(),
        validUntil: z.string().nullable(),
        askedBy: z.enum(['holder', 'department']),
        reason: z.string(),
      })
      .nullable()
      .meta({
        description:
          '转出的证照内容，仅在未答复时给办理部门；列表中没有 what is offered: to the department that decides, until it has; not in a list',
      }),
  })
  .meta({ id: 'LicenceTransfer' })
