/**
 * `npm run dry-run`: builds every Worker as a deployment would, and sends nothing. Fails on the first that does not
 * build.
 */
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { ROOT, WORKERS } from './region/places.ts'

const WRANGLER = resolve(ROOT, 'node_modules/wrangler/bin/wrangler.js')

execFileSync(process.execPath, [resolve(ROOT, 'scripts/vendor.ts')], { stdio: 'inherit' })
for (const { name, config } of WORKERS) {
  console.log(`\n${config}`)
  const out = resolve(ROOT, 'dist', name)
  execFileSync(process.execPath, [WRANGLER, 'deploy', '--dry-run', '-c', config, '--outdir', out], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', WRANGLER_WRITE_LOGS: 'false' },
  })
}
