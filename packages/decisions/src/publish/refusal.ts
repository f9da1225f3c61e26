/**
 * Why a model is not published: every reason in one table, each with what is wrong and what to do, Chinese first.
 * A refusal names the decision, knowledge model or table, and the cell when there is one: rows and columns count
 * from 1, input columns first, then output columns.
 */
import { CAPS } from './caps.ts'

export type CellAddress = { readonly row: number; readonly column: number }
export type Refusal = {
  readonly file?: string
  readonly element: string
  readonly cell?: CellAddress
  readonly code: RefusalCode
  readonly zh: string
  readonly en: string
}
type Texts = readonly [zh: string, en: string]
const texts = <const T extends Record<string, (detail: string) => Texts>>(table: T) => table

const REASONS = texts({
  xmlTooLarge: (limit) => [
    `文件超过 ${limit}，请拆分后再发布。`,
    `The file is larger than ${limit}; split it and publish again.`,
  ],
  xmlDoctype: () => [
    '文件含有 DOCTYPE 或实体声明，不予接受；请删去后再发布。',
    'The file holds a DOCTYPE or entity declaration, which is not accepted; remove it and publish again.',
  ],
  xmlTooDeep: (limit) => [
    `XML 嵌套超过 ${limit} 层，请用编辑器重新导出。`,
    `The XML is nested deeper than ${limit} levels; export it from the editor again.`,
  ],
  xmlBroken: (detail) => [`不是完好的 XML：${detail}`, `This is not well-formed XML: ${detail}`],
  notDmn: (detail) => [
    `不是 DMN 1.1 至 1.5 的模型（${detail}）。请从编辑器导出 DMN 文件。`,
    `This is not a DMN 1.1 to 1.5 model (${detail}). Export a DMN file from the editor.`,
  ],
  partNotSupported: (detail) => [
    `模型含有本系统不支持的部分：${detail}。请删去或改写。`,
    `The model holds a part that is not supported: ${detail}. Remove or rewrite it.`,
  ],
  importNotSupported: (detail) => [
    `不支持引入其他模型：${detail}。`,
    `Importing another model is not supported: ${detail}.`,
  ],
  nothingToDecide: () => ['模型中没有决策。', 'The model holds no decision.'],
  nameMissing: () => ['元素没有名称。', 'The element has no name.'],
  nameTwice: (name) => [
    `名称“${name}”出现多次；请改名，使其唯一。`,
    `The name “${name}” is used more than once; make it unique.`,
  ],
  cycle: (path) => [`决策互相依赖，成了圈：${path}。`, `These depend on each other in a circle: ${path}.`],
  referenceBroken: (href) => [
    `所引用的元素不存在：${href}。`,
    `The referenced element does not exist: ${href}.`,
  ],
  typeUnknown: (name) => [`类型“${name}”没有定义。`, `The type “${name}” is not defined.`],
  typeCycle: (name) => [`类型“${name}”包含自身。`, `The type “${name}” contains itself.`],
  logicMissing: () => ['没有给出决策逻辑。', 'It has no logic.'],
  expressionEmpty: () => ['表达式为空。', 'The expression is empty.'],
  syntax: (detail) => [`表达式写法有误，位置：${detail}`, `The expression cannot be read, at: ${detail}`],
  tooDeep: (detail) => [
    `表达式过长或嵌套过深（${detail}；上限为 ${CAPS.expressionLength} 个字符、${CAPS.expressionDepth} 层、${CAPS.expressionNodes} 个成分），请拆成几个决策。`,
    `The expression is too long or nested too deep (${detail}; at most ${CAPS.expressionLength} characters, ${CAPS.expressionDepth} levels, ${CAPS.expressionNodes} parts); split it into several decisions.`,
  ],
  xmlTooManyParts: (limit) => [
    `文件的元素超过 ${limit} 个，请拆分后再发布。`,
    `The file holds more than ${limit} elements; split it and publish again.`,
  ],
  tooManyElements: (detail) => [
    `决策、输入和知识模型过多：${detail}。请删去不用的，或拆成几个事项。`,
    `There are too many decisions, inputs and knowledge models: ${detail}. Remove those not used, or split the item.`,
  ],
  textTooLong: (limit) => [
    `全部表达式合计超过 ${limit} 个字符，自此处起不再读取。请精简规则。`,
    `All expressions together are longer than ${limit} characters; reading stopped here. Shorten the rules.`,
  ],
  tableTooLarge: (detail) => [
    `决策表过大：${detail}。请拆成几张表，人工也难以核对更大的表。`,
    `The decision table is too large: ${detail}. Split it; nobody can check a larger one.`,
  ],
  contextTooLong: (detail) => [
    `上下文的条目过多：${detail}。请拆成几个决策。`,
    `The context has too many entries: ${detail}. Split it into several decisions.`,
  ],
  typeTooLarge: (detail) => [
    `类型展开后过大或嵌套过深：${detail}。请简化类型定义。`,
    `The type is too large or nested too deep when written out: ${detail}. Simplify its definition.`,
  ],
  nameUnknown: (name) => [
    `名称“${name}”在此处未知。请检查拼写，并确认已连接信息需求。`,
    `The name “${name}” is not known here. Check the spelling and that an information requirement leads to it.`,
  ],
  fieldUnknown: (name) => [`没有名为“${name}”的字段。`, `There is no field named “${name}”.`],
  functionUnknown: (name) => [`函数“${name}”不受支持。`, `The function “${name}” is not supported.`],
  argumentsWrong: (detail) => [
    `函数的参数不符：${detail}。`,
    `The arguments do not suit the function: ${detail}.`,
  ],
  notSupported: (detail) => [`不支持此种写法：${detail}。`, `This construct is not supported: ${detail}.`],
  notInList: () => [
    '“not(…)”只能包住整个单元格，不能作为列表中的一项。',
    'Let “not(…)” enclose the whole cell; it cannot stand as one item of a list.',
  ],
  languageNotSupported: (name) => [
    `不支持表达式语言 ${name}，只支持 FEEL。`,
    `Expression language ${name} is not supported, only FEEL.`,
  ],
  externalFunction: (kind) => [
    `不支持 ${kind} 外部函数。`,
    `External functions (${kind}) are not supported.`,
  ],
  typeWrong: (detail) => [`类型不符：${detail}。`, `The types do not agree: ${detail}.`],
  valueNotAllowed: (detail) => [`不是允许的取值：${detail}。`, `This is not an allowed value: ${detail}.`],
  tableEmpty: () => ['决策表没有规则行。', 'The decision table has no rows.'],
  tableWithoutOutput: () => ['决策表没有输出列。', 'The decision table has no output column.'],
  cellsMissing: (detail) => [
    `本行单元格的数目与列数不符：${detail}。`,
    `The row has another number of cells than the table has columns: ${detail}.`,
  ],
  outputNameMissing: () => [
    '有多个输出列时，每列都须有名称。',
    'With several output columns each needs a name.',
  ],
  hitPolicyUnknown: (name) => [`不认识的命中策略：${name}。`, `Unknown hit policy: ${name}.`],
  priorityMissing: () => [
    '按优先级命中的决策表须列出输出的取值次序。',
    'A table that hits by priority must list its output values in order.',
  ],
  aggregationWrong: (detail) => [
    `不能这样汇总：${detail}。`,
    `These results cannot be aggregated: ${detail}.`,
  ],
  constantUnknown: (name) => [
    `没有名为“${name}”的输入可作参数。`,
    `There is no input named “${name}” to bind.`,
  ],
  constantWrong: (detail) => [
    `参数的值不符：${detail}。`,
    `The value of the parameter does not suit its type: ${detail}.`,
  ],
})

export type RefusalCode = keyof typeof REASONS
export type Place = { readonly element: string; readonly cell?: CellAddress }

export function refusal(place: Place, code: RefusalCode, detail = ''): Refusal {
  const [zh, en] = REASONS[code](detail)
  return { ...place, code, zh, en }
}
