import type { IntakeResult } from './intake/measure.ts'
import type { Arm } from './load/interleave.ts'
import { type Results, wrongAnswers } from './results.ts'
import { TARGETS } from './targets.ts'

/** The results as a person reads them: figures, targets, and what the baselines are. */
export function report(results: Results): string {
  const { date, machine, versions, workers, intake, engines, verify, verifyHttp } = results
  const verdicts = verdictsOf(results)
  const wrong = wrongAnswers(results)
  return [
    '',
    `Tongban bench, ${date}; ${machine.cpus} × ${machine.model}`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    '',
    'Workers, built as for deployment (minified); start = the built module imported into a fresh workerd, no profiler',
    rows(
      ['', 'raw kB', 'gzip kB', 'start ms'],
      workers.map(({ name, rawBytes, gzipBytes, startMilliseconds }) => [
        name,
        (rawBytes / 1000).toFixed(0),
        (gzipBytes / 1000).toFixed(1),
        String(startMilliseconds),
      ]),
    ),
    '',
    ...intake.flatMap(intakeLines),
    'Engine: one decision of 40 rules in three linked tables over 15 inputs, all in the same workerd, medians',
    rows(
      ['', 'µs', 'lowest–highest', 'cases', 'wrong'],
      engines.map(({ name, microseconds, lowest, highest, casesChecked, wrong }) => [
        name,
        microseconds.toFixed(2),
        `${lowest.toFixed(2)}–${highest.toFixed(2)}`,
        String(casesChecked),
        String(wrong),
      ]),
    ),
    ...engines.map(({ name, says }) => `  ${name}: ${says}`),
    '',
    'Verification of a licence, all in the same workerd, medians; of bare = verifications a second beside one bare signature check',
    rows(
      ['', 'µs', 'of bare', 'rounds', 'wrong'],
      verify.map(({ name, microseconds, ratio, roundRatios, wrong }) => [
        name,
        microseconds.toFixed(1),
        ratio.toFixed(3),
        `${Math.min(...roundRatios).toFixed(2)}–${Math.max(...roundRatios).toFixed(2)}`,
        String(wrong),
      ]),
    ),
    ...verify.map(({ name, says }) => `  ${name}: ${says}`),
    '',
    `Verification over HTTP: POST verify, ${verifyHttp.connections} connections, ${verifyHttp.rounds} rounds of ${verifyHttp.seconds} s in turns, medians`,
    `Each licence is new to the isolate; a body has ${verifyHttp.bodyBytes.toFixed(0)} bytes where nothing is disclosed.`,
    armRows(verifyHttp.arms),
    '',
    ...verdicts,
    wrong === 0
      ? 'All answers were right.'
      : `WRONG: ${wrong} answers; see the lines that begin with "wrong".`,
  ].join('\n')
}

function intakeLines(intake: IntakeResult): string[] {
  const { read, write, writtenBytes } = intake.statements
  return [
    `Intake: ${intake.says}: POST applications, ${intake.connections} connections, ${intake.rounds} rounds of ${intake.seconds} s in turns, medians`,
    'Baseline: a bare Worker, same Miniflare, own D1. It takes the body unread, executes the same read batch and the same',
    `write batch (${read} + ${write} statements, ${writtenBytes} bytes bound), recorded from ours, with only the keys of the person and`,
    intake.issuesLicence
      ? 'of the licence replaced, lets the same licences Worker sign the same draft in between, and answers the recorded'
      : 'the case number replaced, and answers the recorded',
    'answer. No token, no check, no decision, no encryption, no log. Neither drains an outbox.',
    armRows(intake.arms),
    intake.sameRows
      ? `Rows written per application are the same in both databases; ${intake.roundTrips} round trips each.`
      : 'wrong: the baseline did not write the same rows, see results.json',
    '',
  ]
}

const armRows = (arms: readonly Arm[]) =>
  rows(
    ['', 'req/s', 'p50 ms', 'of baseline', 'rounds'],
    arms.map(({ says, requestsPerSecond, p50Milliseconds, ratio, roundRatios }) => [
      says,
      requestsPerSecond.toFixed(0),
      p50Milliseconds.toFixed(1),
      ratio.toFixed(2),
      roundRatios.length === 0
        ? ''
        : `${Math.min(...roundRatios).toFixed(2)}–${Math.max(...roundRatios).toFixed(2)}`,
    ]),
  )

/** Each target with what was found; a missed one begins with MISSED. */
function verdictsOf({ workers, verifier, intake, engines, verify, verifyHttp }: Results): string[] {
  const verdict = (what: string, found: number, holds: boolean, limit: string) =>
    `${holds ? 'met   ' : 'MISSED'} ${what}: ${found.toFixed(2)} (target ${limit})`
  const publicly = verifyHttp.arms.find(({ name }) => name === 'public')?.ratio ?? Number.NaN
  const traced = engines.find(({ isTarget }) => isTarget)?.microseconds ?? Number.NaN
  return [
    ...intake.map(({ says, arms }) => {
      const ours = arms.find(({ name }) => name === 'ours')?.ratio ?? Number.NaN
      return verdict(
        `intake, ${says}, of the baseline`,
        ours,
        ours >= TARGETS.intakeRatio,
        `≥ ${TARGETS.intakeRatio}`,
      )
    }),
    verdict(
      'one traced decision, µs',
      traced,
      traced <= TARGETS.decisionMicroseconds,
      `≤ ${TARGETS.decisionMicroseconds}`,
    ),
    ...Object.entries(TARGETS.verifyRatios).map(([name, limit]) => {
      const found = verify.find((line) => line.name === name)?.ratio ?? Number.NaN
      return verdict(`verification, ${name}, of the bare check`, found, found >= limit, `≥ ${limit}`)
    }),
    verdict(
      'verification over HTTP, by anyone, of the baseline',
      publicly,
      publicly >= TARGETS.httpVerifyRatio,
      `≥ ${TARGETS.httpVerifyRatio}`,
    ),
    ...verifier.map(({ name, gzipBytes }) =>
      verdict(
        `package verifier, ${name}, gzip kB`,
        gzipBytes / 1000,
        gzipBytes / 1000 <= TARGETS.verifierGzipKilobytes,
        `≤ ${TARGETS.verifierGzipKilobytes}`,
      ),
    ),
    ...workers.flatMap(({ name, gzipBytes, startMilliseconds }) => [
      verdict(
        `${name}, gzip kB`,
        gzipBytes / 1000,
        gzipBytes / 1000 <= TARGETS.bundleGzipKilobytes,
        `≤ ${TARGETS.bundleGzipKilobytes}`,
      ),
      verdict(
        `${name}, start ms`,
        startMilliseconds,
        startMilliseconds <= TARGETS.moduleStartMilliseconds,
        `≤ ${TARGETS.moduleStartMilliseconds}`,
      ),
    ]),
  ]
}

/** Columns wide enough for what stands in them; a text counts as wide as it is long. */
function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const lines = [head, ...body]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const padded = (line: readonly string[]) =>
    line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
  return lines.map((line) => `  ${padded(line).join('  ')}`.trimEnd()).join('\n')
}
