/** What a replay of past cases shows, in words. */
import type { Severity } from './finding.ts'
import type { Flip, ShadowReport } from './shadow.ts'
import type { ReportLine, Words } from './words.ts'

const MOST_FLIPS = 100

const OUTCOMES: Record<string, Words> = {
  approve: { zh: '自动批准', en: 'approved' },
  supplement: { zh: '补正', en: 'supplement' },
  refer: { zh: '转人工', en: 'to a person' },
  elsewhere: { zh: '由其他地区办理', en: 'another region' },
}
const outcomeWords = (outcome: string): Words => OUTCOMES[outcome] ?? { zh: outcome, en: outcome }

export function shadowLines(shadow: ShadowReport): readonly ReportLine[] {
  const line = (kind: string, severity: Severity, words: Words): ReportLine => ({
    kind,
    severity,
    table: null,
    ...words,
  })
  const flips = shadow.flips.slice(0, MOST_FLIPS)
  return [
    line('shadow', shadow.different > 0 ? 'warning' : 'note', {
      zh: `用新规则重算了 ${shadow.replayed} 件既往办件（另有 ${shadow.erased} 件的事实已依法删除，不能重算），其中 ${shadow.different} 件的结果会不同。`,
      en: `${shadow.replayed} past cases were decided again by the new rules (${shadow.erased} more cannot be, their facts are erased); ${shadow.different} of them would come out differently.`,
    }),
    ...Object.entries(shadow.outcomes).flatMap(([from, row]) =>
      Object.entries(row).flatMap(([to, count]) =>
        from === to
          ? []
          : [
              line('flips', 'warning', {
                zh: `由“${outcomeWords(from).zh}”变为“${outcomeWords(to).zh}”：${count} 件。`,
                en: `From “${outcomeWords(from).en}” to “${outcomeWords(to).en}”: ${count} cases.`,
              }),
            ],
      ),
    ),
    ...Object.entries(shadow.rules).map(([rule, { gained, lost }]) =>
      line('rule', 'warning', {
        zh: `规则 ${rule}：新增适用 ${gained} 件，不再适用 ${lost} 件。`,
        en: `Rule ${rule}: newly applies to ${gained} cases, no longer to ${lost}.`,
      }),
    ),
    ...(shadow.notReproduced.length === 0
      ? []
      : [
          line('notReproduced', 'warning', {
            zh: `有 ${shadow.notReproduced.length} 件按现行规则重算与当时的记录不一致，请先查明原因：${shadow.notReproduced.slice(0, 5).join('、')}。`,
            en: `${shadow.notReproduced.length} cases do not come out as recorded by the rules in force; find out why first: ${shadow.notReproduced.slice(0, 5).join(', ')}.`,
          }),
        ]),
    ...flips.map((flip) => line('flip', 'warning', flipWords(flip))),
    ...(shadow.different > flips.length
      ? [
          line('unlisted', 'note', {
            zh: `以上列出 ${flips.length} 件，全部 ${shadow.different} 件见名单。`,
            en: `${flips.length} are named above; the list has all ${shadow.different}.`,
          }),
        ]
      : []),
  ]
}

function flipWords({ id, receivedOn, from, to, gained, lost }: Flip): Words {
  const [was, is] = [outcomeWords(from.outcome), outcomeWords(to.outcome)]
  const moved =
    from.outcome === to.outcome
      ? { zh: `仍为“${was.zh}”，但内容不同`, en: `still “${was.en}”, with other contents` }
      : { zh: `由“${was.zh}”变为“${is.zh}”`, en: `from “${was.en}” to “${is.en}”` }
  const rules = {
    zh: `${gained.length === 0 ? '' : `，新增规则 ${gained.join('、')}`}${lost.length === 0 ? '' : `，不再适用规则 ${lost.join('、')}`}`,
    en: `${gained.length === 0 ? '' : `, rules now applying: ${gained.join(', ')}`}${lost.length === 0 ? '' : `, no longer: ${lost.join(', ')}`}`,
  }
  return {
    zh: `办件 ${id}（${receivedOn} 收件）${moved.zh}${rules.zh}。`,
    en: `Case ${id} (received ${receivedOn}): ${moved.en}${rules.en}.`,
  }
}
