/** What is looked at within a page; handed to the browser as it stands, with axe-core before it. */
globalThis.reachedStops ??= new Set()
globalThis.inPage = {
  /** Kept beside the elements: an editor takes away from its own whatever attribute it does not know. */
  stops: new WeakMap(),

  /** Everything that axe-core finds wrong by rules of these tags. */
  async axe(tags) {
    const { violations } = await globalThis.axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
      // A selector of each element costs a third of all; what is wrong is told by its own markup.
      selectors: false,
      // No rule looks at style sheets or frames.
      preload: false,
      iframes: false,
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
    )
  },

  /** All that is wrong with the page as it stands; an empty list where nothing is. */
  async faults(tags) {
    const tooWide = document.documentElement.scrollWidth - window.innerWidth
    const headings = document.querySelectorAll('h1').length
    return [
      ...(await this.axe(tags)),
      ...(tooWide > 0 ? [`wider than the screen by ${tooWide} px`] : []),
      ...(headings === 1 ? [] : [`${headings} h1`]),
      ...this.smallTargets().map((each) => `target under 44 px: ${each}`),
      ...this.unmarkedChinese().map((each) => `Chinese on an English page: ${each}`),
    ]
  },

  /** Words on an English page that are in Chinese and do not say so: names of persons and letters of law say it (WCAG 3.1.2). */
  unmarkedChinese() {
    if (!document.documentElement.lang.startsWith('en')) return []
    const found = new Set()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const { textContent, parentElement } = texts.currentNode
      const isChinese = /\p{Script=Han}/u.test(textContent)
      // What is edited is a file as it stands: the rules in the language of whoever wrote them.
      if (isChinese && parentElement.closest('[lang^=zh], script, style, textarea, .dmn-editor') === null)
        found.add(textContent.trim().slice(0, 80))
    }
    return [...found]
  },

  /** Links and controls under 44 px high; words in a running sentence are excepted (WCAG 2.5.8, inline). */
  smallTargets() {
    const controls = document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary',
    )
    return [...controls].flatMap((element) => {
      const box = element.getBoundingClientRect()
      const isHidden =
        box.width === 0 ||
        box.height === 0 ||
        element.closest('.govuk-skip-link, .govuk-visually-hidden') !== null
      const own = element.textContent.trim()
      const around = element.parentElement
      const inSentence =
        around.matches('p, li, td, th, dd, span, label, strong') &&
        around.textContent.trim().length > own.length
      return isHidden || inSentence || box.height >= 43.5
        ? []
        : [`${element.tagName} "${own.slice(0, 30)}" ${Math.round(box.height)} px`]
    })
  },

  /** Marks what the Tab key has to reach, and says what that is; a group of radio buttons is one stop. */
  markStops() {
    const controls = document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]',
    )
    const stops = new Set()
    globalThis.reachedStops.clear()
    // At the first word of it: an editor puts another element in the place of one that is come to, and lets no event rise.
    document.addEventListener(
      'focus',
      ({ target }) => globalThis.reachedStops.add(this.stops.get(target)),
      true,
    )
    for (const [at, element] of [...controls].entries()) {
      const isHidden = !element.checkVisibility({ visibilityProperty: true })
      if (isHidden || element.matches(':disabled')) continue
      const stop =
        element.type === 'radio'
          ? `radio ${element.name}`
          : `${at} ${element.tagName} ${element.textContent.trim().slice(0, 20)}`
      this.stops.set(element, stop)
      stops.add(stop)
    }
    return [...stops]
  },
  reached: () => [...globalThis.reachedStops].filter((stop) => stop !== undefined),
  sheets: () => [...document.querySelectorAll('link[rel=stylesheet]')].map(({ href }) => href),
}
