/** The command as a process: its terminal, its clock, its network. */
import { text } from 'node:stream/consumers'
import { run } from './run.ts'

const { stdin, stdout, stderr, env } = process

process.exitCode = await run(process.argv.slice(2), {
  out: (written) => stdout.write(written),
  err: (written) => stderr.write(written),
  colour: stdout.isTTY === true && !env.NO_COLOR,
  live: stderr.isTTY === true,
  now: Date.now,
  fetch,
  environment: env,
  stdin: () => text(stdin),
})
