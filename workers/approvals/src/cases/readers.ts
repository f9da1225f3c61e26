export { CASE_READERS } from '@tongban/services'
