/* Verification in the page, by the verifier package: with the trust bundle and the status lists that were fetched when there was a network. */

import { verifySm2 } from '/vendor/verifier/sm2.js'
import {
  isFault,
  openTrust,
  readStatusToken,
  readTrustBundle,
  verifyLicence,
  verifyPaper,
} from '/vendor/verifier/verifier.js'
import { fetchHeld, readHeld } from './verify-held.js'
import { openScanner } from './verify-reader.js'
import { showLines, showTold, showVerdict } from './verify-shown.js'

const words = JSON.parse(document.getElementById('offline').dataset.words)
const field = document.getElementById('shown')
const result = document.getElementById('result')
const heldLines = document.getElementById('held')

/** What the device holds, opened once; the lists are read at each asking, since they go out of date. */
let held

/** How long past its end a bundle still serves, with a warning: as the command line has it. */
const GRACE_SECONDS = 7 * 86_400

async function open() {
  const kept = await readHeld()
  if (kept === undefined) return undefined
  const bundle = await readTrustBundle(kept.bundle, kept.pins, Date.now(), GRACE_SECONDS, verifySm2)
  if (isFault(bundle)) return { fault: bundle.fault }
  const trust = await openTrust(bundle.regions, bundle.validity)
  return { ...kept, bundle, trust }
}

/** A list is read for the moment of asking; one that cannot be used is no list, and the status is unknown. */
const statusOf = async (uri) => {
  const token = held.lists[uri]
  if (token === undefined) return undefined
  const shard = await readStatusToken(token, { uri, trust: held.trust, now: Date.now(), sm2: verifySm2 })
  return isFault(shard) ? undefined : shard
}

function questionOf(text) {
  const given = text.trim()
  if (given.startsWith('TB1:')) return { paper: given }
  if (given.startsWith('{')) {
    try {
      const read = JSON.parse(given)
      const file = Array.isArray(read.licences) ? read.licences[0] : read
      return typeof file?.credential === 'string' ? file : undefined
    } catch {
      return undefined
    }
  }
  return given.includes('~') ? { credential: given.replaceAll(/\s/g, '') } : undefined
}
const isCode = (text) => /^\s*(https?:\/\/[^/]+\/L\/)?[0-9A-Za-z][0-9A-Za-z\s-]{25,40}\s*$/i.test(text)

async function check() {
  const question = questionOf(field.value)
  if (question === undefined)
    return showTold(result, isCode(field.value) ? words.needsNetwork : words.notUnderstood)
  held = await open()
  if (held === undefined) return showTold(result, words.noTrust)
  if (held.fault !== undefined) return showTold(result, held.fault[words.language])
  const asked = { trust: held.trust, now: Date.now(), statusOf, sm2: verifySm2 }
  const verdict =
    question.credential === undefined
      ? await verifyPaper({ ...asked, text: question.paper })
      : await verifyLicence({ ...asked, credential: question.credential, signatures: signaturesOf(question) })
  return showVerdict(result, verdict, held.types, words)
}

const signaturesOf = ({ signatures }) => (Array.isArray(signatures) ? signatures : undefined)

const instant = (at) =>
  new Intl.DateTimeFormat(words.language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'long',
    timeStyle: 'medium',
  }).format(new Date(at))

const filled = (text, values) => text.replaceAll(/\{(\w+)\}/g, (_, name) => values[name])

/** Of each region as of when its licences can be told; the oldest of its lists says it, and without one they cannot. */
async function lineOf({ name, statusBase }) {
  const own = Object.keys(held.lists).filter((uri) => uri.startsWith(statusBase))
  const shards = await Promise.all(own.map(statusOf))
  const times = shards.flatMap((shard) => (shard === undefined ? [] : [shard.asOf]))
  const region = name[words.language]
  return times.length === 0
    ? filled(words.notHeldOf, { region })
    : filled(words.heldOf, { region, asOf: instant(Math.min(...times)) })
}

async function tellHeld() {
  held = await open()
  if (held === undefined || held.fault !== undefined) return
  const { regions, validity } = held.bundle
  showLines(heldLines, [
    ...(await Promise.all(regions.map(lineOf))),
    filled(words.held, { issuedAt: instant(validity.iat * 1000) }),
    `${words.pinned} ${held.thumbprints.join(' ')}`,
  ])
}

document.getElementById('check').addEventListener('click', check)
openScanner((text) => {
  field.value = text
  check()
})
document.querySelector('input[type="file"]').addEventListener('change', async ({ target }) => {
  const [file] = target.files
  if (file === undefined || file.type.startsWith('image/')) return
  field.value = await file.text()
  check()
})

await tellHeld()
const came = await fetchHeld(Date.now(), GRACE_SECONDS)
if (came === 'refused') heldLines.textContent = words.refused
else if (came === 'kept') await tellHeld()
document.documentElement.dataset.ready = came
if ('serviceWorker' in navigator)
  navigator.serviceWorker.register('/sw.js', { scope: '/verify' }).catch(() => undefined)
