import { civilDate } from '@tongban/calendar'
import type { Claim, Item } from '@tongban/catalogue'
import type { FieldError, Json } from '@tongban/kernel'

/**
 * What a grant by people has to say of its result (行政许可法 38(1), and every grant of money or of a status): the values
 * without which nobody could carry it out, by the names and in the forms in which a machine's grant has them. Whether a
 * value is the right one is for those who sign; a figure the region's standard gives is one of that standard. An item that names no values leaves them to the official's own words.
 */
type Results = { readonly [name: string]: Json }

export function resultErrors(
  item: Pick<Item, 'resultLabels' | 'auditedResults' | 'resultStandards'>,
  { parameters }: Pick<Claim, 'parameters'>,
  results: Results,
): readonly FieldError[] {
  const { resultLabels = {}, auditedResults = [] } = item
  const names = Object.keys(resultLabels)
  if (names.length === 0) return []
  const labelOf = (name: string) => resultLabels[name] ?? { zh: name, en: name }
  const missing = auditedResults
    .filter((name) => results[name] === undefined || results[name] === null)
    .map((name): FieldError => {
      const [label, form] = [labelOf(name), formOf(name)]
      return {
        pointer: pointerTo(name),
        zh: `准予决定必须写明“${label.zh}”，请填写${form.zh}。`,
        en: `A grant has to state "${label.en}": ${form.en}.`,
      }
    })
  const wrong = Object.entries(results).flatMap(([name, value]): FieldError[] => {
    if (!Object.hasOwn(resultLabels, name)) {
      const known = names.map((each) => ({ name: each, ...labelOf(each) }))
      return [
        {
          pointer: pointerTo(name),
          zh: `本事项没有此项结果。可以填写：${known.map((each) => `${each.name}（${each.zh}）`).join('、')}。`,
          en: `This item has no such result. It has: ${known.map((each) => `${each.name} (${each.en})`).join(', ')}.`,
        },
      ]
    }
    const [label, form] = [labelOf(name), formOf(name)]
    const standard = (item.resultStandards?.[name] ?? []).map((parameter) => parameters[parameter] ?? null)
    if (form.isGood(value) && standard.length > 0 && !standard.some((figure) => figure === value))
      return [offStandard(name, label, standard)]
    return value === null || form.isGood(value)
      ? []
      : [
          {
            pointer: pointerTo(name),
            zh: `“${label.zh}”应为${form.zh}。`,
            en: `"${label.en}" must be ${form.en}.`,
          },
        ]
  })
  return [...missing, ...wrong]
}

/** A person decides whether it is granted; how much is the region's published standard and nobody's discretion. */
const offStandard = (
  name: string,
  label: { readonly zh: string; readonly en: string },
  standard: readonly unknown[],
): FieldError => ({
  pointer: pointerTo(name),
  zh: `“${label.zh}”只能按本地公布的标准，应为：${standard.join('、')}。标准有误的，请先修改并公布。`,
  en: `"${label.en}" follows the published standard of the region and is one of: ${standard.join(', ')}. If that is wrong, change and publish it first.`,
})

type Form = { readonly zh: string; readonly en: string; readonly isGood: (value: Json) => boolean }

const DATE: Form = {
  zh: '日期，格式为 YYYY-MM-DD，例如 "2026-12-01"',
  en: 'a date written YYYY-MM-DD, such as "2026-12-01"',
  isGood: (value) => typeof value === 'string' && civilDate(value) !== undefined,
}
const AMOUNT: Form = {
  zh: '大于零的数字，不加引号和单位，例如 200',
  en: 'a number above zero, without quotes or unit, such as 200',
  isGood: (value) => typeof value === 'number' && Number.isFinite(value) && value > 0,
}
const TEXT: Form = {
  zh: '文字',
  en: 'a text',
  isGood: (value) => typeof value === 'string' && value.trim() !== '',
}

/** Names of results tell their form, as everywhere: …On is a civil date, a unit at the end a figure. */
const formOf = (name: string): Form =>
  name.endsWith('On') ? DATE : /(Yuan|Days|Workdays|Months|Years)$/.test(name) ? AMOUNT : TEXT

const pointerTo = (name: string) => `/results/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
