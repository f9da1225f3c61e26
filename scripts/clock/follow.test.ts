import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeReached } from '../region/clock-file.ts'
import { type Places, placesOf } from '../region/places.ts'
import { writeProcessRecord } from '../region/process-file.ts'
import { runningOf, untilFollowed } from './follow.ts'

/** Whoever moves the time waits for regions that follow, and not for a start script that has ended. */

let root: string
let places: Places
let script: ChildProcess
/** A process that looks like `npm start`, and does nothing. */
const started = (): ChildProcess =>
  spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)', 'scripts/start.ts'], { stdio: 'ignore' })
const pidOf = ({ pid }: ChildProcess): number => {
  if (pid === undefined) throw new Error('nothing was started')
  return pid
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongban-clock-'))
  places = placesOf('510116', root)
  await mkdir(places.folder, { recursive: true })
  script = started()
  await writeProcessRecord(places, { group: pidOf(script), starter: pidOf(script), port: 1 })
})
afterEach(async () => {
  script.kill('SIGKILL')
  await rm(root, { recursive: true, force: true })
})

test('is whoever waits told at once when npm start has died?', async () => {
  const running = await runningOf([places])
  expect(running).toEqual([{ places, starter: pidOf(script) }])
  const waiting = untilFollowed(3_600_000, running)
  const told = expect(waiting).rejects.toThrow('npm start has ended')
  await wait(50)
  const at = Date.now()
  script.kill('SIGKILL')
  await told
  expect(Date.now() - at).toBeLessThan(5_000)
})

test('does waiting end when the region has followed, also while nothing of it is on record?', async () => {
  const running = await runningOf([places])
  await rm(places.process)
  expect(await runningOf([places])).toEqual([])
  const waiting = untilFollowed(3_600_000, running)
  await writeReached(places, 3_600_000)
  await waiting
})

test('is what followed and was stopped then no trouble?', async () => {
  const running = await runningOf([places])
  await writeReached(places, 7_200_000)
  script.kill('SIGKILL')
  await untilFollowed(7_200_000, running)
})
