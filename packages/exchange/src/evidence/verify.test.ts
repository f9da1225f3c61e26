import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { A, B, CASE, makeBundle, OTHER_CASE, type Side, sides } from './bundle.fixture.ts'
import type { EvidenceBundle } from './bundle.ts'
import { type EvidenceReport, verifyEvidence } from './verify.ts'

let both: Record<typeof A | typeof B, Side>
let bundle: EvidenceBundle
beforeAll(async () => {
  both = await sides()
  bundle = await makeBundle(both)
})

const pins = () =>
  Object.fromEntries(
    [A, B].map((region) => [
      region,
      (region === A ? both[A] : both[B]).keys.published
        .filter(({ use }) => use === 'sign')
        .map(({ kid }) => kid),
    ]),
  )

async function reportOf(input: unknown, pinned = pins()): Promise<EvidenceReport> {
  const report = await verifyEvidence(input, pinned)
  if (!report.ok) throw new Error(report.failure.en)
  return report.value
}
const faultsOf = async (input: unknown, pinned = pins()) =>
  (await reportOf(input, pinned)).faults.map(({ code }) => code)

const changed = (change: (copy: EvidenceBundle) => void): EvidenceBundle => {
  const copy = structuredClone(bundle)
  change(copy)
  return copy
}
/** Guarantee: an entry that every bundle of the fixture has. */
const at = <T>(list: readonly T[], index: number): T => list[index] as T

test('does what two regions told each other verify, offline and whole?', async () => {
  const report = await reportOf(bundle)
  expect(report).toMatchObject({ caseNumber: CASE, regions: [B, A], faults: [], unsent: 0, unanswered: 0 })
  expect(report.timeline.map(({ by, type }) => [by, type])).toEqual([
    [A, 'case.submitted'],
    [B, 'case.accepted'],
    [B, 'case.decided'],
    [A, 'case.withdrawn'],
  ])
  expect([report.head[A]?.seq, report.head[B]?.seq]).toEqual([2, 2])
})

test('are whose keys these are told apart from whether they sign?', async () => {
  const strangers = { [A]: [], [B]: pins()[B] ?? [] }
  expect(await faultsOf(bundle, strangers)).toEqual(['notPinned'])
  const report = await verifyEvidence(bundle, null)
  expect(report.ok && report.value.faults).toEqual([])
  expect(report.ok && report.value.thumbprints).toEqual(pins())
})

test('is one who answers with keys of his own found out by the thumbprints?', async () => {
  const forged = await makeBundle({ ...both, [B]: (await sides())[B] })
  expect(await faultsOf(forged, pins())).toEqual(['notPinned'])
})

const BROKEN: readonly [string, (copy: EvidenceBundle) => void, string][] = [
  [
    'a word of a message is changed',
    (copy) => {
      at(copy.messages, 2).body = at(copy.messages, 2).body.replace('granted', 'refused')
    },
    'notListed',
  ],
  [
    'a message is left out',
    (copy) => {
      copy.messages.splice(1, 1)
    },
    'chainBroken',
  ],
  [
    'a message is told by the other side',
    (copy) => {
      at(copy.messages, 0).body = at(copy.messages, 0)
        .body.replace(`"source":"${A}"`, `"source":"${B}"`)
        .replace(`"to":"${B}"`, `"to":"${A}"`)
    },
    'notTheirs',
  ],
  [
    'the case is another',
    (copy) => {
      copy.caseNumber = OTHER_CASE
    },
    'otherCase',
  ],
  [
    'a message is written otherwise',
    (copy) => {
      at(copy.messages, 0).body = ` ${at(copy.messages, 0).body}`
    },
    'messageAltered',
  ],
  [
    'the list of a delivery is longer',
    (copy) => {
      at(copy.deliveries, 0).manifest.push(['00000000-0000-4000-8000-000000000099', 'e'.repeat(64)])
    },
    'manifestAltered',
  ],
  [
    'the signature base speaks of another list',
    (copy) => {
      at(copy.deliveries, 0).base = at(copy.deliveries, 1).base
    },
    'manifestAltered',
  ],
  [
    'the signature is of another delivery',
    (copy) => {
      at(copy.deliveries, 0).signature = at(copy.deliveries, 2).signature
    },
    'signature',
  ],
  [
    'the receipt is of another delivery',
    (copy) => {
      at(copy.deliveries, 0).receipt = at(copy.deliveries, 2).receipt
    },
    'notListed',
  ],
  [
    'a verdict is given for another message',
    (copy) => {
      at(copy.messages, 1).verdict = at(copy.messages, 2).verdict
    },
    'verdict',
  ],
  [
    'the agreement says something else',
    (copy) => {
      at(copy.agreements, 0).document = at(copy.agreements, 0).document.replace(
        '"noticeDays":30',
        '"noticeDays":3',
      )
    },
    'agreementUnsigned',
  ],
  [
    'one side has not signed the agreement',
    (copy) => {
      at(copy.agreements, 0).signatures.pop()
    },
    'agreementUnsigned',
  ],
  [
    'both signatures are of one side',
    (copy) => {
      at(copy.agreements, 0).signatures[1] = {
        region: B,
        token: at(at(copy.agreements, 0).signatures, 0).token,
      }
    },
    'agreementUnsigned',
  ],
  [
    'the agreement is not there',
    (copy) => {
      copy.agreements.pop()
    },
    'noAgreement',
  ],
  [
    'the keys are those of the other side',
    (copy) => {
      const [a, b] = copy.regions.map(({ keys }) => keys)
      at(copy.regions, 0).keys = b ?? []
      at(copy.regions, 1).keys = a ?? []
    },
    'signature',
  ],
  [
    'the key had run out when it signed',
    (copy) => {
      at(at(copy.regions, 0).keys, 0).until = 1
    },
    'signature',
  ],
  [
    'the key was revoked',
    (copy) => {
      at(at(copy.regions, 1).keys, 0).revokedAt = 1
    },
    'receipt',
  ],
  [
    'a thumbprint names another key',
    (copy) => {
      const key = at(at(copy.regions, 0).keys, 0)
      key.kid = `${key.kid.startsWith('A') ? 'E' : 'A'}${key.kid.slice(1)}`
    },
    'keyId',
  ],
]

test.each(BROKEN)('is it found out when %s?', async (_, change, code) => {
  expect(await faultsOf(changed(change))).toContain(code)
})

/** Every text of a bundle, by where it stands; what names a region for people, or the office of a key, is no proof. */
function textsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value === 'string')
    return path.includes('name') || path.at(-1) === 'id' || path.at(-1) === 'office' ? [] : [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]))
}

test('does no bundle verify in which one character of any proof is another?', async () => {
  const places = textsIn(bundle).filter((path) => !path.includes('agreements') || path.at(-1) !== 'id')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.nat(),
      fc.integer({ min: 1, max: 94 }),
      async (path, where, by) => {
        const mutant = changed((copy) => mutate(copy, path, where, by))
        const report = await verifyEvidence(mutant, pins())
        expect(report.ok ? report.value.faults.length : 1).toBeGreaterThan(0)
      },
    ),
    { numRuns: 400 },
  )
})

/** Guarantee: the path leads to a text of the bundle it was found in. */
function mutate(copy: EvidenceBundle, path: readonly (string | number)[], where: number, by: number): void {
  let holder = copy as unknown as Record<string, unknown>
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>
  const last = String(path.at(-1))
  const text = String(holder[last])
  const index = where % text.length
  const code = text.charCodeAt(index)
  const other = code >= 32 && code < 127 ? 32 + ((code - 32 + by) % 95) : 65
  holder[last] = text.slice(0, index) + String.fromCharCode(other) + text.slice(index + 1)
}

test('is what is no bundle refused as such?', async () => {
  for (const input of [
    null,
    1,
    'x',
    [],
    {},
    { ...bundle, format: 'cx-evidence-0' },
    { ...bundle, extra: 1 },
  ]) {
    const report = await verifyEvidence(input, null)
    expect(!report.ok && report.failure.code).toBe('notInForm')
  }
})

test('is a message whose sealed part was erased still in its place, and said to be no proof of what is left?', async () => {
  const whole = at(bundle.messages, 0)
  const erased = changed((copy) => {
    const left = at(copy.messages, 0)
    left.erased = digestIn(whole.body)
    left.body = left.body.replace('ownAccount', 'otherAccount')
  })
  expect(await reportOf(erased)).toMatchObject({ faults: [], erased: 1 })
  expect((await reportOf(bundle)).erased).toBe(0)
  const invented = changed((copy) => {
    at(copy.messages, 0).erased = 'd'.repeat(64)
  })
  expect(await faultsOf(invented)).toContain('notListed')
})

/** The digest by which the fixture's first delivery lists its message. */
const digestIn = (body: string): string => {
  const { id } = JSON.parse(body)
  return bundle.deliveries.flatMap(({ manifest }) => manifest).find(([each]) => each === id)?.[1] ?? ''
}
