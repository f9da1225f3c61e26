import {
  Cell,
  Component,
  createComponentVNode,
  createVNode,
  EditableComponent,
} from '/vendor/dmn-js/editor.js'

/**
 * The notes of each row, one column for each that the table has: what it says, its legal basis, how it is cured. dmn-js has a
 * single column for a description of its own, which no rule of ours is published with; these stand in its place, and are
 * undone and saved with the rest.
 */
const MOST_COLUMNS = 16
/** Without these a row is not published; a table that has no such column gets it with the first that is written. */
const NEEDED = ['说明', '依据']

function namesOf(table) {
  const own = table.get('annotation').map(({ name }) => name ?? '')
  return [...own, ...NEEDED.filter((name) => !own.includes(name))].slice(0, MOST_COLUMNS)
}

const textAt = (rule, at) => rule.get('annotationEntry')[at]?.text ?? ''

function write({ modeling, moddle, table }, rule, at, text) {
  if (text === textAt(rule, at)) return
  const names = namesOf(table)
  const create = (type, parent, values) => Object.assign(moddle.create(type, values), { $parent: parent })
  const known = table.get('annotation')
  if (known.length < names.length)
    modeling.updateProperties(table, {
      annotation: names.map(
        (name, column) => known[column] ?? create('dmn:RuleAnnotationClause', table, { name }),
      ),
    })
  modeling.updateProperties(rule, {
    annotationEntry: names.map((_, column) =>
      create('dmn:RuleAnnotation', rule, { text: column === at ? text : textAt(rule, column) }),
    ),
  })
}

class NoteEditor extends EditableComponent {
  render() {
    return createVNode(1, 'div', this.getClassName(), this.getEditor(), 0)
  }
}

/** Each column is a component of its own, so that the table tells one from another. */
const headerAt = (at) =>
  class NoteHeader extends Component {
    render() {
      const table = this.context.injector.get('sheet').getRoot().businessObject
      return createVNode(1, 'th', 'annotation header note', namesOf(table)[at], 0)
    }
  }

const cellAt = (at) =>
  class NoteCell extends Component {
    constructor(props, context) {
      super(props, context)
      const named = (name) => context.injector.get(name)
      this.changes = named('changeSupport')
      this.tools = {
        modeling: named('modeling'),
        moddle: named('moddle'),
        table: named('sheet').getRoot().businessObject,
      }
      this.redraw = () => this.forceUpdate()
      this.write = (text) => write(this.tools, this.props.row.businessObject, at, text)
    }
    componentWillMount() {
      this.changes.onElementsChanged(this.props.row.id, this.redraw)
    }
    componentWillUnmount() {
      this.changes.offElementsChanged(this.props.row.id, this.redraw)
    }
    render() {
      const { row, rowIndex } = this.props
      const editor = createComponentVNode(2, NoteEditor, {
        label: namesOf(this.tools.table)[at],
        ctrlForNewline: true,
        className: 'annotation-editor',
        onChange: this.write,
        value: textAt(row.businessObject, at),
      })
      return createComponentVNode(2, Cell, {
        className: 'annotation note',
        coords: `${rowIndex}:note-${at}`,
        elementId: `${row.id}-note-${at}`,
        'data-row-id': row.id,
        children: editor,
      })
    }
  }

const COLUMNS = Array.from({ length: MOST_COLUMNS }, (_, at) => ({
  'after-label-cells': headerAt(at),
  'after-rule-cells': cellAt(at),
}))

function Notes(components, sheet) {
  for (const [at, column] of COLUMNS.entries())
    components.onGetComponent('cell', ({ cellType }) => {
      const root = sheet.getRoot()?.businessObject
      return root !== undefined && at < namesOf(root).length ? column[cellType] : undefined
    })
}
Notes.$inject = ['components', 'sheet']

export const notesModule = { annotationsProvider: ['type', Notes] }
