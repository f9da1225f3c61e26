/** What differs between two versions, in words, with who would notice. */
import type { FactDefinition } from '../second-approval/fact.ts'
import type { DifferenceReport, RowDifference, TableDifference, Treated } from './difference-report.ts'
import type { Severity } from './finding.ts'
import type { RowPart } from './rows.ts'
import {
  labelWords,
  type Names,
  namedWords,
  plainWords,
  type ReportLine,
  rowsWords,
  rowWords,
  type Words,
  witnessWords,
} from './words.ts'

const PARTS: Record<RowPart, Words> = {
  conditions: { zh: '条件', en: 'conditions' },
  results: { zh: '结果', en: 'results' },
  notes: { zh: '说明文字', en: 'notes' },
  id: { zh: '编号', en: 'id' },
  place: { zh: '位置', en: 'place' },
  meaning: { zh: '所引用的参数或算式', en: 'a parameter or expression it refers to' },
}

export function differenceLines(
  difference: DifferenceReport,
  definitions: readonly FactDefinition[],
  names: Names = {},
): readonly ReportLine[] {
  const line = (kind: string, words: Words, table: string | null = null, severity: Severity = 'warning') => ({
    severity,
    kind,
    table,
    ...words,
  })
  if (difference.equal)
    return [
      line(
        'equal',
        {
          zh: '与现行规则相比，没有任何人会受到不同对待。',
          en: 'Compared with the rules in force nobody is treated differently.',
        },
        null,
        'note',
      ),
      ...difference.tables.flatMap((table) => rewordedLines(table)),
    ]
  const written = (value: unknown) =>
    value === undefined ? { zh: '（无）', en: '(none)' } : plainWords(asJson(value))
  return [
    ...difference.parameters.map(({ path, from, to }) =>
      line('parameter', {
        zh: `参数“${names[path]?.zh ?? path}”由 ${written(from).zh} 改为 ${written(to).zh}。`,
        en: `The parameter “${names[path]?.en ?? path}” changes from ${written(from).en} to ${written(to).en}.`,
      }),
    ),
    ...difference.inputs.added.map((name) =>
      line('input', { zh: `新增输入 ${name}。`, en: `The input ${name} is new.` }),
    ),
    ...difference.inputs.removed.map((name) =>
      line('input', { zh: `不再使用输入 ${name}。`, en: `The input ${name} is gone.` }),
    ),
    ...difference.expressions.map(({ label, name, from, to, shown }) => {
      const title = labelWords(label)
      const example =
        shown === null
          ? {
              zh: '没有找到结果不同的申请，请自行核对。',
              en: 'No application with another value was found; check it by hand.',
            }
          : witnessWords(
              { inputs: shown.inputs, telling: [], columns: [], shown: 'application' },
              definitions,
            )
      const values =
        shown === null
          ? { zh: '', en: '' }
          : {
              zh: `原来得 ${plainWords(shown.from).zh}，现在得 ${plainWords(shown.to).zh}。`,
              en: `It gave ${plainWords(shown.from).en} and now gives ${plainWords(shown.to).en}. `,
            }
      const changed =
        from === to
          ? { zh: '算式未变，但它引用的内容变了', en: 'is written as before, but what it refers to changes' }
          : {
              zh: `由 ${from ?? '（无）'} 改为 ${to ?? '（无）'}`,
              en: `changes from ${from ?? '(none)'} to ${to ?? '(none)'}`,
            }
      return line('expression', {
        zh: `算式“${title.zh}”（${name}）${changed.zh}。${values.zh}${example.zh}`,
        en: `The expression “${title.en}” (${name}) ${changed.en}. ${values.en}${example.en}`,
      })
    }),
    ...difference.tables.flatMap((table) => [
      ...tableDifferenceLines(table, definitions, names),
      ...rewordedLines(table),
    ]),
  ]
}

/** Guarantee: parameters of plans are JSON. */
const asJson = (value: unknown) => value as Parameters<typeof plainWords>[0]

function tableDifferenceLines(
  table: TableDifference,
  definitions: readonly FactDefinition[],
  names: Names,
): readonly ReportLine[] {
  const label = labelWords(table.label)
  const line = (kind: string, { zh, en }: Words): ReportLine => ({
    severity: 'warning',
    kind,
    table: table.table,
    zh: `决策表“${label.zh}”（${table.table}）：${zh}`,
    en: `Decision table “${label.en}” (${table.table}): ${en}`,
  })
  if (table.kind !== 'compared') {
    const isNew = table.kind === 'added'
    return [
      line('table', {
        zh: isNew ? '整张表是新增的，没有可比对象；请逐行核对。' : '整张表被删去；请核对原来由它决定的情形。',
        en: isNew
          ? 'the whole table is new, there is nothing to compare it with; check it row by row.'
          : 'the whole table is gone; check what it used to decide.',
      }),
    ]
  }
  return [
    ...(table.hit.from === table.hit.to
      ? []
      : [
          line('hitPolicy', {
            zh: `命中策略由 ${table.hit.from} 改为 ${table.hit.to}。`,
            en: `the hit policy changes from ${table.hit.from} to ${table.hit.to}.`,
          }),
        ]),
    ...table.rows.map((row) => line('row', changedRowWords(row))),
    ...table.treated.map((one) => line('treated', treatedWords(one, definitions, names))),
    ...(table.regions > table.treated.length
      ? [
          line('unlisted', {
            zh: `另有 ${table.regions - table.treated.length} 处不同没有逐一列出。`,
            en: `${table.regions - table.treated.length} more differences are not listed.`,
          }),
        ]
      : []),
    ...(table.decided
      ? []
      : [
          line('notDecided', {
            zh: '两个版本没有比较完，因为组合太多；已列出的不同属实，但可能还有别的。',
            en: 'the comparison was not finished, because there are too many combinations; what is listed is right, there may be more.',
          }),
        ]),
  ]
}

function changedRowWords({ kind, row, from, to, parts }: RowDifference): Words {
  const name = rowWords(row)
  if (kind === 'added') return { zh: `新增${name.zh}：${to}。`, en: `${name.en} is new: ${to}.` }
  if (kind === 'removed') return { zh: `删去${name.zh}：${from}。`, en: `${name.en} is gone: ${from}.` }
  const what = {
    zh: parts.map((part) => PARTS[part].zh).join('、'),
    en: parts.map((part) => PARTS[part].en).join(', '),
  }
  const texts =
    from === to
      ? { zh: `：${to}`, en: `: ${to}` }
      : { zh: `：由 ${from} 改为 ${to}`, en: `: from ${from} to ${to}` }
  return { zh: `${name.zh}改变了${what.zh}${texts.zh}。`, en: `${name.en} differs in ${what.en}${texts.en}.` }
}

function treatedWords(
  { witness, from, to, outputs }: Treated,
  definitions: readonly FactDefinition[],
  names: Names,
): Words {
  const shown = witnessWords(witness, definitions)
  const by = (rows: Treated['from']['rows']): Words =>
    rows.length === 0
      ? { zh: '没有行命中', en: 'no row hits' }
      : { zh: `由${rowsWords(rows).zh}作答`, en: `${rowsWords(rows).en} answers` }
  // Where both versions write the same, only the values tell them apart.
  const isSame = from.gives.join('; ') === to.gives.join('; ')
  const gives = (one: Treated['from']): Words => {
    const written = one.gives.join('; ')
    const { zh, en } =
      isSame && one.value !== undefined ? namedWords(one.value, names) : { zh: written, en: written }
    return zh === '' ? { zh: '', en: '' } : { zh: `，给出 ${zh}`, en: `, giving ${en}` }
  }
  const sure =
    outputs === 'different'
      ? { zh: '会受到不同对待', en: 'is treated differently' }
      : { zh: '可能受到不同对待', en: 'may be treated differently' }
  return {
    zh: `有人${sure.zh}：原来${by(from.rows).zh}${gives(from).zh}；现在${by(to.rows).zh}${gives(to).zh}。${shown.zh}请写明理由，或者改回。`,
    en: `Somebody ${sure.en}: before, ${by(from.rows).en}${gives(from).en}; now, ${by(to.rows).en}${gives(to).en}. ${shown.en} Give the reason, or change it back.`,
  }
}

function rewordedLines(table: TableDifference): readonly ReportLine[] {
  if (table.withoutEffect.length === 0) return []
  const rows = rowsWords(table.withoutEffect.map(({ row }) => row))
  const label = labelWords(table.label)
  return [
    {
      severity: 'note',
      kind: 'withoutEffect',
      table: table.table,
      zh: `决策表“${label.zh}”（${table.table}）：${rows.zh}的文字或位置改了，但没有人因此受到不同对待。`,
      en: `Decision table “${label.en}” (${table.table}): ${rows.en} changed in wording or place, and nobody is treated differently for it.`,
    },
  ]
}
