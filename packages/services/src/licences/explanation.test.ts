import { regionProfile } from '@tongban/catalogue'
import type { LicenceEventRow } from '@tongban/store'
import { expect, test } from 'vitest'
import { explanationOf } from './explanation.ts'

const profile = regionProfile('510116')
if (!profile.ok) throw new Error('the region has a profile')
const region = profile.value
const licence = {
  identifier: 'L1',
  validFrom: '2024-01-01',
  validUntil: '2026-11-21',
  departmentCode: 'market',
}
const event = (seq: number, type: string, data: object = {}): LicenceEventRow => ({
  identifier: 'L1',
  seq,
  type,
  at: seq * 1000,
  actorKind: 'official',
  actorSubject: 's',
  data: JSON.stringify(data),
  textsEnc: null,
  hash: '',
})
const NOW = Date.UTC(2026, 10, 22, 4)
const issued = event(1, 'issue')

test('is nothing told of a licence that holds as it was issued?', () => {
  expect(explanationOf({ region }, licence, 'valid', [issued], NOW)).toBeNull()
})

test('is one that ran out told since the first day it no longer held, with no act and no remedy?', () => {
  for (const events of [[issued], [issued, event(2, 'suspend'), event(3, 'restore')]])
    expect(explanationOf({ region }, licence, 'lapsed', events, NOW)).toMatchObject({
      since: Date.UTC(2026, 10, 21, 16),
      act: null,
      remedies: null,
      next: { zh: expect.stringContaining('有效期已过') },
    })
})

test('is one that was replaced told which took its place?', () => {
  const events = [issued, event(2, 'change', { by: 'L2', content: 'x' })]
  expect(explanationOf({ region }, licence, 'lapsed', events, NOW)).toMatchObject({
    act: 'change',
    next: { zh: expect.stringContaining('L2') },
    remedies: null,
  })
})

test('is one given back told so, and one taken away where to turn, in both languages?', () => {
  const taken = event(2, 'suspend', { ground: 'penalty', department: 'market' })
  expect(explanationOf({ region }, licence, 'suspended', [issued, taken], NOW)).toMatchObject({
    since: 2000,
    remedies: {
      zh: expect.stringMatching(/60日内向.+申请行政复议.+6个月内向.+提起行政诉讼/),
      en: expect.stringContaining('within 60 days'),
    },
  })
  expect(
    explanationOf({ region }, licence, 'valid', [issued, taken, event(3, 'restore')], NOW),
  ).toMatchObject({
    since: 3000,
    act: 'restore',
    remedies: null,
  })
})
