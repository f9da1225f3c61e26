/**
 * 成都市双流区 510116: demonstration profile 演示数据，不具效力. Organs, codes and persons are made up; every figure is
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

const CODE = '510116'
const NAME = { zh: '成都市双流区', en: 'Shuangliu, Chengdu' }
const PHONE = '028-00000000'
const STANDING_RULE = { region: CODE, minimumRealName: 'L2' } as const

export const shuangliu: RegionProfile = {
  code: CODE,
  name: NAME,
  demonstration: true,
  servicePhone: PHONE,
  departments: demonstrationDepartments(
    { code: CODE, ...NAME, phone: PHONE },
    {
      government: '11510116DEM000001J',
      services: '11510116DEM000002M',
      'civil-affairs': '11510116DEM000003Q',
      'human-resources': '11510116DEM000004U',
      market: '11510116DEM000005Y',
      health: '11510116DEM0000062',
      'city-management': '11510116DEM0000075',
      transport: '11510116DEM0000088',
      police: '11510116DEM000009B',
      'housing-fund': '11510116DEM000010G',
    },
  ),
  remedies: {
    reconsideration: {
      organ: '成都市双流区人民政府（演示）',
      address: '成都市双流区（演示地址）',
      phone: PHONE,
      days: 60,
    },
    litigation: {
      court: '成都市双流区人民法院（演示）',
      address: '成都市双流区（演示地址）',
      phone: PHONE,
      months: 6,
    },
  },
  audit: DEMONSTRATION_AUDIT,
  claims: demonstrationClaims(CODE, [CODE, '500112', TESTER], {
    'elderly-allowance': {
      department: 'civil-affairs',
      promisedWorkdays: 5,
      noticeWorkdays: 5,
      parameters: {
        ...STANDING_RULE,
        minimumAge: 70,
        promptMonths: 2,
        amount70: 200,
        amount80: 300,
        amount90: 500,
        amount100: 1000,
      },
    },
    'graduate-settlement': {
      department: 'human-resources',
      promisedWorkdays: 10,
      noticeWorkdays: 5,
      parameters: {
        ...STANDING_RULE,
        cityPrefix: '5101',
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
        ownWishArticle: '演示条款：卫生许可证持有人停业、迁址的可以申请注销（本地配置）',
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
      stages: JOINT_STAGES,
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
