import { saidSchema as said } from '@tongban/kernel/words'
import { CASE_READERS } from '@tongban/services'
import * as z from 'zod'
import { type Answer, page, redirect } from '../answer.ts'
import { handInBy } from '../cases/hand-in-by.ts'
import { caseSchema } from '../cases/schemas.ts'
import { apiAt, caseAt } from '../cases/words.ts'
import { definePage } from '../definition.ts'
import { Basis } from '../parts/basis.tsx'
import { ButtonLink } from '../parts/form.tsx'
import { Heading, More, Panel } from '../parts/shown.tsx'
import { dayText } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { Reasons } from './reasons.tsx'
import { type Kept, keptFrom, resultDraft } from './result-draft.ts'
import { Disagree, Licences, Receipt, Uploads } from './result-parts.tsx'
import { OUTCOMES, RESULT } from './result-words.ts'

/**
 * What became of an application 申请结果. Whoever handed it in is told the answer of intake, kept with their session; the
 * reasons come from the record of the decision, then and whenever somebody who may read the case comes back.
 */
const reason = said.extend({ basis: z.string() })
const explanationSchema = z.union([
  z.object({
    outcome: said.extend({ code: z.string() }),
    rules: z.object({ version: z.number(), effectiveOn: z.string() }),
    held: z.array(
      reason.extend({ rule: z.string(), cure: said.nullable(), dates: z.record(z.string(), z.string()) }),
    ),
    notHeld: z.array(reason.extend({ rule: z.string() })),
    granted: said.nullable(),
    next: z.array(said),
  }),
  z.object({ decidedBy: said }),
])
type Explained = z.infer<typeof explanationSchema>

export const showResult = definePage({
  method: 'get',
  path: '/cases/{caseNumber}/result',
  rights: [...CASE_READERS],
  draft: ({ caseNumber = '' }) => resultDraft(caseNumber),
  answer: async (v) => {
    const { caseNumber = '' } = v.params
    const kept = keptFrom(v.draft, v.now)
    if (kept?.outcome === 'supplement') return missingPage(v, kept)
    if (kept?.outcome === 'transferred') return handedOverPage(v, kept)
    const explained = await v.api.get(apiAt(caseNumber, 'explanation'), explanationSchema)
    if (explained.ok) return resultPage(v, kept, explained.value)
    if (explained.failure.code !== 'notFound') return problemAnswer(v, explained.failure)
    // People decide it, or nothing was decided yet: there is the answer of intake, or the case itself.
    return kept === null ? redirect(caseAt(caseNumber)) : resultPage(v, kept, null)
  },
})

/**
 * What is missing was told in full by intake; the case tells by which day it has to be there, which moves with the calendar and
 * ends when it was handed in.
 */
async function missingPage(v: Visit, kept: Kept): Promise<Answer> {
  const { caseNumber = '' } = v.params
  const shown = await v.api.get(apiAt(caseNumber), caseSchema.pick({ limits: true, next: true }))
  if (!shown.ok) return problemAnswer(v, shown.failure)
  const { limits, next } = shown.value
  return resultPage(v, kept, null, {
    until: handInBy(limits),
    isExplained: next.some(({ action }) => action === 'explanation'),
  })
}

/** The other region decides it in its own time: from then on the case tells how it stands. */
async function handedOverPage(v: Visit, kept: Kept): Promise<Answer> {
  const { caseNumber = '' } = v.params
  const shown = await v.api.get(apiAt(caseNumber), caseSchema.pick({ state: true }))
  if (!shown.ok) return problemAnswer(v, shown.failure)
  return shown.value.state === 'transferred' ? resultPage(v, kept, null) : redirect(caseAt(caseNumber))
}

type Missing = { readonly until: string | null; readonly isExplained: boolean }
function resultPage(
  v: Visit,
  kept: Kept | null,
  explained: Explained | null,
  { until, isExplained }: Missing = { until: null, isExplained: false },
): Answer {
  const { caseNumber = '' } = v.params
  const own = explained !== null && 'rules' in explained ? explained : null
  const told = kept === null ? null : OUTCOMES[kept.outcome]
  const title = told?.now ?? own?.outcome ?? RESULT.title
  const isApproved = (kept?.outcome ?? own?.outcome.code) === 'approve'
  return page(
    RESULT.title,
    <>
      {isApproved ? (
        <Panel title={v.t(title)}>
          {kept !== null && <span class="hall-basis">{v.t(kept.item)}</span>}
          <span class="code">{caseNumber}</span>
          {kept !== null && <span class="hall-basis">{elapsedText(v, kept.elapsedMs)}</span>}
        </Panel>
      ) : (
        <Heading
          caption={
            <>
              {kept !== null && v.t(kept.item)} <span class="code">{caseNumber}</span>
            </>
          }
        >
          {v.t(title)}
        </Heading>
      )}
      {told !== null && <p class="govuk-body-l">{v.t(told.nowMeans)}</p>}
      {own?.granted != null && <p class="govuk-body">{v.t(own.granted)}</p>}
      <Standing v={v} kept={kept} />
      {until !== null && (
        <p class="govuk-body">
          {v.t({
            zh: `请在${dayText(until, 'zh')}以前（含当日）补正。`,
            en: `Hand in what is missing by ${dayText(until, 'en')}.`,
          })}
        </p>
      )}
      {kept !== null && <Licences v={v} kept={kept} />}
      {kept !== null && <Uploads v={v} kept={kept} />}
      {kept !== null && kept.outcome !== 'approve' ? (
        <Reasons v={v} reasons={kept.reasons} />
      ) : (
        own !== null && <Reasons v={v} reasons={own.held.map(asReason)} />
      )}
      {own !== null && isApproved && <Held v={v} explained={own} />}
      {own !== null && own.next.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{v.t(RESULT.next)}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {own.next.map((step) => (
              <li>{v.t(step)}</li>
            ))}
          </ul>
        </>
      )}
      {kept !== null && <Receipt v={v} kept={kept} />}
      <Disagree
        v={v}
        isAutomatic={own !== null && isApproved}
        isDecided={isApproved || kept?.outcome === 'notAccepted' || own?.outcome.code === 'notAccepted'}
      />
      <div class="govuk-button-group">
        <ButtonLink href={caseAt(caseNumber)}>{v.t(RESULT.toCase)}</ButtonLink>
        {(own !== null || isExplained) && (
          <ButtonLink href={caseAt(caseNumber, 'reasons')} kind="secondary">
            {v.t(RESULT.toReasons)}
          </ButtonLink>
        )}
      </div>
    </>,
    { styles: ['hall.css'], ...(kept?.receipt == null ? {} : { scripts: ['hall-codes.js'] }) },
  )
}

type OwnExplained = Extract<Explained, { readonly rules: unknown }>
const asReason = ({ zh, en, ...rest }: OwnExplained['held'][number]) => ({ ...rest, text: zh, english: en })

/** When not decided at once: by which day, and what that rests on. */
const Standing = ({ v, kept }: { readonly v: Visit; readonly kept: Kept | null }) => {
  if (kept === null) return null
  const { dueOn, dueBasis, handedOverTo } = kept
  return (
    <>
      {handedOverTo !== null && (
        <p class="govuk-body">
          {v.t({
            zh: `办理地：${handedOverTo.zh}（${handedOverTo.modeName.zh}）。`,
            en: `Decided in ${handedOverTo.en} (${handedOverTo.modeName.en}).`,
          })}
        </p>
      )}
      {dueOn !== null && dueBasis !== null && (
        <p class="govuk-body">
          {v.t({
            zh: `${dayText(dueOn, 'zh')}以前（含当日）办结或者告知您下一步。依据：${dueBasis.zh}。`,
            en: `Decided, or the next step told, by ${dayText(dueOn, 'en')}. Basis: ${dueBasis.en}.`,
          })}
        </p>
      )}
    </>
  )
}

/** Everything that was looked at before it was approved, each rule with its article. */
const Held = ({ v, explained }: { readonly v: Visit; readonly explained: OwnExplained }) => (
  <More
    summary={v.t({
      zh: `逐条核对过的 ${explained.notHeld.length} 条规则`,
      en: `The ${explained.notHeld.length} rules that were checked`,
    })}
  >
    <p>
      {v.t({
        zh: `第 ${explained.rules.version} 版，自${dayText(explained.rules.effectiveOn, 'zh')}起生效。以下各条都没有妨碍批准的情形：`,
        en: `Version ${explained.rules.version}, in force since ${dayText(explained.rules.effectiveOn, 'en')}. Nothing in any of these stood against it:`,
      })}
    </p>
    <ul class="govuk-list govuk-list--bullet">
      {explained.notHeld.map((each) => (
        <li>
          {v.t(each)}{' '}
          <span class="quiet">
            <Basis v={v} of={each.basis} />
          </span>
        </li>
      ))}
    </ul>
  </More>
)

/** From receipt to the commit, as a person reads it. */
const elapsedText = (v: Visit, ms: number) =>
  v.t({
    zh: `从收件到决定用时 ${(ms / 1000).toFixed(2)} 秒`,
    en: `${(ms / 1000).toFixed(2)} seconds from receipt to decision`,
  })
