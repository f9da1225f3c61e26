import type { Happening } from '@tongban/cases'
import { canonicalJson, type Json } from '@tongban/kernel'
import type { Statement } from '@tongban/store'
import { prepareEvents, writeEvents } from '../cases/append-events.ts'
import { sealTexts, textsStatement } from '../cases/event-texts.ts'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { supplementSchema } from '../handovers/submission.ts'
import type { Forgotten, OwnMessage } from './restore-forgotten.ts'

/**
 * What was done here and told to the partner before an older database was restored: a supplement that was passed on, a
 * withdrawal, that it was urged. Once its messages are back, and what the partner had told by then is applied, each becomes
 * an event again where the case is not past it, so that nobody is asked for the same twice. Nothing is told again.
 */
export async function catchUp(ctx: Context, { partner, caseNumber, own }: Forgotten): Promise<void> {
  const acting: Context = { ...ctx, actor: { kind: 'partner', subject: partner } }
  for (const each of own) {
    const done = await eventOf(ctx, each)
    if (done === null) continue
    const loaded = await loadCase(acting, caseNumber)
    if (!loaded.ok || isThere(loaded.value, each)) continue
    // Without its hand-overs: the partner knows of it.
    const alone = { ...loaded.value, handovers: [] }
    const prepared = await prepareEvents(acting, alone, [done.happening])
    if (!prepared.ok || prepared.value === null) continue
    await writeEvents(acting, alone, prepared.value, await done.words(prepared.value.seq))
  }
}

const isThere = ({ events }: LoadedCase, { digest }: OwnMessage): boolean =>
  events.some(({ data }) => data.message === digest)

const NO_WORDS = async (): Promise<readonly Statement[]> => []

async function eventOf(ctx: Context, own: OwnMessage) {
  const { message } = own
  switch (message.type) {
    case 'case.withdrawn':
      return { happening: happeningOf(ctx, own, 'withdrawalForwarded'), words: NO_WORDS }
    case 'case.urged':
      return { happening: happeningOf(ctx, own, 'urged'), words: NO_WORDS }
    case 'case.supplement-provided': {
      const read = supplementSchema.safeParse(own.personal)
      if (!read.success) return null
      const { materials, form, note } = read.data
      const texts = {
        materials,
        ...(form === undefined ? {} : { form }),
        ...(note === undefined ? {} : { note }),
      }
      const sealed = await sealTexts(ctx, asTexts(texts))
      const data = { materials: materials.map(({ code }) => code), textsDigest: sealed.digest }
      return {
        happening: happeningOf(ctx, own, 'supplementForwarded', data),
        words: async (seq: number) => [await textsStatement(ctx, message.subject, seq, sealed)],
      }
    }
    default:
      return null
  }
}

const happeningOf = (
  { clock }: Pick<Context, 'clock'>,
  { message, digest }: OwnMessage,
  type: Happening['type'],
  data: Happening['data'] = {},
): Happening => ({
  type,
  at: clock.now(),
  actorKind: 'applicant',
  actorSubject: 'applicant',
  data: { ...data, happenedAt: Date.parse(message.time), message: digest },
})

/** Without what is left out. Guarantee: it was opened from JSON. */
const asTexts = (value: object) =>
  JSON.parse(canonicalJson(value as Json)) as { readonly [name: string]: Json }
