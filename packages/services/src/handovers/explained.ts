import { EVENT_NAMES, OUTCOMES_ELSEWHERE } from '@tongban/cases'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Text } from '@tongban/verifier'
import type { LoadedCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import type { Content } from './at-receiving/content.ts'
import { handoverAway } from './at-receiving/deadline-told.ts'
import { handoverViews } from './view.ts'

/**
 * Why it was decided so, where another region decided: this region shows the reasons as that region has given them, says
 * whose decision it is, and explains nothing of its own (个人信息保护法 24; 国办发〔2020〕35号).
 */
export type ElsewhereExplained = {
  readonly caseNumber: string
  readonly decidedBy: Text & { readonly region: string }
  readonly outcome: Text & { readonly code: string }
  readonly decidedOn: string
  readonly automatic: boolean
  /** The version of the rules it names, `id@version`; null where a person decided. */
  readonly rules: string | null
  readonly reasons: Content['reasons']
  readonly next: readonly Text[]
}

export async function explainedElsewhere(
  ctx: Context,
  loaded: LoadedCase,
  partners: Parameters<typeof handoverViews>[2],
): Promise<Result<ElsewhereExplained, Failure>> {
  const { fold, events, row } = loaded
  const outcome = fold.handover?.outcome ?? null
  const decidedOn = fold.handover?.decidedOn ?? null
  const handover = handoverAway(loaded)
  if (outcome === null || decidedOn === null || handover === undefined)
    return fail({ code: 'notFound', what: 'decision' })
  const decided = events.findLast(({ type }) => type === 'decidedElsewhere')
  const views = await handoverViews(ctx, loaded, partners)
  const view = views.find(({ partner }) => partner.region === handover.partner)
  const partner = view?.partner ?? { region: handover.partner, zh: handover.partner, en: handover.partner }
  const told = view?.told.filter(({ type }) => type === 'case.decided').at(-1)
  const { zh, en } = EVENT_NAMES[OUTCOMES_ELSEWHERE[outcome]]
  const rules = decided?.data.rules
  return ok({
    caseNumber: row.caseNumber,
    decidedBy: partner,
    outcome: { code: outcome, zh, en },
    decidedOn,
    automatic: decided?.data.automatic === true,
    rules: typeof rules === 'string' ? rules : null,
    reasons: told?.reasons ?? [],
    next: [
      {
        zh: `本决定由${partner.zh}作出。对决定不服的，按其决定书写明的机关和期限申请行政复议或者提起行政诉讼；要求说明、更正的，由${partner.zh}答复。`,
        en: `${partner.en} made this decision. The remedies, with their organs and terms, are those its decision names; it also answers questions about it and corrects it.`,
      },
    ],
  })
}
