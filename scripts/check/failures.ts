import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'
import { ROOT } from '../region/places.ts'

/**
 * What failed in one part of a check, in short: each failed test with the beginning of its message, from the report of
 * vitest; of a part without a report, the end of what it wrote.
 */
const MESSAGE_CHARS = 700
const LAST_LINES = 40

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

export function failuresOf(part: string, output: string, folder = resolve(ROOT, 'reports')): string {
  const path = resolve(folder, `${part}.json`)
  const read = existsSync(path) ? report.safeParse(JSON.parse(readFileSync(path, 'utf8'))) : undefined
  const told = read?.success ? read.data.testResults.flatMap(failuresOfFile) : []
  return (told.length > 0 ? told : output.trimEnd().split('\n').slice(-LAST_LINES)).join('\n')
}

function failuresOfFile({
  name,
  status,
  message,
  assertionResults,
}: z.infer<typeof report>['testResults'][number]): readonly string[] {
  const file = name.slice(ROOT.length + 1)
  const failed = assertionResults.filter((each) => each.status === 'failed')
  // A file that does not load has failed without a single test.
  if (failed.length === 0) return status === 'failed' ? [`${file}\n${message.slice(0, MESSAGE_CHARS)}`] : []
  return failed.map(
    ({ fullName, failureMessages }) =>
      `${file} > ${fullName}\n${(failureMessages ?? []).join('\n').slice(0, MESSAGE_CHARS)}`,
  )
}
