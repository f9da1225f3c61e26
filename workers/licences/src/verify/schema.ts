export { verdictSchema } from '@tongban/services'
