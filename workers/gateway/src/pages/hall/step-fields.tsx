import type { FieldError } from '../answer.ts'
import { Checkboxes, Radios, TextInput } from '../parts/form.tsx'
import { Heading } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import { materialsFor } from './materials.tsx'
import { isOwnHeading, QuestionField } from './question.tsx'
import { STEP } from './step-words.ts'
import { type Applying, type Step, situationOf, situationsFor } from './steps.ts'
import { For, Who } from './who-fields.tsx'

/** The fields of one step, with what was typed before. */
export type StepShown = {
  readonly v: Visit
  readonly applying: Applying
  readonly step: Step
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

export function StepFields(shown: StepShown) {
  const { v, step, values, errors } = shown
  const field = (name: string) => ({ v, name, errors, value: values[name] ?? '' })
  switch (step.kind) {
    case 'who':
      return <Who {...shown} />
    case 'for':
      return <For {...shown} />
    case 'situation':
      return (
        <Radios
          {...field('situation')}
          label={v.t(STEP.situation)}
          asHeading
          choices={situationsFor(shown.applying).map(({ code, name, when }) => ({
            value: code,
            text: v.t(name),
            hint: v.t(when),
          }))}
        />
      )
    case 'questions':
      return <Questions {...shown} />
    case 'place':
      return <Place {...shown} />
    case 'papers':
      return <Papers {...shown} />
    case 'authority':
      return (
        <>
          <Heading>{v.t(STEP.authority)}</Heading>
          <TextInput
            {...field('authorityNumber')}
            label={v.t(STEP.authorityNumber)}
            hint={v.t(STEP.authorityHint)}
          />
          <TextInput {...field('powers')} label={v.t(STEP.powers)} hint={v.t(STEP.powersHint)} />
          <TextInput {...field('authorityFrom')} label={v.t(STEP.authorityFrom)} type="date" width={20} />
          <TextInput {...field('authorityUntil')} label={v.t(STEP.authorityUntil)} type="date" width={20} />
        </>
      )
    case 'contact':
      return (
        <>
          <Heading>{v.t(STEP.contact)}</Heading>
          <TextInput
            {...field('phone')}
            label={v.t(STEP.phone)}
            hint={v.t(STEP.phoneHint)}
            type="tel"
            autocomplete="tel"
            width={20}
          />
          <TextInput {...field('email')} label={v.t(STEP.email)} type="email" autocomplete="email" optional />
        </>
      )
    case 'delivery':
      return (
        <>
          <Radios
            {...field('delivery')}
            value={values.delivery ?? 'electronic'}
            label={v.t(STEP.delivery)}
            asHeading
            choices={(['electronic', 'window', 'post'] as const).map((kind) => ({
              value: kind,
              text: v.t(STEP[kind]),
            }))}
          />
          <TextInput
            {...field('deliveryAddress')}
            label={v.t(STEP.postAddress)}
            hint={v.t(STEP.postAddressHint)}
            autocomplete="street-address"
          />
        </>
      )
    case 'notice':
      return <Notice {...shown} />
  }
}

function Questions({ v, applying, step, values, errors }: StepShown) {
  const [first] = step.questions
  const alone = step.questions.length === 1
  const { item } = applying
  const situation = situationOf(applying)
  return (
    <>
      {first !== undefined && !(alone && isOwnHeading(first)) && (
        <Heading>{v.t(alone ? first.label : (first.group ?? first.label))}</Heading>
      )}
      {step.questions.map((question) => (
        <QuestionField {...{ v, item, question, situation, values, errors, alone }} />
      ))}
    </>
  )
}

/** Which region is to decide, for whoever knows; everybody else leaves it to the registers. */
const Place = ({ v, applying, values, errors }: StepShown) => {
  const [own, ...others] = applying.item.regions
  return (
    <Radios
      v={v}
      name="place"
      errors={errors}
      value={values.place ?? own?.code ?? ''}
      label={v.t(STEP.place)}
      hint={v.t(STEP.placeHint)}
      asHeading
      choices={[
        ...(own === undefined ? [] : [{ value: own.code, text: `${v.t(own)}${v.t(STEP.orUnknown)}` }]),
        ...others.map((region) => ({ value: region.code, text: v.t(region) })),
      ]}
    />
  )
}

const Papers = ({ v, applying, values, errors }: StepShown) => (
  <Checkboxes
    v={v}
    name="papers"
    errors={errors}
    value={(values.papers ?? '').split(',')}
    label={v.t(STEP.papers)}
    hint={v.t(STEP.papersHint)}
    asHeading
    choices={materialsFor(applying.item, situationOf(applying)).map(({ code, materialName, exemption }) => ({
      value: code,
      text: v.t(materialName),
      ...(exemption === null ? {} : { hint: v.t(exemption) }),
    }))}
  />
)

const Notice = ({ v, applying: { item }, values, errors }: StepShown) => (
  <>
    <Heading>{v.t(STEP.notice)}</Heading>
    {item.privacyNotice !== null && <p class="govuk-body">{v.t(item.privacyNotice)}</p>}
    {item.automatic === 'auto' && (
      <Radios
        v={v}
        name="automatic"
        errors={errors}
        value={values.automatic ?? 'accept'}
        label={v.t(STEP.automatic)}
        choices={[
          { value: 'accept', text: v.t(STEP.accept), hint: v.t(STEP.acceptHint) },
          { value: 'decline', text: v.t(STEP.decline), hint: v.t(STEP.declineHint) },
        ]}
      />
    )}
  </>
)
