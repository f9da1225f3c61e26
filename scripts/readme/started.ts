import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { ROOT } from '../region/places.ts'
import { Trouble } from '../say.ts'

/** `npm start` for as long as something is tried with it. */

const READY = 'Tongban is ready'
const LIMIT_MS = 180_000

export type Started = {
  /** Everything it has printed. */
  readonly printed: string
  readonly stop: () => Promise<void>
}

export async function startRegions(): Promise<Started> {
  const child = spawn(process.execPath, [resolve(ROOT, 'scripts/start.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((settle) => child.once('exit', () => settle()))
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
  }
  const printed = await printedUntilReady(child)
  if (printed.includes(READY)) return { printed, stop }
  await stop()
  throw new Trouble(
    `npm start 没有就绪：\n${printed}`,
    'npm start did not become ready; what it printed is above.',
  )
}

/** What was printed until it is ready, has ended, or the time is over. */
function printedUntilReady(child: ChildProcess): Promise<string> {
  return new Promise((settle) => {
    let printed = ''
    const done = () => settle(printed)
    setTimeout(done, LIMIT_MS).unref()
    child.once('exit', done)
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        // The guide is printed in one go after this line; a moment later it is whole.
        if (printed.includes(READY)) setTimeout(done, 500)
      })
    }
  })
}
