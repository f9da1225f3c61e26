import { reasonsOf, USE_REASONS } from '@tongban/services'
import type { FieldError } from '../answer.ts'
import { Radios, TextInput } from '../parts/form.tsx'
import type { Visit } from '../visit.ts'

/** 用证事由: what an official uses the licence for, where their role has a reason; nobody else is asked. */
export const reasonsFor = ({ actor }: Pick<Visit, 'actor'>) =>
  actor.kind === 'official' ? reasonsOf(actor.roles) : []

export function UseFields({ v, errors }: { readonly v: Visit; readonly errors: readonly FieldError[] }) {
  const reasons = reasonsFor(v)
  if (reasons.length === 0) return null
  return (
    <>
      <Radios
        v={v}
        name="reason"
        label={v.t({ zh: '用证事由', en: 'What do you use it for?' })}
        hint={v.t({
          zh: '写入用证记录，持证人可以查到。',
          en: 'It is written down, and the holder can read it.',
        })}
        errors={errors}
        choices={reasons.map((reason) => ({ value: reason, text: v.t(USE_REASONS[reason]) }))}
        value={v.form.text('reason')}
      />
      <TextInput
        v={v}
        name="caseNumber"
        label={v.t({ zh: '办件编号', en: 'Case number' })}
        hint={v.t({ zh: '事由为办理业务时填写。', en: 'When it is to handle a case.' })}
        errors={errors}
        value={v.form.text('caseNumber')}
        width={20}
        optional
      />
    </>
  )
}

/** As the API takes it; nothing where nothing was stated. */
export function statedUse(v: Visit): { readonly use?: { reason: string; caseNumber?: string } } {
  const [reason, caseNumber] = [v.form.text('reason'), v.form.text('caseNumber')]
  if (reason === '' || reasonsFor(v).length === 0) return {}
  return { use: { reason, ...(caseNumber === '' ? {} : { caseNumber }) } }
}
export const USE_FIELDS = {
  '/use': 'reason',
  '/use/reason': 'reason',
  '/use/caseNumber': 'caseNumber',
} as const
