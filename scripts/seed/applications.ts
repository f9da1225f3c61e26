import type { Across } from './across.ts'
import { firstOfMonth } from './day.ts'
import type { People } from './people.ts'
import type { Person } from './person.ts'
import { DEMO_ACCOUNT, DEMO_ADDRESS, DEMO_PERMIT, DEMO_SCOPE } from './registries.ts'

/** Ready applications, one for each person of the demonstration, in the body every client sends. */

/** Version of the privacy notice in the catalogue. */
const PRIVACY_NOTICE = '2026-01'

export type ReadyApplication = {
  readonly person: Person
  readonly body: {
    readonly itemCode: string
    readonly situation: string
    readonly form: object
    readonly privacyNotice: string
    readonly [field: string]: unknown
  }
}

export function applicationsOf(region: string, people: People): readonly ReadyApplication[] {
  const allowance = [
    people.aged72,
    people.aged69,
    people.nearly70,
    people.aged81,
    people.aged100,
    people.unrecorded,
    people.stale,
    people.dead,
    people.elsewhere,
    people.granted,
  ].map((person) =>
    application(person, 'elderly-allowance', 'ownAccount', { payee: { account: DEMO_ACCOUNT } }),
  )
  const settlement = [people.graduate, people.partTime].map((person) =>
    application(person, 'graduate-settlement', 'talentCollective', {
      settlement: { kind: 'talentCollective', region },
      dependants: 0,
    }),
  )
  const registration = [people.unemployed, people.insured].map((person) =>
    application(
      person,
      'unemployment-registration',
      'hukou',
      {
        residence: { choice: 'hukou' },
        reason: 'lostJob',
        abilityAndWill: true,
        commitmentSigned: true,
        declarations: { student: false, serving: false, imprisoned: false },
      },
      [{ code: 'commitment' }],
    ),
  )
  const shop = [people.operator, people.barred].map((person) =>
    application(person, 'sole-trader-registration', 'self', {
      organisationForm: 'individual',
      scope: [DEMO_SCOPE.general],
      premises: { address: DEMO_ADDRESS, region, kind: 'rented', declared: true },
    }),
  )
  const cancellation = application(people.permitHolder, 'hygiene-permit-cancellation', 'self', {
    permitNumber: DEMO_PERMIT,
    ground: 'expired',
    applicantIs: 'holder',
    original: 'electronicOnly',
  })
  const sign = application(
    people.advertiser,
    'outdoor-advertising',
    'new',
    {
      site: { region, address: DEMO_ADDRESS },
      advertisement: { kind: 'wall', widthMetres: 3, heightMetres: 2, content: '演示百货店招牌' },
      from: monthLater(people.aged72, 72, 1),
      until: monthLater(people.aged72, 72, 13),
    },
    [{ code: 'siteRight' }],
  )
  return [...allowance, ...settlement, ...registration, ...shop, cancellation, sign]
}

/** What the people of the other region hand in here: one with the help of a window, the others by themselves, online. */
export function applicationsAcross(
  home: string,
  { acrossWindow, ...others }: Across,
): readonly ReadyApplication[] {
  const form = { payee: { account: DEMO_ACCOUNT } }
  const allowance = (person: Person) => application(person, 'elderly-allowance', 'ownAccount', form)
  const handedTo = ({ person, body }: ReadyApplication, change: object = {}): ReadyApplication => ({
    person,
    body: { ...body, ...change, handlingRegion: home },
  })
  return [
    handedTo(allowance(acrossWindow), { channel: 'window', representation: { kind: 'staffAssisted' } }),
    ...Object.values(others).map((person) => handedTo(allowance(person))),
  ]
}

/** Births lie on the first of the month of the start, so many years before; counted from one, the sign is for the year to come. */
const monthLater = ({ birthOn }: Person, years: number, months: number) =>
  firstOfMonth(birthOn, { years, months })

function application(
  person: Person,
  itemCode: string,
  situation: string,
  form: object,
  materials: readonly { readonly code: string }[] = [],
): ReadyApplication {
  const { name, idNumber } = person
  return {
    person,
    body: {
      itemCode,
      situation,
      applicant: { kind: 'person', name, idKind: 'residentId', idNumber },
      representation: { kind: 'self' },
      contact: { phone: '028-00000000' },
      form,
      materials,
      channel: 'web',
      delivery: { kind: 'electronic' },
      privacyNotice: PRIVACY_NOTICE,
    },
  }
}
