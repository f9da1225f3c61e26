/** What every licence states of its holder (GB/T 36903: 持证主体, 持证主体代码, 持证主体代码类型). */
import type { ClaimDefinition, ClaimForm } from '../licence-type.ts'

const claim =
  (mayHide: boolean) =>
  (name: string, form: ClaimForm, zh: string, en: string): ClaimDefinition => ({
    name,
    label: { zh, en },
    form,
    mayHide,
  })

/** A claim its holder may keep back, one that is always shown, and one that may be missing. */
export const hidable = claim(true)
export const shown = claim(false)
export const optional = (definition: ClaimDefinition): ClaimDefinition => ({ ...definition, optional: true })

const NUMBER = [
  hidable('holderIdKind', 'text', '持证主体代码类型', 'Kind of identity document'),
  hidable('holderIdNumber', 'text', '持证主体代码', 'Identity number'),
] as const

/** Of a private person: even the name may be kept back, where a bare yes is all that is asked. */
export const PERSON = [hidable('holderName', 'text', '持证人', 'Holder'), ...NUMBER] as const
/** Of whoever trades in public: the name is always shown. */
export const TRADER = [shown('holderName', 'text', '持证主体', 'Holder'), ...NUMBER] as const

/** The claims of the holder that a draft always carries. */
export const HOLDER_CLAIMS = PERSON.map(({ name }) => name)
