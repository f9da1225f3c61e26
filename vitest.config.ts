import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { testEnvironment } from './test/environment.ts'
import { SlowFirst } from './test/slow-first.ts'

/**
 * unit: pure rooms and doors with fake bindings, in Node. gateway, approvals, supervision: the real Worker in workerd
 * with a real D1. e2e: two whole regions over HTTP (`npm run e2e`). Each workerd test file starts from an empty database.
 */
const migrations = await readD1Migrations('migrations')

const standIn = (name: string) => ({
  name,
  modules: true,
  compatibilityDate: '2026-07-01',
  script: `
import { WorkerEntrypoint } from 'cloudflare:workers'
export class Jobs extends WorkerEntrypoint {
  async run(call) { if (call.cron === 'fail') throw new Error('no lease'); return call }
}
export class Evidence extends WorkerEntrypoint {
  async sealDays() { return 'nothing to seal' }
  async eraseCases() { return 'nothing to erase' }
  async signBulletin() { throw new Error('tests bind their own') }
}
export class Signing extends WorkerEntrypoint {
  async sign() { throw new Error('tests bind their own') }
}
export class Verifying extends WorkerEntrypoint {
  async check() { throw new Error('tests bind their own') }
}
export class Taking extends WorkerEntrypoint {
  async apply() { throw new Error('tests bind their own') }
}
export class Desk extends WorkerEntrypoint {
  async apply() { throw new Error('tests bind their own') }
  async settle() { throw new Error('tests bind their own') }
}
export class Post extends WorkerEntrypoint {
  async seal() { throw new Error('tests bind their own') }
  async send() { throw new Error('tests bind their own') }
}
export class Work extends WorkerEntrypoint {
  async carry() { return 'nothing to carry' }
  async compareHeads() { return 'nothing to compare' }
  async forget() { return 'nothing to forget' }
  async sweepStages() { return { outcome: 'nothing to sweep', rows: 0 } }
  async lapseCards() { return { outcome: 'nothing to lapse', rows: 0 } }
  async findMatters(cursor) { return { cursor: cursor ?? '', outcome: 'nothing to find' } }
  async deliverNotices() { return 'nothing to deliver' }
  async sendMessages() { return { outcome: 'nothing to send', rows: 0 } }
  async rollUp() { return 'nothing to count' }
  async reportCases() { return 'nothing to report' }
  async rollUpEvaluations() { return { outcome: 'nothing to count', rows: 0 } }
  async detectFabrication(cursor) { return { cursor: cursor ?? '', outcome: 'nothing to find' } }
  async expireInvitations(cursor) { return { cursor: cursor ?? '', outcome: 'nothing to expire', rows: 0 } }
  async reportEvaluations() { return { outcome: 'nothing to report', rows: 0 } }
  async draftBulletins() { return 'nothing to draft' }
}
export default { fetch: (request) => new Response('${name} ' + request.headers.get('X-Request-Id'), { status: 201 }) }`,
})

const worker = (name: string, configPath: string, more: object = {}) => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath },
      miniflare: { bindings: { ...testEnvironment, TEST_MIGRATIONS: migrations }, ...more },
    }),
  ],
  test: {
    name,
    include: [`workers/${name}/src/**/*.workerd.test.ts`, `test/workerd/${name}/**/*.test.ts`],
    // Where there is a database, files share a runtime; `test/start-anew.ts` gives each an empty one.
    isolate: name === 'gateway',
    setupFiles: name === 'gateway' ? [] : ['./test/migrate.ts'],
    // Two whole regions in one test have much to do, and all of them on a machine that does other things too.
    testTimeout: 60_000,
  },
})

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          // Pure files share a worker: no test of theirs replaces a module or leaves anything behind.
          isolate: false,
          // What hangs is ended; a machine that does other things too is no reason.
          testTimeout: 60_000,
          include: [
            'packages/*/src/**/*.test.ts',
            'workers/*/src/**/*.test.ts',
            'scripts/**/*.test.ts',
            'test/unit/**/*.test.ts',
          ],
          exclude: ['**/*.workerd.test.ts'],
        },
      },
      worker('gateway', './wrangler.toml', {
        workers: [
          'approvals',
          'casework',
          'overviews',
          'rules',
          'licences',
          'exchange',
          'handovers',
          'supervision',
          'oversight',
          'evaluations',
        ].map(standIn),
      }),
      // With the bucket of casework, whose door stands beside it in these tests, as that of licences does.
      worker('approvals', './workers/approvals/wrangler.toml', {
        r2Buckets: ['FILES'],
        workers: ['licences', 'exchange'].map(standIn),
      }),
      // Two regions in one test: the second has a database and a bucket of its own.
      worker('exchange', './workers/exchange/wrangler.toml', {
        d1Databases: ['DB', 'PARTNER_DB'],
        r2Buckets: ['FILES', 'PARTNER_FILES'],
        workers: ['handovers'].map(standIn),
      }),
      worker('supervision', './workers/supervision/wrangler.toml', {
        workers: ['casework', 'licences', 'exchange', 'oversight', 'evaluations'].map(standIn),
      }),
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          // Two regions and one Chromium for all files.
          globalSetup: ['./test/built.ts', './test/browser/setup.ts'],
          maxWorkers: 4,
          sequence: { groupOrder: 2 },
          expect: { poll: { timeout: 30_000, interval: 100 } },
          testTimeout: 300_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['./test/built.ts'],
          // Each file starts regions of its own, which wait more than they work.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          // What comes about beside an answer is waited for.
          expect: { poll: { timeout: 30_000, interval: 100 } },
          testTimeout: 300_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
})
