import type { Said } from '@tongban/http'
import { Table } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import { GUIDE } from './guide-words.ts'
import type { Item } from './item.ts'

/** How long each step may take, and what that rests on: the law, or the region's own promise. */
export const Limits = ({ v, item }: { readonly v: Visit; readonly item: Item }) => (
  <>
    <h2 class="govuk-heading-m">{v.t(GUIDE.limits)}</h2>
    {item.automatic === 'auto' && <p class="govuk-body">{v.t(GUIDE.limitsInstant)}</p>}
    {item.limits.length === 0 ? (
      <p class="govuk-body">{v.t(item.anticipateExplain)}</p>
    ) : (
      <Table
        caption={v.t(GUIDE.limits)}
        quietCaption
        columns={[
          { name: v.t({ zh: '环节', en: 'Step' }) },
          { name: v.t({ zh: '时限', en: 'At most' }) },
          { name: v.t({ zh: '依据', en: 'Basis' }) },
        ]}
        rows={item.limits.map(({ step, amount, unit, basis }) => [
          v.t(STEPS[step] ?? { zh: step, en: step }),
          lengthText(v, amount, unit),
          v.t(basis),
        ])}
      />
    )}
  </>
)

const STEPS: Readonly<Record<string, Said>> = {
  notice: { zh: '一次性告知', en: 'Notice of all that is missing' },
  decision: { zh: '作出决定', en: 'Decision' },
  extension: { zh: '决定延长', en: 'Extension of the decision' },
  jointDecision: { zh: '联合办理的决定', en: 'Joint decision' },
  jointExtension: { zh: '联合办理的延长', en: 'Extension of a joint decision' },
  delivery: { zh: '送达', en: 'Delivery' },
  answerToApplication: { zh: '答复申请', en: 'Answer to the application' },
}

function lengthText(v: Visit, amount: number, unit: string): string {
  const words = UNITS[unit]
  if (unit === 'instant') return v.t({ zh: '当场', en: 'at once' })
  if (words === undefined) return `${amount} ${unit}`
  return v.t({ zh: `${amount} ${words.zh}`, en: `${amount} ${words.en}${amount === 1 ? '' : 's'}` })
}
const UNITS: Readonly<Record<string, Said>> = {
  workday: { zh: '个工作日', en: 'working day' },
  calendarDay: { zh: '日', en: 'day' },
  month: { zh: '个月', en: 'month' },
  hour: { zh: '小时', en: 'hour' },
}
