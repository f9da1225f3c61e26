/** DMN files for tests, written tersely. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

export type TableSketch = {
  readonly hit?: string
  readonly aggregation?: string
  /** Expression, and optionally its type, allowed values and label. */
  readonly inputs: readonly { readonly text: string; readonly type?: string; readonly values?: string }[]
  readonly outputs: readonly {
    readonly name?: string
    readonly type?: string
    readonly values?: string
    readonly otherwise?: string
  }[]
  /** Cells of inputs, then outputs. */
  readonly rows: readonly (readonly string[])[]
}
type DecisionSketch = {
  readonly name: string
  readonly type?: string
  readonly requires?: readonly string[]
  readonly knows?: readonly string[]
  readonly text?: string
  readonly table?: TableSketch
  /** XML of any other boxed expression. */
  readonly xml?: string
}
export type ModelSketch = {
  readonly inputs?: Readonly<Record<string, string>>
  /** XML of item definitions. */
  readonly types?: string
  readonly models?: readonly {
    readonly name: string
    readonly params: Readonly<Record<string, string>>
    readonly text: string
  }[]
  readonly decisions: readonly DecisionSketch[]
  readonly namespace?: string
}

export const DMN_15 = 'https://www.omg.org/spec/DMN/20230324/MODEL/'
const attribute = (name: string, value: string | undefined) =>
  value === undefined ? '' : ` ${name}="${escapeXml(value)}"`
const textIn = (tag: string, text: string | undefined) =>
  text === undefined ? '' : `<${tag}><text>${escapeXml(text)}</text></${tag}>`

const literalXml = (text: string) => textIn('literalExpression', text)

function tableXml(table: TableSketch): string {
  const inputs = table.inputs.map(
    (input) =>
      `<input><inputExpression${attribute('typeRef', input.type)}><text>${escapeXml(input.text)}</text></inputExpression>${textIn('inputValues', input.values)}</input>`,
  )
  const outputs = table.outputs.map(
    (output) =>
      `<output${attribute('name', output.name)}${attribute('typeRef', output.type)}>${textIn('outputValues', output.values)}${textIn('defaultOutputEntry', output.otherwise)}</output>`,
  )
  const rows = table.rows.map((cells, row) => {
    const entries = cells.map((cell, at) =>
      textIn(at < table.inputs.length ? 'inputEntry' : 'outputEntry', cell),
    )
    return `<rule id="r${row + 1}">${entries.join('')}</rule>`
  })
  return `<decisionTable${attribute('hitPolicy', table.hit)}${attribute('aggregation', table.aggregation)}>${inputs.join('')}${outputs.join('')}${rows.join('')}</decisionTable>`
}

/** An id of plain letters for any name: ids in XML know no spaces, and dmn-moddle no Chinese. */
const idOf = (kind: string, name: string) =>
  `${kind}-${[...name].map((letter) => (/[a-zA-Z]/.test(letter) ? letter : letter.codePointAt(0))).join('-')}`

export function dmn(model: ModelSketch): string {
  const isInput = (name: string) => Object.hasOwn(model.inputs ?? {}, name)
  const inputs = Object.entries(model.inputs ?? {}).map(
    ([name, type]) =>
      `<inputData id="${idOf('in', name)}" name="${escapeXml(name)}"><variable name="${escapeXml(name)}" typeRef="${escapeXml(type)}"/></inputData>`,
  )
  const models = (model.models ?? []).map(({ name, params, text }) => {
    const list = Object.entries(params).map(
      ([param, type]) => `<formalParameter name="${param}" typeRef="${type}"/>`,
    )
    return `<businessKnowledgeModel id="bkm-${name}" name="${name}"><encapsulatedLogic>${list.join('')}${literalXml(text)}</encapsulatedLogic></businessKnowledgeModel>`
  })
  const names = model.decisions.map((decision) => decision.name)
  const decisions = model.decisions.map((decision, at) => {
    const needs = (decision.requires ?? []).map((name) =>
      isInput(name)
        ? `<informationRequirement><requiredInput href="#${idOf('in', name)}"/></informationRequirement>`
        : `<informationRequirement><requiredDecision href="#${idOf('d', name)}"/></informationRequirement>`,
    )
    const knows = (decision.knows ?? []).map(
      (name) => `<knowledgeRequirement><requiredKnowledge href="#bkm-${name}"/></knowledgeRequirement>`,
    )
    const logic =
      decision.table === undefined
        ? (decision.xml ?? textIn('literalExpression', decision.text))
        : tableXml(decision.table)
    return `<decision id="${names.indexOf(decision.name) === at ? idOf('d', decision.name) : `again-${at}`}" name="${escapeXml(decision.name)}"><variable name="${escapeXml(decision.name)}"${attribute('typeRef', decision.type)}/>${needs.join('')}${knows.join('')}${logic}</decision>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="${model.namespace ?? DMN_15}" name="test" namespace="test">${model.types ?? ''}${inputs.join('')}${models.join('')}${decisions.join('')}</definitions>`
}
