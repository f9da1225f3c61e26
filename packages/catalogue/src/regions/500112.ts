/**
 * 重庆市渝北区 500112: demonstration profile 演示数据，不具效力. Organs, codes and persons are made up; every figure is
 * configuration without legal claim. A region replaces this file with its own before it publishes anything.
 */
import type { RegionProfile } from '../region.ts'
import {
  DELIVERED_LICENCES,
  DEMONSTRATION_AUDIT,
  demonstrationClaims,
  demonstrationDepartments,
  JOINT_STAGES,
  TESTER,
} from './demonstration.ts'

const CODE = '500112'
const NAME = { zh: '重庆市渝北区', en: 'Yubei, Chongqing' }
const PHONE = '023-00000000'
const STANDING_RULE = { region: CODE, minimumRealName: 'L2' } as const

export const yubei: RegionProfile = {
  code: CODE,
  name: NAME,
  demonstration: true,
  servicePhone: PHONE,
  departments: demonstrationDepartments(
    { code: CODE, ...NAME, phone: PHONE },
    {
      government: '11500112DEM000001L',
      services: '11500112DEM000002P',
      'civil-affairs': '11500112DEM000003T',
      'human-resources': '11500112DEM000004X',
      market: '11500112DEM0000051',
      health: '11500112DEM0000064',
      'city-management': '11500112DEM0000077',
      transport: '11500112DEM000008A',
      police: '11500112DEM000009D',
      'housing-fund': '11500112DEM000010J',
    },
  ),
  remedies: {
    reconsideration: {
      organ: '重庆市渝北区人民政府（演示）',
      address: '重庆市渝北区（演示地址）',
      phone: PHONE,
      days: 60,
    },
    litigation: {
      court: '重庆市渝北区人民法院（演示）',
      address: '重庆市渝北区（演示地址）',
      phone: PHONE,
      months: 6,
    },
  },
  audit: DEMONSTRATION_AUDIT,
  claims: demonstrationClaims(CODE, [CODE, '510116', TESTER], {
    'elderly-allowance': {
      department: 'civil-affairs',
      promisedWorkdays: 5,
      noticeWorkdays: 5,
      parameters: {
        ...STANDING_RULE,
        minimumAge: 80,
        promptMonths: 2,
        amount70: 100,
        amount80: 200,
        amount90: 400,
        amount100: 800,
      },
    },
    'graduate-settlement': {
      department: 'human-resources',
      promisedWorkdays: 10,
      noticeWorkdays: 5,
      parameters: {
        ...STANDING_RULE,
        cityPrefix: '50',
        freshMonths: 24,
        ageLimitBachelor: 35,
        ageLimitMaster: 40,
        ageLimitDoctor: 45,
        validMonths: 6,
      },
    },
    'sole-trader-registration': {
      department: 'market',
      promisedWorkdays: 3,
      noticeWorkdays: null,
      parameters: { ...STANDING_RULE, minimumRealName: 'L3' },
    },
    'unemployment-registration': {
      department: 'human-resources',
      promisedWorkdays: 1,
      noticeWorkdays: 5,
      parameters: { ...STANDING_RULE, reportEveryMonths: 6 },
    },
    'hygiene-permit-cancellation': {
      department: 'health',
      staleAfterHours: DELIVERED_LICENCES,
      promisedWorkdays: 1,
      noticeWorkdays: null,
      parameters: {
        ...STANDING_RULE,
        ownWishArticle: null,
      },
    },
    'outdoor-advertising': {
      department: 'city-management',
      promisedWorkdays: 10,
      noticeWorkdays: null,
      parameters: {},
    },
    'road-occupation': {
      department: 'city-management',
      // The stretch of road ends at the border: the traffic police beyond it gives its opinion 多地联办.
      stages: JOINT_STAGES.map((each) => (each.stage === 'traffic' ? { ...each, region: '510116' } : each)),
      promisedWorkdays: 20,
      noticeWorkdays: null,
      parameters: {},
    },
    'resident-id-renewal': {
      department: 'police',
      promisedWorkdays: 20,
      noticeWorkdays: 5,
      fee: 20,
      parameters: {},
    },
    'driving-licence-renewal': {
      department: 'police',
      promisedWorkdays: 1,
      noticeWorkdays: null,
      fee: 10,
      parameters: {},
    },
    'pension-housing-fund': {
      department: 'housing-fund',
      promisedWorkdays: 3,
      noticeWorkdays: 5,
      parameters: {},
    },
  }),
}
