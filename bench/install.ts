import { run } from './command.ts'
import { installedVersion, pins } from './installed.ts'
import { BENCH } from './place.ts'

/** Installs what this folder needs from its own lockfile, unless exactly that is there already. */
export async function install(say: (line: string) => void): Promise<void> {
  if (Object.entries(pins()).every(([name, version]) => installedVersion(name) === version)) return
  say('Installing bench/ from its lockfile …')
  await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: BENCH })
}
