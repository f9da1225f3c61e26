import type { PublishedRules } from './read.ts'

/** Published rules as plain text that reads well aloud: each row's condition in words, route, article or 本地配置. */
export function rulesText(rules: PublishedRules, itemName: string): string {
  const head = [
    `${itemName}：自动审批规则`,
    `版本 ${rules.version}，自 ${rules.effectiveOn} 起生效，内容摘要 SHA-256 ${rules.hash}`,
    ...(rules.stopped ? ['自动审批已暂停，申请由工作人员办理。'] : []),
    '',
    '本地配置：',
    ...Object.entries(rules.parameters).map(([name, value]) => `　${name}：${String(value)}`),
  ]
  const tables = rules.tables.flatMap((table) => ['', ...tableText(table)])
  return [...head, ...tables, ''].join('\n')
}

function tableText(table: PublishedRules['tables'][number]): readonly string[] {
  const { name, zh, inputs, outputs, annotations, rows } = table
  return [
    `【${name}】${zh}`,
    ...rows.map((row, at) => {
      const conditions = inputs.flatMap(({ label, text }, column) => {
        const cell = row.inputs[column] ?? '-'
        return cell === '-' ? [] : [`${label === '' ? text : label} ${cell}`]
      })
      const results = outputs.flatMap(({ text }, column) => {
        const value = row.outputs[column] ?? 'null'
        return value === 'null' ? [] : [`${text} = ${value}`]
      })
      const notes = annotations.flatMap((label, column) => {
        const note = row.notes[column] ?? ''
        return note === '' ? [] : [`${label}：${note}`]
      })
      const when = conditions.length === 0 ? '总是' : conditions.join('；')
      return [
        `　${at + 1}. 当 ${when}`,
        `　　得 ${results.join('；')}`,
        ...notes.map((note) => `　　${note}`),
      ].join('\n')
    }),
  ]
}
