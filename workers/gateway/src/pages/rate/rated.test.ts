import { expect, test } from 'vitest'
import { formOf } from '../visit.ts'
import { filledIn, ratingBody } from './rated.ts'
import { OWN, PAD } from './words.ts'

/** What a form of a rating says. */
const sent = (...fields: readonly (readonly [string, string])[]) => {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return filledIn({ form: formOf(data) })
}

test('are only the options of the level chosen sent, however many groups a script has shown?', () => {
  const filled = sent(
    ['token', ' t '],
    ['level', '2'],
    ['option-5', '510'],
    ['option-2', '207'],
    ['stage', 'give'],
  )
  expect(ratingBody(filled, OWN)).toEqual({
    token: 't',
    level: 2,
    options: ['207'],
    channel: 'web',
    anonymous: false,
  })
})

test('is the channel one the holder of a token has, the device that of an own browser, and anonymity not amended?', () => {
  const all = [
    ['token', 't'],
    ['level', '5'],
    ['device', 'd'.repeat(200)],
    ['anonymous', 'yes'],
  ] as const
  expect(ratingBody(sent(...all, ['channel', 'sms']), OWN)).toMatchObject({
    channel: 'sms',
    device: 'd'.repeat(100),
    anonymous: true,
  })
  for (const channel of ['pad', 'hotline', '']) {
    const body = ratingBody(sent(...all, ['channel', channel], ['amend', 'yes']), PAD)
    expect(body).toEqual({ token: 't', level: 5, options: [], channel: 'web' })
  }
})
