CREATE TABLE `evaluation_public_cuts` (
	`month` text PRIMARY KEY NOT NULL,
	`cut` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `official_identities` (
	`official` text NOT NULL,
	`identity` text NOT NULL,
	`department` text NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`official`, `identity`)
);
--> statement-breakpoint
CREATE INDEX `official_identities_identity` ON `official_identities` (`identity`,`seen_at`);--> statement-breakpoint
CREATE INDEX `official_identities_seen` ON `official_identities` (`seen_at`);--> statement-breakpoint
CREATE TABLE `receipt_codes` (
	`case_number` text NOT NULL,
	`sequence` integer NOT NULL,
	`used_at` integer,
	`ended_at` integer NOT NULL,
	PRIMARY KEY(`case_number`, `sequence`)
);
--> statement-breakpoint
CREATE TABLE `session_drafts` (
	`session_hash` text NOT NULL,
	`name` text NOT NULL,
	`content_sealed` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`session_hash`, `name`)
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`subject_index` text NOT NULL,
	`actor_sealed` text NOT NULL,
	`token_sealed` text NOT NULL,
	`started_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sessions_of_subject` ON `sessions` (`subject_index`);--> statement-breakpoint
CREATE INDEX `sessions_to_forget` ON `sessions` (`expires_at`);--> statement-breakpoint
DROP INDEX `supervision_notices_once`;--> statement-breakpoint
ALTER TABLE `supervision_notices` ADD `by_hand` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `supervision_notices_once` ON `supervision_notices` (`kind`,`subject`,`clock_key`,`stage`,`epoch`,`by_hand`);--> statement-breakpoint
CREATE INDEX `cases_granted` ON `cases` (`item_code`,`decided_on`) WHERE state = 'granted';--> statement-breakpoint
CREATE INDEX `evaluation_reviews_kept` ON `evaluation_reviews` (`at`,`id`) WHERE case_number is null and text_enc <> '';--> statement-breakpoint
CREATE INDEX `watched_clocks_steps` ON `watched_clocks` (`department`,`step`,`due_at`,`subject`,`item_code`) WHERE status = 'running' AND kind = 'case';