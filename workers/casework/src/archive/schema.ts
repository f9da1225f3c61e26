import * as z from 'zod'
import { civilDate, said } from '../words.ts'

export const retentionSchema = z
  .object({
    caseNumber: z.string(),
    closedOn: civilDate.nullable(),
    retainUntilOn: civilDate.nullable().meta({ description: '保管的最后一日 the last day it is kept' }),
    years: z.int().nullable(),
    basis: said.extend({ kind: z.string() }).nullable(),
    archivedOn: civilDate.nullable(),
    heldOn: civilDate.nullable().meta({ description: '自该日起暂缓销毁 held back from erasure since' }),
    erasedOn: civilDate.nullable(),
    note: said.nullable().meta({ description: '尚无保管期限的原因 why there is no period yet' }),
    certificate: z.string().nullable().meta({ description: 'JWS (RFC 7515), ES256, typ tongban-erasure' }),
    licences: z
      .array(
        z.object({
          identifier: z.string(),
          endedOn: civilDate.nullable(),
          retainUntilOn: civilDate
            .nullable()
            .meta({ description: '自终止之日起算，且不早于办件 from its end, and never before the case' }),
          erasedOn: civilDate.nullable(),
          certificate: z.string().nullable(),
        }),
      )
      .meta({ description: '本办件签发的证照 licences this case issued' }),
  })
  .meta({ id: 'Retention' })
