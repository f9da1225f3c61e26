import { GENESIS, linkHash } from '@tongban/kernel'
import { openFieldKeys } from '@tongban/privacy'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { licenceEvent } from './event.ts'

test('is the hash of a licence’s event that of its whole content, whatever stands in it?', async () => {
  const secret = { current: 'k1', keys: { k1: 'A'.repeat(43) }, index: 'A'.repeat(43) }
  const keys = await openFieldKeys(JSON.stringify(secret))
  if (!keys.ok) throw new Error(keys.failure.reason)
  const ids = { uuid: () => 'unused', random: (length: number) => new Uint8Array(length).fill(7) }
  const ctx = { keys: keys.value, ids }
  const text = fc.string({ unit: 'grapheme', maxLength: 12 })
  const happening = fc.record({
    type: text,
    at: fc.nat(),
    actor: fc.record({ kind: text, subject: text }),
    data: fc.dictionary(text, fc.oneof(text, fc.nat(), fc.constant(null), fc.array(text, { maxLength: 3 }))),
  })
  const before = fc.option(fc.record({ seq: fc.nat(), headHash: text }), { nil: undefined })
  await fc.assert(
    fc.asyncProperty(text, happening, before, fc.boolean(), async (identifier, what, last, speaks) => {
      const row = await licenceEvent(ctx, last === undefined ? { identifier } : { identifier, ...last }, {
        ...what,
        ...(speaks ? { texts: { description: '说明' } } : {}),
      })
      const { hash, textsEnc, data, ...head } = row
      const content = { ...head, data: JSON.parse(data) }
      expect(textsEnc !== null).toBe(speaks)
      expect(hash).toBe(await linkHash(last?.headHash ?? GENESIS, content))
      expect(row.seq).toBe((last?.seq ?? 0) + 1)
    }),
  )
})
