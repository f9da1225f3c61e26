/** What the scripts tell a person: Chinese first, English beside. Messages say what happened and what to do next. */

export type Said = { readonly zh: string; readonly en: string }

export function say(zh: string, en: string): void {
  console.log(`${zh}\n  ${en}`)
}

/** A stop that a person can cure; anything else that is thrown is a bug and keeps its stack. */
export class Trouble extends Error {
  override readonly name = 'Trouble'
  readonly said: Said

  constructor(zh: string, en: string) {
    super(en)
    this.said = { zh, en }
  }
}

/** Runs a script to its end: a `Trouble` is told and ends with code 1, a bug is shown whole. */
export async function telling(script: () => Promise<void>): Promise<void> {
  try {
    await script()
  } catch (thrown) {
    if (!(thrown instanceof Trouble)) throw thrown
    console.error(`\n✗ ${thrown.said.zh}\n  ${thrown.said.en}`)
    process.exitCode = 1
  }
}
