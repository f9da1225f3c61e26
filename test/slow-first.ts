import { resolve } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The order in which test files begin: those that take longest first, so that none of them is still running alone when
 * everything else has ended. Vitest knows how long each took only after a first run; a clean checkout has none.
 */
export const SLOW: readonly string[] = [
  'test/workerd/exchange/faults.many.test.ts',
  'test/workerd/exchange/faults.crash.test.ts',
  'test/workerd/exchange/faults.test.ts',
  'test/workerd/exchange/restore.test.ts',
  'test/workerd/approvals/authorisation.test.ts',
  'test/browser/hall.test.ts',
  'test/browser/rulebook.test.ts',
  'test/browser/rate.test.ts',
  'test/e2e/conformance.test.ts',
  'test/e2e/supervision.test.ts',
  'test/e2e/evaluations.test.ts',
  'test/e2e/exchange.test.ts',
  'test/e2e/fact-source.test.ts',
  'test/e2e/evidence.test.ts',
  'test/e2e/licences.test.ts',
  'packages/decisions/src/analysis/analyse.brute-force.test.ts',
  'test/unit/supervision/watched-year.test.ts',
  'test/unit/evaluations/roll-up.test.ts',
  'packages/decisions/src/feel/fuzz.test.ts',
  'packages/decisions/src/analysis/difference.brute-force.test.ts',
  'packages/decisions/src/forty-rules.test.ts',
  'packages/catalogue/src/literals.test.ts',
  'packages/catalogue/src/reasons.test.ts',
  'packages/privacy/src/field.test.ts',
  'packages/decisions/src/analysis/analyse.speed.test.ts',
]
const ROOT = resolve(import.meta.dirname, '..')
const rank = new Map(SLOW.map((path, at) => [resolve(ROOT, path), at]))
const rankOf = ({ moduleId }: TestSpecification) => rank.get(moduleId) ?? SLOW.length

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    // Files of one project stay together, in the order of the projects: those that share a runtime follow each other.
    const projects = [...new Set(sorted.map(({ project }) => project))]
    return projects.flatMap((each) =>
      sorted.filter(({ project }) => project === each).toSorted((a, b) => rankOf(a) - rankOf(b)),
    )
  }
}
