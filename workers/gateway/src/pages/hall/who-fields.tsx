import { Radios, TextInput } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import { Heading } from '../parts/shown.tsx'
import { SERVED } from './guide-words.ts'
import type { StepShown } from './step-fields.tsx'
import { ACTING, ID_KIND_CHOICES, STEP } from './step-words.ts'
import { FOR_ORGANISATIONS } from './steps.ts'
import { asBeginning } from './words.ts'

/** Who acts, and for whom. Whoever is signed in is known and never asked. */
export function Who({ v, applying, values, errors }: StepShown) {
  const { serverType } = applying.item
  const kinds = [
    ...(serverType.includes('person') ? (['self', 'guardian', 'agent'] as const) : []),
    ...(serverType.some((kind) => kind !== 'person') ? (['legalRepresentative', 'handler'] as const) : []),
  ]
  const name = v.actor.kind === 'applicant' ? v.actor.person.name : ''
  return (
    <Radios
      v={v}
      name="who"
      errors={errors}
      value={values.who ?? 'self'}
      label={v.t(STEP.who)}
      asHeading
      choices={kinds.map((kind) => ({
        value: kind,
        text:
          kind === 'self' ? (
            <Marked v={v} text={`${v.t(ACTING.self)}${v.t({ zh: `（${name}）`, en: ` (${name})` })}`} />
          ) : (
            v.t(ACTING[kind])
          ),
      }))}
    />
  )
}

/** Whose matter it is, where it is not the one who is signed in. */
export function For({ v, applying, values, errors }: StepShown) {
  const isOrganisation = FOR_ORGANISATIONS.includes(values.who ?? 'self')
  const field = (name: string) => ({ v, name, errors, value: values[name] ?? '' })
  return (
    <>
      <Heading>{v.t(isOrganisation ? STEP.forOrganisation : STEP.forPerson)}</Heading>
      {isOrganisation && (
        <Radios
          {...field('applicantKind')}
          label={v.t(STEP.applicantKind)}
          choices={applying.item.serverType
            .filter((kind) => kind !== 'person')
            .map((kind) => ({ value: kind, text: asBeginning(v.t(SERVED[kind] ?? { zh: kind, en: kind })) }))}
        />
      )}
      <TextInput
        {...field('applicantName')}
        label={v.t(isOrganisation ? STEP.organisationName : STEP.name)}
        autocomplete="off"
      />
      {!isOrganisation && (
        <Radios
          {...field('applicantIdKind')}
          value={values.applicantIdKind ?? 'residentId'}
          label={v.t(STEP.idKind)}
          choices={ID_KIND_CHOICES.map(({ value, ...words }) => ({ value, text: asBeginning(v.t(words)) }))}
        />
      )}
      <TextInput
        {...field('applicantIdNumber')}
        label={v.t(isOrganisation ? STEP.creditCode : STEP.idNumber)}
        autocomplete="off"
        width={20}
      />
    </>
  )
}
