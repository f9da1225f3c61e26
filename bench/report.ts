import type { RatingResult } from './evaluations/measure.ts'
import type { DeliveryResult } from './exchange/measure.ts'
import type { IntakeResult } from './intake/measure.ts'
import type { Arm } from './load/interleave.ts'
import { type Results, wrongAnswers } from './results.ts'
import type { SweepResult } from './supervision/measure.ts'
import { TARGETS } from './targets.ts'
import type { VerifyResult } from './verify/measure.ts'

/** The results as a person reads them: figures, targets, and what the baselines are. */
export function report(results: Results): string {
  const { date, machine, versions, workers, intake, engines, verify, verifyHttp } = results
  const { delivery, signature, roundTrip, sweep } = results
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
    ...ratingLines(results.ratings),
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
    ...raceLines(verify),
    '',
    `Verification over HTTP: POST verify, ${verifyHttp.connections} connections, ${verifyHttp.rounds} rounds of ${verifyHttp.seconds} s in turns, medians`,
    `Each licence is new to the isolate; a body has ${verifyHttp.bodyBytes.toFixed(0)} bytes where nothing is disclosed.`,
    armRows(verifyHttp.arms),
    '',
    ...deliveryLines(delivery),
    'Signature of a request between regions, all in the same workerd, medians; of bare = verifications a second beside one bare check',
    ...raceLines(signature),
    '',
    `An application decided by the other region at once: two whole regions, ${roundTrip.applications} applications of as many people, one after the other, medians`,
    `  received here after ${roundTrip.receivedMilliseconds.toFixed(0)} ms; granted there, told back and shown here, its licence verified, after ${roundTrip.decidedMilliseconds.toFixed(0)} ms (${roundTrip.lowest.toFixed(0)}–${roundTrip.highest.toFixed(0)})`,
    '',
    ...sweepLines(sweep),
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

function ratingLines({ connections, rounds, seconds, arms, statements, sameRows }: RatingResult): string[] {
  return [
    `Ratings: POST evaluations, ${connections} connections, ${rounds} rounds of ${seconds} s in turns, medians`,
    `Baseline: a bare Worker, same Miniflare, own D1, same read batch and write batch (${statements.read} + ${statements.write} statements where the`,
    'rating is good), recorded from ours byte for byte, body unread, recorded answer. No token, no check, no limit, no log.',
    armRows(arms),
    sameRows
      ? 'Rows counted on both sides: words with each rating, an order with each bad one.'
      : 'wrong: rows are missing on a side',
    '',
  ]
}

const raceLines = (lines: readonly VerifyResult[]): string[] => [
  rows(
    ['', 'µs', 'of bare', 'rounds', 'wrong'],
    lines.map(({ name, microseconds, ratio, roundRatios, wrong }) => [
      name,
      microseconds.toFixed(1),
      ratio.toFixed(3),
      rangeOf(roundRatios, 2),
      String(wrong),
    ]),
  ),
  ...lines.map(({ name, says }) => `  ${name}: ${says}`),
]

const rangeOf = (values: readonly number[], digits: number) =>
  `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`

function deliveryLines({ rounds, bodyBytes, sealedBytes, lines, wrong }: DeliveryResult): string[] {
  return [
    `Deliveries: two regions, each a workerd of its own with its databases on disk, over HTTP; ${rounds} rounds in turns, medians`,
    `A message has ${bodyBytes} bytes, ${sealedBytes} of them sealed beforehand. Ours is leased, sent signed, verified, stored, receipted and`,
    'settled by the receipt; the bare pair claims, sends, writes inbox and case, reads back, and updates, all in the clear.',
    rows(
      ['', 'a request', 'drains', 'bare/s', 'ours/s', 'rounds', 'of bare', 'rounds'],
      lines.map(({ way, messagesPerRequest, drains, bare, ours, ratio, roundRatios }) => [
        way,
        String(messagesPerRequest),
        String(drains),
        bare.messagesPerSecond.toFixed(0),
        ours.messagesPerSecond.toFixed(0),
        rangeOf(ours.roundRates, 0),
        ratio.toFixed(2),
        rangeOf(roundRatios, 2),
      ]),
    ),
    ...(wrong.length === 0
      ? [
          'Rows counted on both sides afterwards: every message stored once, receipted once, proven on both sides.',
        ]
      : wrong.map((line) => `wrong: ${line}`)),
    '',
  ]
}

function sweepLines({
  open,
  due,
  seconds,
  againSeconds,
  notices,
  cards,
  statements,
  wrong,
}: SweepResult): string[] {
  return [
    `The sweep of supervision in a workerd with its database on disk: ${open} open clocks, something due of ${due} of them, one run`,
    `  ${notices} notices and ${cards} cards, with the receipts and replies then owed, after ${seconds.toFixed(2)} s in ${statements} statements; a second run: ${(againSeconds * 1000).toFixed(0)} ms`,
    ...(wrong.length === 0
      ? ['Rows counted afterwards: each stage given once, and nothing by the second run.']
      : wrong.map((line) => `wrong: ${line}`)),
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
function verdictsOf(results: Results): string[] {
  const { workers, verifier, intake, engines, verify, verifyHttp, delivery, roundTrip, sweep } = results
  const verdict = (what: string, found: number, holds: boolean, limit: string) =>
    `${holds ? 'met   ' : 'MISSED'} ${what}: ${found.toFixed(2)} (target ${limit})`
  const publicly = verifyHttp.arms.find(({ name }) => name === 'public')?.ratio ?? Number.NaN
  const rated = results.ratings.arms.find(({ name }) => name === 'ours')?.ratio ?? Number.NaN
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
    verdict('ratings, of the baseline', rated, rated >= TARGETS.ratingRatio, `≥ ${TARGETS.ratingRatio}`),
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
    ...delivery.lines.map(({ way, ratio }) => {
      const limit = TARGETS.deliveryRatios[way]
      return verdict(`deliveries, ${way}, of the bare pair`, ratio, ratio >= limit, `≥ ${limit}`)
    }),
    verdict(
      'decided by the other region and shown here, ms',
      roundTrip.decidedMilliseconds,
      roundTrip.decidedMilliseconds <= TARGETS.handOverMilliseconds,
      `≤ ${TARGETS.handOverMilliseconds}`,
    ),
    verdict(
      `everything given that was due of ${sweep.due} of ${sweep.open} clocks, s`,
      sweep.seconds,
      sweep.seconds <= TARGETS.sweepSeconds,
      `≤ ${TARGETS.sweepSeconds}`,
    ),
    verdict(
      'statements for each 1,000 due',
      sweep.statementsPerThousand,
      sweep.statementsPerThousand <= TARGETS.sweepStatementsPerThousand,
      `≤ ${TARGETS.sweepStatementsPerThousand}`,
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
