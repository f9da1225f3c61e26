import type { Child } from 'hono/jsx'
import type { FieldError } from '../answer.ts'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'

/**
 * Forms and their fields after the GOV.UK pattern: a label, a hint, the error beside the field in the words of the summary,
 * and what was sent kept. Every form works without a script.
 */

/** The hidden fields that every form of a page carries; without them it is refused. */
export const FormGuard = ({ v }: { readonly v: Visit }) => (
  <>
    <input type="hidden" name="csrf" value={v.csrf} />
    <input type="hidden" name="once" value={v.newOnce()} />
  </>
)

type FormProps = {
  readonly v: Visit
  readonly action: string
  readonly files?: boolean
  readonly children?: Child
}
/** A form that changes something. One that only looks for something is a plain `<form method="get">`. */
export const Form = ({ v, action, files = false, children }: FormProps) => (
  <form method="post" action={action} novalidate enctype={files ? 'multipart/form-data' : undefined}>
    <FormGuard v={v} />
    {children}
  </form>
)

type FieldProps = {
  readonly v: Visit
  readonly name: string
  readonly label: Child
  readonly hint?: Child
  readonly errors?: readonly FieldError[]
  readonly optional?: boolean
}
export const errorOf = (errors: readonly FieldError[], name: string) =>
  errors.find(({ field }) => field === name)?.text

const describedBy = (name: string, hint: Child | undefined, error: string | undefined) =>
  [hint === undefined ? null : `${name}-hint`, error === undefined ? null : `${name}-error`]
    .filter((id) => id !== null)
    .join(' ') || undefined

const groupClass = (error: string | undefined) =>
  `govuk-form-group${error === undefined ? '' : ' govuk-form-group--error'}`

const Said = ({
  v,
  name,
  hint,
  error,
}: {
  v: Visit
  name: string
  hint?: Child
  error: string | undefined
}) => (
  <>
    {hint !== undefined && (
      <div id={`${name}-hint`} class="govuk-hint">
        {hint}
      </div>
    )}
    {error !== undefined && (
      <p id={`${name}-error`} class="govuk-error-message">
        <span class="govuk-visually-hidden">{v.t(WORDS.errorPrefix)}</span>
        {error}
      </p>
    )}
  </>
)

/** One field with its label, hint and error. */
const Labelled = ({
  v,
  name,
  label,
  hint,
  errors = [],
  optional,
  children,
}: FieldProps & { readonly children?: Child }) => (
  <div class={groupClass(errorOf(errors, name))}>
    <label class="govuk-label govuk-label--s" for={name}>
      {label}
      {optional && v.t(WORDS.optional)}
    </label>
    <Said v={v} name={name} hint={hint} error={errorOf(errors, name)} />
    {children}
  </div>
)

type InputProps = FieldProps & {
  readonly value?: string
  readonly type?: 'text' | 'search' | 'tel' | 'email' | 'date' | 'month' | 'number' | 'file' | 'password'
  readonly inputmode?: 'numeric' | 'decimal' | 'text' | 'search' | 'tel'
  readonly autocomplete?: string
  readonly width?: 5 | 10 | 20 | 30
  readonly accept?: string
  readonly maxlength?: number
  readonly multiple?: boolean
}
export function TextInput(props: InputProps) {
  const { name, hint, errors = [], value, type = 'text', inputmode, width } = props
  const error = errorOf(errors, name)
  const isFile = type === 'file'
  return (
    <Labelled {...props}>
      <input
        class={`${isFile ? 'govuk-file-upload' : 'govuk-input'}${width === undefined ? '' : ` govuk-input--width-${width}`}${error === undefined ? '' : isFile ? ' govuk-file-upload--error' : ' govuk-input--error'}`}
        id={name}
        name={name}
        type={type}
        value={isFile ? undefined : value}
        inputmode={inputmode}
        autocomplete={props.autocomplete}
        accept={props.accept}
        multiple={props.multiple}
        maxlength={props.maxlength}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error === undefined ? undefined : 'true'}
      />
    </Labelled>
  )
}

export function TextArea(
  props: FieldProps & { readonly value?: string; readonly rows?: number; readonly maxlength?: number },
) {
  const { name, hint, errors = [], value = '', rows = 5 } = props
  const error = errorOf(errors, name)
  return (
    <Labelled {...props}>
      <textarea
        class={`govuk-textarea${error === undefined ? '' : ' govuk-textarea--error'}`}
        id={name}
        name={name}
        rows={rows}
        maxlength={props.maxlength}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error === undefined ? undefined : 'true'}
      >
        {value}
      </textarea>
    </Labelled>
  )
}

/** `under`: the words that stand above this choice and those after it, with the id they are reached by. */
export type Choice = {
  readonly value: string
  readonly text: Child
  readonly hint?: Child
  readonly under?: { readonly id: string; readonly text: Child } | undefined
}
type ChoicesProps = FieldProps & {
  readonly choices: readonly Choice[]
  readonly value?: string | readonly string[]
  /** The question is the heading of the page: the one h1. */
  readonly asHeading?: boolean
}
/** Radio buttons; `Checkboxes` where several may be chosen. */
export const Radios = (props: ChoicesProps) => <Choices {...props} kind="radio" />
export const Checkboxes = (props: ChoicesProps) => <Choices {...props} kind="checkbox" />

function Choices({
  v,
  name,
  label,
  hint,
  errors = [],
  optional,
  choices,
  value,
  kind,
  asHeading,
}: ChoicesProps & { kind: 'radio' | 'checkbox' }) {
  const error = errorOf(errors, name)
  const block = kind === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  const chosen = typeof value === 'string' ? [value] : (value ?? [])
  return (
    <div class={groupClass(error)}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(name, hint, error)}>
        <legend
          class={`govuk-fieldset__legend ${asHeading ? 'govuk-fieldset__legend--l' : 'govuk-fieldset__legend--s'}`}
        >
          {asHeading ? <h1 class="govuk-fieldset__heading">{label}</h1> : label}
          {optional && v.t(WORDS.optional)}
        </legend>
        <Said v={v} name={name} hint={hint} error={error} />
        <div class={block}>
          {choices.map((choice, at) => {
            const id = at === 0 ? name : `${name}-${at + 1}`
            const item = (
              <div class={`${block}__item`}>
                <input
                  class={`${block}__input`}
                  type={kind}
                  id={id}
                  name={name}
                  value={choice.value}
                  checked={chosen.includes(choice.value)}
                  aria-describedby={choice.hint === undefined ? undefined : `${id}-item-hint`}
                />
                <label class={`govuk-label ${block}__label`} for={id}>
                  {choice.text}
                </label>
                {choice.hint !== undefined && (
                  <div id={`${id}-item-hint`} class={`govuk-hint ${block}__hint`}>
                    {choice.hint}
                  </div>
                )}
              </div>
            )
            return choice.under === undefined ? (
              item
            ) : (
              <>
                <h2 class="govuk-heading-s" id={choice.under.id}>
                  {choice.under.text}
                </h2>
                {item}
              </>
            )
          })}
        </div>
      </fieldset>
    </div>
  )
}

export function Select(props: ChoicesProps) {
  const { name, hint, errors = [], choices, value } = props
  const error = errorOf(errors, name)
  return (
    <Labelled {...props}>
      <select
        class={`govuk-select${error === undefined ? '' : ' govuk-select--error'}`}
        id={name}
        name={name}
        aria-describedby={describedBy(name, hint, error)}
      >
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === value}>
            {choice.text}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

type ButtonProps = {
  readonly kind?: 'secondary' | 'warning'
  readonly name?: string
  readonly value?: string
  readonly children?: Child
}
export const Button = ({ kind, name, value, children }: ButtonProps) => (
  <button
    type="submit"
    class={`govuk-button${kind === undefined ? '' : ` govuk-button--${kind}`}`}
    name={name}
    value={value}
  >
    {children}
  </button>
)
/** A link that looks like a button: it leads somewhere and changes nothing. */
export const ButtonLink = ({
  href,
  kind,
  children,
}: {
  href: string
  kind?: 'secondary'
  children?: Child
}) => (
  <a
    href={href}
    class={`govuk-button${kind === undefined ? '' : ` govuk-button--${kind}`}`}
    draggable={false}
  >
    {children}
  </a>
)
