import { civilDate } from '@tongban/calendar'
import { ITEMS } from '@tongban/catalogue'
import { parseResidentId } from '@tongban/privacy'
import { describe, expect, it } from 'vitest'
import { applicationsOf } from './applications.ts'
import { endOfLastMonth, firstOfMonth, latestGraduation, todayInShanghai } from './day.ts'
import { peopleOf } from './people.ts'
import { registriesOf } from './registries.ts'

const REGION = '510116'
const OTHER = '500112'
const DAYS = [
  '2026-11-22',
  '2027-01-01',
  '2027-02-28',
  '2028-02-29',
  '2028-03-31',
  '2026-12-31',
  '2030-06-30',
]
const automatic = ITEMS.filter((item) => item.automatic === 'auto')
const manual = ITEMS.filter((item) => item.automatic === 'none')

/** Whole years on `today`, counted by hand. */
function ageOn(birthOn: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthOn.slice(0, 4))
  return today.slice(5) < birthOn.slice(5) ? years - 1 : years
}

describe.each(DAYS)('the demonstration started on %s', (today) => {
  const people = peopleOf(REGION, today)
  const applications = applicationsOf(REGION, people)
  const registries = registriesOf(REGION, OTHER, today, people)

  it('gives ages that are what the names say?', () => {
    const ages = Object.entries(people).map(([key, { birthOn }]) => [key, ageOn(birthOn, today)])
    expect(Object.fromEntries(ages)).toMatchObject({
      aged72: 72,
      aged69: 69,
      nearly70: 69,
      aged81: 81,
      aged100: 100,
      unemployed: 34,
      operator: 30,
    })
  })

  it('lets the person nearly seventy apply now, and the one of 69 only later?', () => {
    const inTwoMonths = firstOfMonth(today, { years: -70, months: 2 })
    expect(people.nearly70.birthOn < inTwoMonths).toBe(true)
    expect(people.aged69.birthOn > firstOfMonth(today, { years: -70, months: 3 })).toBe(true)
  })

  it('gives numbers that pass the check and that no two people share?', () => {
    const on = civilDate(today)
    if (on === undefined) throw new Error('not a day')
    const numbers = Object.values(people).map(({ idNumber }) => idNumber)
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const number of numbers)
      expect(parseResidentId('residentId', number, on)).toMatchObject({ ok: true })
  })

  it('has an application for everybody that its item takes?', () => {
    expect(applications.map(({ person }) => person).toSorted(byName)).toEqual(
      Object.values(people).toSorted(byName),
    )
    for (const { body } of applications.filter(({ person }) => person !== people.advertiser)) {
      const item = automatic.find(({ code }) => code === body.itemCode)
      expect(item?.form.safeParse(body.form)).toMatchObject({ success: true })
      expect(item?.situations.map(({ code }) => code)).toContain(body.situation)
      expect(item?.privacyNotice?.version).toBe(body.privacyNotice)
    }
  })

  it('has an application that people decide, for the year to come, with a paper missing?', () => {
    const body = applications.find(({ person }) => person === people.advertiser)?.body
    const item = manual.find(({ code }) => code === body?.itemCode)
    expect(item?.form.safeParse(body?.form)).toMatchObject({ success: true })
    expect(body).toMatchObject({
      form: { from: firstOfMonth(today, { months: 1 }), until: firstOfMonth(today, { months: 13 }) },
      materials: [{ code: 'siteRight' }],
    })
    const required = item?.materials.filter(({ isNeed }) => isNeed === 'required').map(({ code }) => code)
    expect(required).toEqual(['design', 'siteRight'])
  })

  it('graduates the class less than a year ago, and lets the permit run out before today?', () => {
    expect(latestGraduation(today) < today).toBe(true)
    expect(latestGraduation(today) > firstOfMonth(today, { years: -1, months: -1 })).toBe(true)
    expect(endOfLastMonth(today) < firstOfMonth(today, {})).toBe(true)
  })

  it('holds every register an item is decided by?', () => {
    // `identity` is what the sign-in vouches for; no register holds it.
    const asked = new Set(automatic.flatMap(({ sources }) => sources.map(({ source }) => source)))
    asked.delete('identity')
    expect(new Set(registries.map(({ source }) => source))).toEqual(asked)
  })

  it('gives every field of a register a name that some item reads?', () => {
    const read = new Set(
      automatic.flatMap(({ facts }) => facts.map(({ source, path }) => `${source}.${path.split('.')[0]}`)),
    )
    const given = registries.flatMap(({ source, records }) =>
      records.flatMap(({ record }) => Object.keys(record).map((name) => `${source}.${name}`)),
    )
    const unread = [...new Set(given)].filter((name) => !read.has(name))
    expect(unread).toEqual(READ_AS_A_WHOLE)
  })
})

/** Registers read for whether there is a record, or handed to the rules as a list of whole records. */
const READ_AS_A_WHOLE = ['funeral.recordedOn', 'scopeCatalogue.term', 'scopeCatalogue.kind']

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)

describe('the day in Shanghai', () => {
  it('is the next one while it is still evening in Greenwich?', () => {
    expect(todayInShanghai(Date.UTC(2026, 10, 22, 15, 59))).toBe('2026-11-22')
    expect(todayInShanghai(Date.UTC(2026, 10, 22, 16, 0))).toBe('2026-11-23')
  })

  it('is the day after 30 June before the newest class counts as graduated?', () => {
    expect(latestGraduation('2027-06-30')).toBe('2026-06-30')
    expect(latestGraduation('2027-07-01')).toBe('2027-06-30')
  })
})
