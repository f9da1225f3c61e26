import { type Adapters, fileBucket, messageChannels } from '@tongban/services'

/** What this Worker reaches: the receivers of what supervision says. Whatever else leaves the region is carried by the job runner. */
export const ADAPTERS = { channels: messageChannels, files: fileBucket } satisfies Adapters
