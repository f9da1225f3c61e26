/** What an analysis finds in a table, in words: what happens, when, and what to do about it. */
import type { FactDefinition } from '../second-approval/fact.ts'
import type { Finding, Severity, TableReport } from './finding.ts'
import {
  labelWords,
  plainWords,
  type ReportLine,
  rowsWords,
  rowWords,
  type Words,
  witnessWords,
} from './words.ts'

const COMPLETE: Record<TableReport['complete'], Words> = {
  yes: { zh: '每一种取值都有一行作答', en: 'every combination of values is answered by a row' },
  no: { zh: '有取值没有任何一行作答', en: 'some values are answered by no row' },
  byDefault: { zh: '没有行命中时由默认结果作答', en: 'a default answers where no row hits' },
  notRequired: {
    zh: '本表逐行汇集，没有命中也是答案，所以不存在空白',
    en: 'the table collects, so that no hit is an answer too and there can be no gap',
  },
  notDecided: { zh: '是否有空白未能判定', en: 'whether there are gaps could not be decided' },
}

export function tableLines(
  table: TableReport,
  definitions: readonly FactDefinition[],
): readonly ReportLine[] {
  const label = labelWords(table.label)
  const at = {
    zh: `决策表“${label.zh}”（${table.table}）`,
    en: `Decision table “${label.en}” (${table.table})`,
  }
  const line = (severity: Severity, kind: string, { zh, en }: Words): ReportLine => ({
    severity,
    table: table.table,
    kind,
    zh: `${at.zh}：${zh}`,
    en: `${at.en}: ${en}`,
  })
  const complete = COMPLETE[table.complete]
  const given = table.given.map(({ column, value }) => `${column} = ${plainWords(value).zh}`).join('，')
  const pairs =
    table.complete === 'notRequired'
      ? { zh: '', en: '' }
      : {
          zh: `；可能同时命中的行有 ${table.overlaps.pairs} 对`,
          en: `; ${table.overlaps.pairs} pairs of rows can hit together`,
        }
  const summary = line('note', 'summary', {
    zh: `${table.rows} 行 ${table.columns} 列，${complete.zh}${pairs.zh}${given === '' ? '' : `；以 ${given} 为前提`}。`,
    en: `${table.rows} rows, ${table.columns} columns; ${complete.en}${pairs.en}${given === '' ? '' : `; given that ${given}`}.`,
  })
  const unlisted =
    table.unlisted === 0
      ? []
      : [
          line('warning', 'unlisted', {
            zh: `另有 ${table.unlisted} 项同类问题没有逐一列出；先改正已列的，再检查一次。`,
            en: `${table.unlisted} more findings of these kinds are not listed; correct those listed and check again.`,
          }),
        ]
  return [
    summary,
    ...table.findings.map((one) => line(one.severity, one.kind, findingWords(one, definitions))),
    ...unlisted,
  ]
}

function findingWords(finding: Finding, definitions: readonly FactDefinition[]): Words {
  switch (finding.kind) {
    case 'gap': {
      const witness = witnessWords(finding.witness, definitions)
      return {
        zh: `有一种情形没有任何一行作答，会转由工作人员决定。${witness.zh}请为它补一行，或者说明它不会出现。`,
        en: `No row answers one situation, which will go to a person. ${witness.en} Add a row for it, or state that it cannot occur.`,
      }
    }
    case 'overlap':
      return overlapWords(finding, definitions)
    case 'unreachable':
      return unreachableWords(finding, definitions)
    case 'duplicate': {
      const rows = rowsWords(finding.rows)
      const witness = witnessWords(finding.witness, definitions)
      return {
        zh: `${rows.zh}的条件和结果完全相同，同一情形会说两遍。${witness.zh}请只保留一行。`,
        en: `${rows.en} have the same conditions and results, so the same thing is said twice. ${witness.en} Keep one of them.`,
      }
    }
    case 'deadOutput': {
      const value = plainWords(finding.value)
      const output =
        finding.output === '' ? { zh: '结果', en: 'result' } : { zh: finding.output, en: finding.output }
      return {
        zh: `“${output.zh}”允许的值“${value.zh}”没有任何一行会给出。请删去这个值，或者补上给出它的行。`,
        en: `No row ever gives the permitted value “${value.en}” of “${output.en}”. Remove the value, or add a row that gives it.`,
      }
    }
    case 'notDecided':
      return notDecidedWords(finding)
  }
}

type Of<K extends Finding['kind']> = Extract<Finding, { readonly kind: K }>

function overlapWords(
  { rows, outputs, severity, witness }: Of<'overlap'>,
  definitions: readonly FactDefinition[],
): Words {
  const [a, b] = rows.map(rowWords)
  const shown = witnessWords(witness, definitions)
  const both = {
    zh: `${a?.zh ?? ''}与${b?.zh ?? ''}会同时命中`,
    en: `${a?.en ?? ''} and ${b?.en ?? ''} can hit together`,
  }
  if (severity === 'note')
    return {
      zh: `${both.zh}，结果相同，不影响决定。${shown.zh}可以合并成一行。`,
      en: `${both.en} with the same result, which changes no decision. ${shown.en} They can be merged.`,
    }
  const results = {
    same: {
      zh: '结果虽然相同，唯一命中的表仍不会给出结果',
      en: 'with the same result, and yet a UNIQUE table then gives none',
    },
    different: {
      zh: '而结果互相矛盾，不会得出结果',
      en: 'with results that contradict each other, so that there is none',
    },
    mayDiffer: { zh: '而结果可能互相矛盾', en: 'with results that may contradict each other' },
  }[outputs]
  return {
    zh: `${both.zh}，${results.zh}。${shown.zh}请改其中一行的条件，使两行不再相交。`,
    en: `${both.en}, ${results.en}. ${shown.en} Change the conditions of one of them so that they no longer meet.`,
  }
}

function unreachableWords(finding: Of<'unreachable'>, definitions: readonly FactDefinition[]): Words {
  const row = rowWords(finding.row)
  const column = labelWords(finding.column ?? '')
  switch (finding.reason) {
    case 'impossible': {
      const where =
        finding.column === null
          ? { zh: '各列', en: 'its columns' }
          : { zh: `“${column.zh}”`, en: `“${column.en}”` }
      return {
        zh: `${row.zh}永远不会命中：没有任何取值满足它对${where.zh}的条件。请改正条件，或者删去这一行。`,
        en: `${row.en} never hits: no value meets its condition on ${where.en}. Correct the condition, or delete the row.`,
      }
    }
    case 'switchedOff':
      return {
        zh: `${row.zh}在本地区不起作用：本地配置的“${column.zh}”不满足它的条件。这是配置的结果，确认即可。`,
        en: `${row.en} has no effect in this region: the value configured for “${column.en}” does not meet its condition. Confirm that this is meant.`,
      }
    case 'shadowed': {
      const by = rowsWords(finding.by)
      const witness =
        finding.witness === null ? { zh: '', en: '' } : witnessWords(finding.witness, definitions)
      return {
        zh: `${row.zh}永远轮不到：它的全部情形都先由${by.zh}作答。${witness.zh}请把它移到前面，或者删去。`,
        en: `${row.en} is never reached: all its situations are answered first by ${by.en}. ${witness.en} Move it up, or delete it.`,
      }
    }
  }
}

function notDecidedWords({ what, reason, rows }: Of<'notDecided'>): Words {
  const subject = {
    gaps: { zh: '是否有空白', en: 'whether there are gaps' },
    overlaps: { zh: '有没有行同时命中', en: 'whether rows hit together' },
    unreachable: { zh: '是否有轮不到的行', en: 'whether rows are never reached' },
  }[what]
  const why = {
    tooManySteps: { zh: '这张表的组合太多', en: 'the table has too many combinations' },
    tooManyBoxes: { zh: '行中并列的条件太多', en: 'rows have too many alternative conditions' },
  }[reason]
  const named = rowsWords(rows)
  const which = rows.length === 0 ? { zh: '', en: '' } : { zh: `（涉及${named.zh}）`, en: ` (${named.en})` }
  return {
    zh: `${subject.zh}没有判定${which.zh}，因为${why.zh}；这不表示没有问题。请把表拆小，或者减少并列条件后再检查。`,
    en: `${subject.en} was not decided${which.en}, because ${why.en}; this does not mean that all is well. Split the table or its rows and check again.`,
  }
}
