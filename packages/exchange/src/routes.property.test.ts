import { addDays, civilDate } from '@tongban/calendar'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { A, anItem, aVersion, B } from './agreement.fixture.ts'
import { agreementSchema } from './agreement.ts'
import { MODES, type Mode } from './message.ts'
import { chooseRoute, routeRows, type SignedVersion } from './routes.ts'

/**
 * The route as of any day, against a list made day by day: for each day the version that was signed and had begun last, and
 * what it says of that day. Versions overlap, are amended, run out and are ended in every way.
 */
const START = civilDate('2026-12-01') ?? fail()
const SPAN = 40
function fail(): never {
  throw new Error('no day')
}
const dayAt = (offset: number) => addDays(START, offset)
const MODE_NAMES = Object.keys(MODES).filter((name): name is Mode => Object.hasOwn(MODES, name))

const offset = fc.integer({ min: 0, max: SPAN })
const anyItem = fc
  .record({
    itemCode: fc.constantFrom('elderly-allowance', 'road-occupation'),
    there: fc.boolean(),
    modes: fc.uniqueArray(fc.constantFrom(...MODE_NAMES), { minLength: 1 }),
    from: offset,
    days: fc.option(offset, { nil: null }),
  })
  .map(({ itemCode, there, modes, from, days }) =>
    anItem({
      itemCode,
      modes,
      receivedBy: there ? A : B,
      handledBy: there ? B : A,
      from: dayAt(from),
      until: days === null ? null : dayAt(from + days),
    }),
  )

const anyVersion = fc.record({
  id: fc.constantFrom('chuanyu', 'xinan'),
  items: fc.array(anyItem, { minLength: 1, maxLength: 4 }),
  from: offset,
  days: fc.option(offset, { nil: null }),
  signed: fc.option(fc.integer({ min: -5, max: SPAN }), { nil: null }),
  ended: fc.option(offset, { nil: null }),
})

/** Numbered within each agreement; items that do not fit the days of the whole are left out as the schema has it. */
const anyVersions = fc.array(anyVersion, { minLength: 1, maxLength: 5 }).map((list) => {
  const counts = new Map<string, number>()
  return list.flatMap(({ id, items, from, days, signed, ended }): SignedVersion[] => {
    const first = dayAt(from)
    const until = days === null ? null : dayAt(from + days)
    const version = (counts.get(id) ?? 0) + 1
    const fitting = items.filter(
      (item, at) =>
        agreementSchema.safeParse(
          aVersion({ id, from: first, until, items: [...items.slice(0, at), item] }).agreement,
        ).success,
    )
    const made = aVersion(
      { id, version, from: first, until, items: fitting },
      {
        signedOn: signed === null ? null : dayAt(signed),
        endedOn: ended === null ? null : dayAt(ended),
      },
    )
    if (!agreementSchema.safeParse(made.agreement).success) return []
    counts.set(id, version)
    return [made]
  })
})

/** Day by day, from what was signed. */
function bruteForce(versions: readonly SignedVersion[], itemCode: string, on: string, mode: Mode) {
  const signed = versions.filter(({ effectiveAt }) => effectiveAt !== null)
  const begun = signed.filter(({ validFrom, effectiveAt }) => {
    const signedOn = new Date((effectiveAt ?? 0) + 8 * 3_600_000).toISOString().slice(0, 10)
    return validFrom <= on && signedOn <= on
  })
  const governing = begun.filter(
    (version) => !begun.some((other) => other.id === version.id && other.version > version.version),
  )
  return governing
    .filter(({ validUntil, endedOn }) => (validUntil ?? '9999') >= on && (endedOn ?? '9999') >= on)
    .flatMap(({ id, version, agreement }) =>
      agreement.items
        .filter(
          (item) =>
            item.itemCode === itemCode &&
            item.handledBy === B &&
            item.modes.includes(mode) &&
            item.from <= on &&
            (item.until ?? '9999') >= on,
        )
        .map(() => `${id}@${version}`),
    )
}

test('is the route as of any day that of the version which governs on it, whatever was signed, amended and ended?', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyVersions,
      fc.constantFrom('elderly-allowance', 'road-occupation'),
      fc.constantFrom(...MODE_NAMES),
      async (versions, itemCode, mode) => {
        const rows = await routeRows(versions, A)
        for (let day = 0; day <= SPAN + 5; day += 1) {
          const on = dayAt(day)
          const expected = bruteForce(versions, itemCode, on, mode)
          const found = chooseRoute(rows, { itemCode, region: '500112001', on, mode })
          if (expected.length === 0) expect(found).toBeNull()
          else expect(expected).toContain(found?.agreement)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('do both regions hold the same routes under the same versions, each from its own side?', async () => {
  await fc.assert(
    fc.asyncProperty(anyVersions, async (versions) => {
      const here = await routeRows(versions, A)
      const there = await routeRows(versions, B)
      const swap = (direction: string) => (direction === 'in' ? 'out' : 'in')
      expect(
        here.map(({ direction, version, validUntil }) => [swap(direction), version, validUntil]),
      ).toEqual(there.map(({ direction, version, validUntil }) => [direction, version, validUntil]))
      const keys = here.map((row) =>
        [row.direction, row.itemCode, row.region, row.validFrom, row.mode, row.agreementId].join(),
      )
      expect(new Set(keys).size).toBe(keys.length)
    }),
    { numRuns: 60 },
  )
})
