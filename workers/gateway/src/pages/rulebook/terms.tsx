import type { FieldError } from '../answer.ts'
import { TextInput } from '../parts/form.tsx'
import type { Visit } from '../visit.ts'

/** From when a draft is meant to decide, and what it changes. */
type TermsProps = {
  readonly v: Visit
  readonly errors: readonly FieldError[]
  readonly effectiveOn: string
  readonly note: string
}
export const Terms = ({ v, errors, effectiveOn, note }: TermsProps) => (
  <>
    <TextInput
      v={v}
      name="effectiveOn"
      label={v.t({ zh: '生效日', en: 'In force from' })}
      hint={v.t({ zh: '今天或以后，如 2026-12-01', en: 'today or later, such as 2026-12-01' })}
      errors={errors}
      value={effectiveOn}
      width={10}
      autocomplete="off"
    />
    <TextInput
      v={v}
      name="note"
      label={v.t({ zh: '本版本改了什么', en: 'What this version changes' })}
      hint={v.t({ zh: '随版本公布', en: 'published with the version' })}
      errors={errors}
      value={note}
      maxlength={500}
    />
  </>
)
