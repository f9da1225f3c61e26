import { dayText } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { IntakeAnswer } from './answer-schema.ts'
import type { Item } from './item.ts'
import { RESULT } from './result-words.ts'

/** What an approval would give: each value of the result in the words that the item has for it. */
type Shown = {
  readonly v: Visit
  readonly item: Pick<Item, 'resultLabels'>
  readonly result: IntakeAnswer['result']
}

export const Granted = ({ v, item, result }: Shown) => {
  const lines = grantedLines(v, item, result)
  return lines.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">{v.t(RESULT.granted)}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </>
  )
}

export const grantedLines = (
  { t, language }: Pick<Visit, 't' | 'language'>,
  { resultLabels }: Shown['item'],
  result: Shown['result'],
): readonly string[] =>
  Object.entries(result ?? {}).flatMap(([name, value]) => {
    const label = resultLabels[name]
    const text =
      typeof value === 'number' ? String(value) : typeof value === 'string' ? wordOf(value, language) : ''
    return label === undefined || text === '' ? [] : [`${t(label)}${t({ zh: '：', en: ': ' })}${text}`]
  })

const wordOf = (value: string, language: Visit['language']) =>
  /^\d{4}-\d\d-\d\d$/.test(value) ? dayText(value, language) : value
