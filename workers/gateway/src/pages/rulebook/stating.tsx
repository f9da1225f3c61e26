import type { Json } from '@tongban/kernel'
import type { FieldError } from '../answer.ts'
import { Select, TextInput } from '../parts/form.tsx'
import type { Form, Visit } from '../visit.ts'
import type { Fact } from './schemas.ts'

/** The facts of a trial as fields of a form, and what was sent as facts. What is left out is unknown. */
export const fieldOf = (name: string) => `fact.${name}`

const NONE = /^(无|没有|none|null)$/i

/** What each field holds: what was sent, else the plain case of somebody who applies for themselves. */
export function heldIn(form: Form | null, fact: Fact): string {
  if (form !== null) return form.text(fieldOf(fact.name))
  if (fact.usual === null || 'sameAs' in fact.usual) return ''
  const { value } = fact.usual
  if (isChosen(fact)) return JSON.stringify(value)
  return value === null ? '无' : String(value)
}

const isChosen = ({ values, type }: Fact) => values.length > 0 || type === 'boolean'

/**
 * What is left empty or unknown is not stated, unless it follows from another answer; what cannot be read is passed on for
 * the API to refuse in words.
 */
export function factsIn(form: Form, facts: readonly Fact[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    facts.flatMap((fact) => {
      const text = form.text(fieldOf(fact.name)) || followsFrom(form, fact)
      return text === '' ? [] : [[fact.name, statedIn(fact, text)]]
    }),
  )
}

const followsFrom = (form: Form, { usual }: Fact): string =>
  usual !== null && 'sameAs' in usual ? form.text(fieldOf(usual.sameAs)) : ''

function statedIn(fact: Fact, text: string): Json {
  if (fact.nullable && NONE.test(text)) return null
  if (isChosen(fact)) return choicesOf(fact).find((value) => JSON.stringify(value) === text) ?? text
  return fact.type === 'number' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

const choicesOf = ({ values, type }: Fact): readonly Json[] =>
  values.length === 0 && type === 'boolean' ? [true, false] : values.map(({ value }) => value)

type Props = {
  readonly v: Visit
  readonly fact: Fact
  readonly form: Form | null
  readonly errors: readonly FieldError[]
}

export function FactField({ v, fact, form, errors }: Props) {
  const name = fieldOf(fact.name)
  const value = heldIn(form, fact)
  if (!isChosen(fact))
    return (
      <TextInput
        v={v}
        name={name}
        label={fact.label}
        hint={hintOf(v, fact)}
        value={value}
        errors={errors}
        autocomplete="off"
        width={20}
        {...(fact.type === 'number' ? { inputmode: 'decimal' as const } : {})}
      />
    )
  const yes = v.t({ zh: '是', en: 'yes' })
  const no = v.t({ zh: '否', en: 'no' })
  return (
    <Select
      v={v}
      name={name}
      label={fact.label}
      hint={fact.source}
      value={value}
      errors={errors}
      choices={[
        { value: '', text: v.t({ zh: '不知道', en: 'Not known' }) },
        ...(fact.values.length === 0
          ? [
              { value: 'true', text: yes },
              { value: 'false', text: no },
            ]
          : fact.values.map((each) => ({ value: JSON.stringify(each.value), text: each.label }))),
        ...(fact.nullable ? [{ value: 'null', text: v.t({ zh: '没有', en: 'None' }) }] : []),
      ]}
    />
  )
}

function hintOf(v: Visit, { type, source, nullable, usual }: Fact): string {
  const form = {
    date: v.t({ zh: '如 1954-05-06', en: 'such as 1954-05-06' }),
    number: v.t({ zh: '数字', en: 'a number' }),
    string: '',
    boolean: '',
    list: '',
  }[type]
  const none = nullable ? v.t({ zh: '没有的填“无”', en: 'write “none” where there is none' }) : ''
  const same =
    usual !== null && 'sameAs' in usual
      ? v.t({ zh: '不填则与所填的出生日期相同', en: 'left empty: as the birth date stated' })
      : ''
  return [source, form, none, same].filter((part) => part !== '').join(v.t({ zh: '；', en: '; ' }))
}
