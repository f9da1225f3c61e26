import type { Json } from '@tongban/kernel'
import { type OutboxRow, settleSuperiorReport } from '@tongban/store'
import { SUPERIOR_FORM_NAMES } from '@tongban/supervision'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { carryReport } from '../reports/carry.ts'
import type { SuperiorPlatform } from './superior.ts'

/** Carries one report from the outbox to the superior platform. */
const schema = z.strictObject({
  id: z.string(),
  region: z.string(),
  form: z.enum(SUPERIOR_FORM_NAMES),
  caseNumber: z.string(),
  seq: z.int(),
  record: z.record(z.string(), z.json()),
})

export const carrySuperiorReport = (
  ctx: Pick<Context, 'clock' | 'database'>,
  platform: SuperiorPlatform,
  row: OutboxRow,
  payload: Json,
) => carryReport(ctx, { platform, schema, settle: settleSuperiorReport }, row, payload)
