import { regionProfile } from '@tongban/catalogue'
import { expect, test } from 'vitest'
import { agreementId, demonstrationAgreement } from './agreement.ts'

const made = demonstrationAgreement('510116', '500112', '2026-11-23')

test('does the agreement of the demonstration cover every item both claim, both ways?', () => {
  const profile = regionProfile('510116')
  if (!profile.ok) throw new Error('no profile')
  const claimed = profile.value.claims.map(({ itemCode }) => itemCode).toSorted()
  for (const handling of ['510116', '500112']) {
    const items = made.items.filter(({ handledBy }) => handledBy === handling)
    expect(items.map(({ itemCode }) => itemCode).toSorted()).toEqual(claimed)
  }
})

test('is each item agreed in the modes it allows, and no other?', () => {
  const modes = (code: string) => made.items.find(({ itemCode }) => itemCode === code)?.modes
  expect(modes('elderly-allowance')).toEqual(['online', 'collect'])
  expect(modes('resident-id-renewal')).toEqual(['collect'])
  expect(modes('road-occupation')).toEqual(['online', 'collect', 'joint'])
})

test('is it one agreement, whichever side looks at it?', () => {
  expect(agreementId('510116', '500112')).toBe(agreementId('500112', '510116'))
})
