import { expect, test } from 'vitest'
import { soleTraderRegistration } from '../../../packages/catalogue/src/items/sole-trader-registration/item.ts'
import { gather } from '../../../packages/services/src/applications/gather.ts'
import { memorySource } from '../../../packages/services/src/facts/memory-source.ts'
import { clockContext } from '../../context.ts'
import { citizen, NOW } from '../../region.ts'

/** What intake asks of a register over the network, with the real item and the real database beside it. */

test('is the register of permits asked for each number of the form, under the person concerned?', async () => {
  const { idNumber } = citizen('1996-11-20')
  const subject = { idKind: 'residentId', idNumber } as const
  const permit = (number: string) => ({
    subject,
    keys: { 'form.preApprovals': number, 'applicant.idNumber': idNumber },
    record: {
      number,
      term: '旅馆业',
      issuer: '演示',
      issuedOn: '2026-11-01',
      validUntil: null,
      state: 'valid',
      holder: idNumber,
    },
    sourceAt: NOW - 1,
  })
  const permits = memorySource('permits', [permit('P-1'), permit('P-3')], NOW)
  const ctx = { ...(await clockContext()), sources: new Map([['permits', permits]]) }
  const sources = soleTraderRegistration.sources.filter(({ source }) => source === 'permits')
  const item = { ...soleTraderRegistration, sources }
  const body = { applicant: { idNumber }, form: { preApprovals: ['P-1', 'P-2', 'P-3'] } }
  const gathering = await gather(ctx, {
    item,
    body,
    subject,
    purpose: 'intake',
    mayAct: null,
    startsAtOnce: true,
  })
  const { readings } = await gathering.finish([], [], [])
  const { holder: _, ...asked } = permit('P-1').record
  expect(readings.permits).toEqual({
    source: 'permits',
    state: 'answered',
    record: { found: [asked, { ...asked, number: 'P-3' }], missing: 1 },
    sourceAt: NOW - 1,
  })
  expect(permits.queries.map(({ keys }) => keys['form.preApprovals'])).toEqual(['P-1', 'P-2', 'P-3'])
})
