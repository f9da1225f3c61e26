/**
 * The editor of rule tables: dmn-js (bpmn.io, with its watermark) from our own assets, over the XML of the form. When the
 * form is sent, what is drawn goes into its field; where the editor cannot open the file the XML stays to be edited.
 */
const VENDOR = '/vendor/dmn-js/'
const SHEETS = [
  'dmn-js-shared.css',
  'dmn-js-decision-table.css',
  'dmn-js-decision-table-controls.css',
  'dmn-js-literal-expression.css',
  'dmn-js-boxed-expression.css',
  'dmn-js-boxed-expression-controls.css',
  'dmn-embedded.css',
]

const frame = document.getElementById('editor')
const field = document.getElementById('dmn')
const xml = document.getElementById('xml')
const says = document.getElementById('editor-says')
const views = document.getElementById('views')
const chosen = document.getElementById('view')
const turn = document.getElementById('turn')
const { form } = field

const sheet = (name) =>
  new Promise((done, failed) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: VENDOR + name })
    link.addEventListener('load', done)
    link.addEventListener('error', () => failed(new Error(`not loaded: ${link.href}`)))
    document.head.append(link)
  })

function fail() {
  frame.hidden = true
  views.hidden = true
  xml.hidden = false
  says.textContent = frame.dataset.failed
}

const isChinese = document.documentElement.lang.startsWith('zh')

/** By its own name, and what it is called in words where the file says so: `中文 / English`. */
function nameOf({ element, name, id }) {
  const [chinese, english = chinese] = element.get('label')?.split(' / ') ?? []
  const said = isChinese ? chinese : english
  return said === undefined ? (name ?? id) : `${name ?? id}${isChinese ? '：' : ': '}${said}`
}

/** Which table or expression is being edited: all that the file has, the tables first. */
async function offerViews(modeler) {
  const parts = modeler
    .getViews()
    .toSorted((one, other) => Number(other.type === 'decisionTable') - Number(one.type === 'decisionTable'))
  const before = chosen.value
  chosen.replaceChildren(...parts.map((part, at) => new Option(nameOf(part), String(at))))
  // The part that was edited before, while the file still has as many.
  if (before !== '' && Number(before) < parts.length) chosen.value = before
  const show = () => modeler.open(parts[Number(chosen.value)])
  chosen.onchange = () => show().catch(fail)
  views.hidden = parts.length === 0
  if (parts.length > 0) await show()
}

/** What dmn-js leaves without words, or says in English alone: the heading of the row numbers, and two hints. */
function completeWords({ rows, moveInput, moveOutput }) {
  for (const heading of frame.querySelectorAll('th.index-column:empty')) {
    const words = Object.assign(document.createElement('span'), { className: 'govuk-visually-hidden' })
    words.textContent = rows
    heading.append(words)
  }
  const hints = { 'Move Input': moveInput, 'Move Output': moveOutput }
  for (const [english, said] of Object.entries(hints))
    for (const sign of frame.querySelectorAll(`[title="${english}"]`)) sign.title = said
}

/** The editor in the language of the page, with our columns of notes; the diagram of requirements is not drawn here. */
async function loadModeler() {
  const [{ Modeler }, { notesModule }, { CHINESE, translation }] = await Promise.all([
    import('/vendor/dmn-js/editor.js'),
    import('./rulebook-editor-notes.js'),
    import('./rulebook-editor-words.js'),
    ...SHEETS.map(sheet),
  ])
  class TablesEditor extends Modeler {
    _getViewProviders() {
      return super._getViewProviders().filter(({ id }) => id !== 'drd')
    }
  }
  const words = { translate: ['value', translation(isChinese ? CHINESE : {})] }
  return new TablesEditor({
    container: frame,
    // What is written is there at once, so that a form sent the moment after lacks nothing.
    common: { debounceInput: false },
    decisionTable: { additionalModules: [words, notesModule] },
    literalExpression: { additionalModules: [words] },
    boxedExpression: { additionalModules: [words] },
  })
}

async function open() {
  frame.hidden = false
  const modeler = await loadModeler()
  new MutationObserver(() => completeWords(frame.dataset)).observe(frame, { childList: true, subtree: true })
  const drawn = async () => {
    if (!frame.hidden) field.value = (await modeler.saveXML({ format: true })).xml
  }
  const draw = async () => {
    await modeler.importXML(field.value)
    await offerViews(modeler)
  }
  await draw()
  xml.hidden = true
  turn.hidden = false
  const turnOver = async () => {
    await drawn()
    const toXml = !frame.hidden
    frame.hidden = toXml
    views.hidden = toXml
    xml.hidden = !toXml
    says.textContent = ''
    turn.textContent = toXml ? turn.dataset.back : turn.dataset.over
    if (!toXml) await draw()
  }
  turn.addEventListener('click', () => turnOver().catch(fail))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    // Not asked for again: while an event of being sent goes on, a second one is not begun.
    drawn().then(() => form.submit(), fail)
  })
  document.documentElement.dataset.editor = 'ready'
}

open().catch(fail)
