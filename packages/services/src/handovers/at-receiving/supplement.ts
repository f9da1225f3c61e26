import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import { attachmentOf, namedFile, toldByWhole } from '../../attachments/told.ts'
import type { LoadedCase } from '../../cases/load.ts'
import type { StepInputs } from '../../cases/step-inputs.ts'
import type { Context } from '../../context.ts'
import type { Papers } from '../papers.ts'
import type { SupplementTold } from '../submission.ts'

/** What the applicant or a window hands in here for the region that has asked for it 转送补正材料, files by their digests. */
export async function supplementOf(
  ctx: Context,
  { files, relation }: Pick<LoadedCase, 'files' | 'relation'>,
  { materials, form, note }: StepInputs['supplement'],
): Promise<NonNullable<Papers['handedOver']>> {
  const named = files.filter(({ fileId }) =>
    materials.some(({ reference }) => reference?.toLowerCase() === fileId),
  )
  // They were told of when they came in, with the digest of each part.
  const told = await toldByWhole(ctx, named)
  const content: SupplementTold = {
    materials: [...materials],
    ...(form === undefined ? {} : { form: { ...form } }),
    ...(note === undefined ? {} : { note }),
    by: relation === 'applicant' || relation === 'submitter' ? 'applicant' : 'official',
    files: told.map(namedFile),
  }
  const personal = asJson(content)
  return {
    data: {
      providedAt: ctx.clock.now(),
      contentDigest: await sha256Hex(canonicalJson(personal)),
      ...(told.length === 0 ? {} : { attachments: asJson(told.map(attachmentOf)) }),
    },
    personal,
  }
}

/** Guarantee: it was read as JSON, and holds no undefined. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Json
