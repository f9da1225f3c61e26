import { door } from './door.ts'

export { Taking } from './taking/entrypoint.ts'
export default {
  fetch: (request, env, execution) => door.fetch(request, env, execution),
} satisfies ExportedHandler<object>
