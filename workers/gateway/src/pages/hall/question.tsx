import type { FieldError } from '../answer.ts'
import { Checkboxes, Radios, TextArea, TextInput } from '../parts/form.tsx'
import type { Visit } from '../visit.ts'
import type { Item, Question } from './item.ts'
import { STEP } from './step-words.ts'
import { fieldOf, leftBy } from './steps.ts'

/** One question as a field. Alone on its page, its words are the heading. */
export type Asked = {
  readonly v: Visit
  readonly item: Item
  readonly question: Question
  readonly situation: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
  readonly alone: boolean
}

export function QuestionField({ v, item, question, situation, values, errors, alone }: Asked) {
  const name = fieldOf(question.path)
  const value = values[name] ?? ''
  const text = v.t(question.label)
  const hint = hintOf(v, question)
  const common = { v, name, errors, ...(hint === undefined ? {} : { hint }) }
  const label = alone ? <span class="govuk-visually-hidden">{text}</span> : text
  switch (question.kind) {
    case 'choice': {
      const left = leftBy(question, situation)
      const choices = question.options
        .filter((option) => left.includes(option.value))
        .map((option) => ({ value: option.value, text: v.t(option) }))
      return <Radios {...common} label={text} choices={choices} value={value} asHeading={alone} />
    }
    case 'yesNo':
      return (
        <Radios
          {...common}
          label={text}
          choices={[
            { value: 'yes', text: v.t(STEP.yes) },
            { value: 'no', text: v.t(STEP.no) },
          ]}
          value={value}
          asHeading={alone}
        />
      )
    case 'commitment':
      return (
        <Checkboxes
          {...common}
          label={v.t(STEP.commitment)}
          choices={[{ value: 'yes', text }]}
          value={value}
          asHeading={alone}
        />
      )
    case 'region':
      return <RegionField v={v} item={item} common={common} text={text} value={value} alone={alone} />
    case 'texts':
    case 'longText':
      return <TextArea {...common} label={label} value={value} rows={question.kind === 'texts' ? 4 : 5} />
    case 'number':
      return <TextInput {...common} label={label} value={value} inputmode="decimal" width={10} />
    case 'date':
      return <TextInput {...common} label={label} value={value} type="date" width={20} />
    case 'text':
      return <TextInput {...common} label={label} value={value} autocomplete="off" />
  }
}

/** Whether it makes the heading of its page itself. */
export const isOwnHeading = ({ kind }: Question): boolean =>
  kind === 'choice' || kind === 'yesNo' || kind === 'commitment' || kind === 'region'

function hintOf(v: Visit, { hint, required, optional, kind }: Question): string | undefined {
  const parts = [
    hint === null ? null : v.t(hint),
    optional ? v.t(STEP.mayBeEmpty) : required || kind === 'commitment' ? null : v.t(STEP.later),
  ].filter((part) => part !== null)
  return parts.length === 0 ? undefined : parts.join(v.language === 'zh' ? '' : ' ')
}

type RegionProps = {
  readonly v: Visit
  readonly item: Item
  readonly common: { readonly name: string; readonly errors: readonly FieldError[]; readonly hint?: string }
  readonly text: string
  readonly value: string
  readonly alone: boolean
}
/** By its name where it is known here; any other by its division code. */
function RegionField({ v, item, common, text, value, alone }: RegionProps) {
  const known = item.regions.some(({ code }) => code === value)
  return (
    <>
      <Radios
        v={v}
        {...common}
        label={text}
        asHeading={alone}
        choices={[
          ...item.regions.map((region) => ({ value: region.code, text: v.t(region) })),
          { value: OTHER, text: v.t(STEP.otherRegion) },
        ]}
        value={value === '' || known ? value : OTHER}
      />
      <TextInput
        v={v}
        name={`${common.name}_code`}
        label={v.t(STEP.divisionCode)}
        hint={v.t(STEP.divisionHint)}
        value={known ? '' : value}
        inputmode="numeric"
        width={20}
      />
    </>
  )
}
export const OTHER = 'other'
