import type { Json } from '@tongban/kernel'
import { type OutboxRow, settleEvaluationReport } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../../context.ts'
import { carryReport } from '../../reports/carry.ts'
import { NATIONAL_FORM_NAMES, type NationalPlatform } from './national.ts'

/** Carries one report from the outbox to the national platform of evaluations. */
const schema = z.strictObject({
  id: z.string(),
  region: z.string(),
  form: z.enum(NATIONAL_FORM_NAMES),
  caseNumber: z.string(),
  serviceNumber: z.int(),
  seq: z.int(),
  record: z.record(z.string(), z.json()),
})

export const carryNationalReport = (
  ctx: Pick<Context, 'clock' | 'database'>,
  platform: NationalPlatform,
  row: OutboxRow,
  payload: Json,
) => carryReport(ctx, { platform, schema, settle: settleEvaluationReport }, row, payload)
