import type { Json } from '@tongban/kernel'
import type { Visit } from '../visit.ts'
import { channelIn, type Way } from './words.ts'

/** What a form of a rating says, kept from page to page in the form itself: the token is in no address. */
export type Filled = {
  readonly token: string
  readonly level: string
  readonly options: readonly string[]
  readonly text: string
  readonly anonymous: boolean
  readonly channel: string
  readonly device: string
  readonly isAmendment: boolean
  /** Everything is on the page that was sent. */
  readonly isWhole: boolean
}

/** Each level has a field of its own, so that a script can show them all on one page: only those of the level chosen are meant. */
export const optionField = (level: string) => `option-${level}`

export const filledIn = ({ form }: Pick<Visit, 'form'>): Filled => ({
  token: form.text('token'),
  level: form.text('level'),
  options: form.all(optionField(form.text('level'))),
  text: form.text('text'),
  anonymous: form.text('anonymous') === 'yes',
  channel: channelIn(form.text('channel')),
  device: form.text('device'),
  isAmendment: form.text('amend') === 'yes',
  isWhole: form.text('stage') === 'give',
})

/** As the API takes it. A pad’s own channel takes the key of its terminal; without it a rating comes by this site. */
export function ratingBody(
  filled: Filled,
  { isPad }: Way,
  isTerminal = false,
): { readonly [field: string]: Json } {
  const { token, level, options, text, anonymous, device, isAmendment } = filled
  const channel = filled.channel === 'pad' && !isTerminal ? 'web' : filled.channel
  return {
    token,
    level: Number(level),
    options: [...options],
    channel,
    ...(text === '' ? {} : { text }),
    // Many use one pad: its browser says nothing of who rates.
    ...(device === '' || isPad ? {} : { device: device.slice(0, 100) }),
    ...(isAmendment ? {} : { anonymous }),
  }
}
