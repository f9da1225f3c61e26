/** What the command is given of the world, so that it runs the same in a terminal, a pipe and a test. */
import { styleText } from 'node:util'

export type Io = {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether `out` is a terminal that shows colour. */
  readonly colour: boolean
  /** Whether `err` is a terminal, where a line can be written over. */
  readonly live: boolean
  readonly now: () => number
  readonly fetch: typeof fetch
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly stdin: () => Promise<string>
}

export type Paint = (colour: 'green' | 'red' | 'yellow' | 'dim', text: string) => string

export const paintOf = ({ colour }: Io): Paint =>
  colour ? (name, text) => styleText(name, text, { validateStream: false }) : (_, text) => text

/** Chinese first, English beside; to the side of the answer. */
export function tell({ err }: Io, zh: string, en: string): void {
  err(`${harmless(zh)}\n  ${harmless(en)}\n`)
}

/** What a licence, a region or the name of a file says must not steer the terminal, nor turn the order of the text around. */
export const harmless = (text: string) => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd')
