/* A verdict as the pages of the server show it, written by the script: text alone, never markup. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

const SVG = 'http://www.w3.org/2000/svg'
function sign(path) {
  const svg = document.createElementNS(SVG, 'svg')
  const attributes = {
    class: 'verdict-sign',
    viewBox: '0 0 48 48',
    width: 56,
    height: 56,
    'aria-hidden': 'true',
  }
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value)
  const draw = (name, given) => {
    const shape = document.createElementNS(SVG, name)
    for (const [key, value] of Object.entries({ fill: 'none', stroke: 'currentColor', ...given }))
      shape.setAttribute(key, value)
    svg.append(shape)
  }
  draw('circle', { cx: 24, cy: 24, r: 21, 'stroke-width': 3 })
  draw('path', { d: path, 'stroke-width': 4, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' })
  return svg
}

const row = (name, ...value) =>
  element(
    'div',
    { class: 'govuk-summary-list__row' },
    element('dt', { class: 'govuk-summary-list__key' }, name),
    element('dd', { class: 'govuk-summary-list__value' }, ...value),
  )
const heading = (text) => element('h3', { class: 'govuk-heading-m' }, text)
const list = (texts) =>
  element('ul', { class: 'govuk-list govuk-list--bullet' }, ...texts.map((text) => element('li', {}, text)))

function formatsOf({ language }) {
  const of = (options) =>
    new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: 'Asia/Shanghai', ...options })
  const [day, second] = [of({ dateStyle: 'long' }), of({ dateStyle: 'long', timeStyle: 'medium' })]
  return {
    day: (on) => day.format(new Date(`${on}T12:00:00+08:00`)),
    second: (at) => second.format(new Date(at)),
  }
}

/** In the order of the type, as the pages of the server have it; after that whatever the type does not name. */
function claimRows({ licence, claims }, types, words, { day }) {
  const known = types.types?.find(({ vct }) => vct === licence?.vct)?.claims ?? []
  const names = known.map(({ path }) => path[0])
  const placeOf = (name) => (names.includes(name) ? names.indexOf(name) : names.length)
  const locale = words.language === 'zh' ? 'zh-CN' : 'en'
  return Object.entries(claims)
    .toSorted(([one], [other]) => placeOf(one) - placeOf(other))
    .map(([name, value]) => {
      const claim = known[placeOf(name)]
      const label = claim?.display.find((each) => each.locale === locale)?.label ?? words[name] ?? name
      return row(label, valueText(name, claim?.form, value, words, day))
    })
}

function valueText(name, form, value, words, day) {
  if (name === 'holderIdKind') return words.idKinds[value] ?? String(value)
  if (form === 'date' && /^\d{4}-\d\d-\d\d$/.test(String(value))) return day(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function validityText({ validFrom, validUntil }, words, { day }) {
  const text = validUntil === null ? words.withoutEnd : words.between.replace('{until}', day(validUntil))
  return text.replace('{from}', day(validFrom))
}

export const showLines = (place, lines) => place.replaceChildren(list(lines))

export function showTold(place, text) {
  place.replaceChildren(element('p', { class: 'govuk-inset-text' }, text))
  place.focus()
}

export function showVerdict(place, verdict, types, words) {
  const { state, reasons, warnings, licence, issuer, status, checkedAt } = verdict
  const { language } = words
  const said = words.states[state]
  const formats = formatsOf(words)
  const shown = claimRows(verdict, types, words, formats)
  const banner = element(
    'section',
    { class: `verdict verdict-${state}`, 'aria-label': words.result },
    sign(words.signs[state]),
    element(
      'div',
      {},
      element(
        'h2',
        { class: 'govuk-heading-l' },
        said.name,
        licence === null ? '' : element('span', { class: 'verdict-type' }, licence.typeName[language]),
      ),
      element('p', {}, said.means),
    ),
  )
  const facts = [
    ...(licence === null
      ? []
      : [
          row(words.identifier, licence.identifier),
          ...(licence.validFrom === null ? [] : [row(words.validity, validityText(licence, words, formats))]),
        ]),
    ...(issuer === null
      ? []
      : [
          row(words.authority, `${issuer.authority} ${issuer.authorityCode}`),
          row(
            words.region,
            `${issuer.regionName[language]} ${issuer.region}`,
            ...(issuer.region === words.here
              ? []
              : [element('br'), element('strong', { class: 'other-region' }, words.otherRegion)]),
          ),
          row(words.signature, [issuer.alg, ...issuer.also].join(' + ')),
        ]),
    row(words.asOf, status === null ? words.noStatus : formats.second(status.asOf)),
    row(words.checkedAt, formats.second(checkedAt)),
  ]
  place.replaceChildren(
    banner,
    ...(reasons.length === 0 ? [] : [heading(words.why), list(reasons.map((each) => each[language]))]),
    heading(words.todo),
    element('p', { class: 'govuk-body' }, said.todo),
    heading(words.disclosed),
    shown.length === 0
      ? element('p', { class: 'govuk-body' }, words.nothing)
      : element('dl', { class: 'govuk-summary-list' }, ...shown),
    element('dl', { class: 'govuk-summary-list' }, ...facts),
    ...(warnings.length === 0 ? [] : [heading(words.notes), list(warnings.map((each) => each[language]))]),
  )
  place.focus()
}
