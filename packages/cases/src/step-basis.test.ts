import { expect, test } from 'vitest'
import { foldOf, happeningOf, policyOf } from '../test/story.ts'
import { mayHappen } from './may-happen.ts'
import { offeredSteps } from './offered-steps.ts'
import { EVENT_TYPES } from './state.ts'
import { basisOf } from './step-basis.ts'

const bare = { extension: null, inspection: null, abandonment: null }

test.each(['benefit', 'confirmation', 'publicService'] as const)(
  'does %s cite neither the Licensing Law nor the law of registration?',
  (procedure) => {
    for (const event of EVENT_TYPES)
      expect(basisOf(event, { ...bare, procedure }) ?? '').not.toMatch(/许可法|登记/)
    expect(basisOf('automaticDecisionDeclined', { ...bare, procedure })).toBe('个人信息保护法 24')
  },
)

test('does a registration cite its own regulation, and a licence the Licensing Law?', () => {
  expect(basisOf('granted', { ...bare, procedure: 'registration' })).toBe('市场主体登记管理条例 19')
  expect(basisOf('returned', { ...bare, procedure: 'registration' })).toBe(
    '市场主体登记管理条例实施细则 18(3)',
  )
  expect(basisOf('hearingHeld', { ...bare, procedure: 'registration' })).toBeNull()
  expect(basisOf('accepted', { ...bare, procedure: 'licence' })).toBe('行政许可法 32(1)(五)')
  expect(basisOf('extended', policyOf())).toBe(policyOf().extension?.basis.zh)
})

const REVIEW = '2026-11-02 received; 2026-11-02 accepted; 2026-11-02 referred'
const HEARING = ['thirdPartyNotified', 'hearingRequested', 'hearingHeld']

test('are hearing and notice to third parties offered and possible only where the law of the item has them?', async () => {
  const fold = await foldOf(REVIEW)
  const at = happeningOf('2026-11-03 signed').at
  const offered = (more: Parameters<typeof policyOf>[0]) =>
    offeredSteps(fold, policyOf(more), at)
      .map(({ event }) => event)
      .filter((event) => HEARING.includes(event))
  expect(offered({ procedure: 'licence' })).toEqual(HEARING)
  expect(offered({ procedure: 'benefit' })).toEqual([])
  expect(offered({ procedure: 'benefit', thirdPartyInterest: true })).toEqual(HEARING)
  const asked = mayHappen(
    fold,
    happeningOf('2026-11-03 hearingRequested'),
    policyOf({ procedure: 'benefit' }),
  )
  expect(asked).toMatchObject({ ok: false, failure: { because: { guard: 'noHearing' } } })
})
