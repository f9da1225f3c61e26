import { spawn } from 'node:child_process'

/**
 * Runs commands at the same time. What each one wrote is told whole when it ends, so that no two mix; all run to their
 * end, whichever fails.
 */
export type Command = { readonly name: string; readonly file: string; readonly args: readonly string[] }
export type Ended = {
  readonly name: string
  readonly ok: boolean
  readonly seconds: number
  readonly output: string
}

export const sideBySide = (
  commands: readonly Command[],
  tell: (ended: Ended) => void,
): Promise<readonly Ended[]> =>
  Promise.all(
    commands.map(async (command) => {
      const ended = await runToEnd(command)
      tell(ended)
      return ended
    }),
  )

async function runToEnd({ name, file, args }: Command): Promise<Ended> {
  const startedAt = performance.now()
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...COLOURS } })
  const written: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => written.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => written.push(chunk))
  const ok = await new Promise<boolean>((settle) => {
    child.once('error', (error) => {
      written.push(Buffer.from(`${error.message}\n`))
      settle(false)
    })
    child.once('close', (code) => settle(code === 0))
  })
  const seconds = (performance.now() - startedAt) / 1000
  return { name, ok, seconds, output: Buffer.concat(written).toString() }
}

/** A pipe has no colours of its own; the terminal behind it may. */
const COLOURS = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
