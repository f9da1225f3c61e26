import type { FieldError } from '../answer.ts'
import { Button, Form, TextInput } from '../parts/form.tsx'
import type { Visit } from '../visit.ts'
import { RATE_WORDS, type Way } from './words.ts'

/** Asks for the token. A script puts in what stands behind the # of the address, which no server is told. */
export const TokenForm = ({
  v,
  way,
  value = '',
  errors = [],
}: {
  readonly v: Visit
  readonly way: Way
  readonly value?: string
  readonly errors?: readonly FieldError[]
}) => (
  <Form v={v} action={`${way.base}/service`}>
    <input type="hidden" name="channel" value="web" data-rate="channel" />
    <TextInput
      v={v}
      name="token"
      label={v.t(RATE_WORDS.token)}
      hint={v.t(RATE_WORDS.tokenHint)}
      value={value}
      errors={errors}
      autocomplete="off"
      maxlength={100}
    />
    <Button>{v.t({ zh: '开始评价', en: 'Start' })}</Button>
  </Form>
)
