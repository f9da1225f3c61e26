import { spawn } from 'node:child_process'

/**
 * Runs lanes of commands at the same time, the commands of a lane one after the other. What each one wrote is told whole
 * when it ends, so that no two mix; all run to their end, whichever fails.
 */
export type Command = {
  readonly name: string
  readonly file: string
  readonly args: readonly string[]
  /** Where it runs, and what it is told beside the environment of this process. */
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}
export type Ended = {
  readonly name: string
  readonly ok: boolean
  readonly seconds: number
  readonly output: string
}

export async function sideBySide(
  lanes: readonly (readonly Command[])[],
  tell: (ended: Ended) => void,
): Promise<readonly Ended[]> {
  const ended = await Promise.all(
    lanes.map(async (lane) => {
      const done: Ended[] = []
      for (const command of lane) {
        const one = await runToEnd(command)
        tell(one)
        done.push(one)
      }
      return done
    }),
  )
  return ended.flat()
}

async function runToEnd({ name, file, args, cwd, env = {} }: Command): Promise<Ended> {
  const startedAt = performance.now()
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...COLOURS, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  })
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
