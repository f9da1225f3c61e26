CREATE TABLE `case_events` (
	`case_number` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_subject` text NOT NULL,
	`data` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`case_number`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `case_sequences` (
	`day` text PRIMARY KEY NOT NULL,
	`next` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cases` (
	`case_number` text PRIMARY KEY NOT NULL,
	`item_code` text NOT NULL,
	`item_version` text NOT NULL,
	`situation` text NOT NULL,
	`state` text NOT NULL,
	`seq` integer NOT NULL,
	`head_hash` text NOT NULL,
	`applicant_index` text NOT NULL,
	`submitter_index` text NOT NULL,
	`application_enc` text NOT NULL,
	`channel` text NOT NULL,
	`department_code` text NOT NULL,
	`outcome` text NOT NULL,
	`received_at` integer NOT NULL,
	`received_on` text NOT NULL,
	`accepted_on` text,
	`decided_on` text,
	`closed_on` text,
	`due_on` text,
	`due_at` integer,
	`supersedes` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `cases_by_applicant` ON `cases` (`applicant_index`,`received_at`);--> statement-breakpoint
CREATE INDEX `cases_by_submitter` ON `cases` (`submitter_index`,`received_at`);--> statement-breakpoint
CREATE INDEX `cases_by_due` ON `cases` (`due_at`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`case_number` text NOT NULL,
	`seq` integer NOT NULL,
	`item_code` text NOT NULL,
	`rule_id` text NOT NULL,
	`rule_hash` text NOT NULL,
	`outcome` text NOT NULL,
	`record_enc` text NOT NULL,
	`record_digest` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_number`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `decisions_by_rule` ON `decisions` (`rule_hash`,`at`);--> statement-breakpoint
CREATE TABLE `documents` (
	`document_number` text PRIMARY KEY NOT NULL,
	`case_number` text NOT NULL,
	`kind` text NOT NULL,
	`template_version` text NOT NULL,
	`facts_enc` text NOT NULL,
	`digest` text NOT NULL,
	`issued_on` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `documents_by_case` ON `documents` (`case_number`,`at`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`body_hash` text NOT NULL,
	`answer_enc` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`scope`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_by_age` ON `idempotency_keys` (`at`);--> statement-breakpoint
CREATE TABLE `service_events` (
	`case_number` text NOT NULL,
	`service_number` integer NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`department_code` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_number`, `service_number`)
);
--> statement-breakpoint
CREATE TABLE `fact_fetches` (
	`case_number` text NOT NULL,
	`source` text NOT NULL,
	`item_code` text NOT NULL,
	`purpose` text NOT NULL,
	`facts` text NOT NULL,
	`state` text NOT NULL,
	`source_at` integer,
	`fetched_at` integer NOT NULL,
	PRIMARY KEY(`case_number`, `source`, `fetched_at`)
);
--> statement-breakpoint
CREATE INDEX `fact_fetches_by_time` ON `fact_fetches` (`fetched_at`);--> statement-breakpoint
CREATE TABLE `registries` (
	`source` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`reason` text NOT NULL,
	`as_of` integer NOT NULL,
	`by_subject` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `registry_records` (
	`subject_index` text NOT NULL,
	`source` text NOT NULL,
	`record_enc` text NOT NULL,
	`source_at` integer NOT NULL,
	PRIMARY KEY(`subject_index`, `source`)
);
--> statement-breakpoint
CREATE TABLE `grants` (
	`item_code` text NOT NULL,
	`matter_index` text NOT NULL,
	`case_number` text NOT NULL,
	`granted_at` integer NOT NULL,
	PRIMARY KEY(`item_code`, `matter_index`)
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`leased_by` text,
	`lease_until` integer NOT NULL,
	`last_scheduled_at` integer,
	`last_started_at` integer,
	`last_finished_at` integer,
	`last_outcome` text,
	`last_lateness_ms` integer,
	`runs` integer NOT NULL,
	`failures` integer NOT NULL,
	`cursor` text
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`case_number` text NOT NULL,
	`payload_enc` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`created_at` integer NOT NULL,
	`next_at` integer NOT NULL,
	`leased_by` text,
	`last_reason` text,
	`done_at` integer
);
--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`next_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE TABLE `item_switches` (
	`item_code` text PRIMARY KEY NOT NULL,
	`stopped` integer NOT NULL,
	`reason` text NOT NULL,
	`by_subject` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rule_events` (
	`item_code` text NOT NULL,
	`seq` integer NOT NULL,
	`rule_id` text NOT NULL,
	`type` text NOT NULL,
	`actor_subject` text NOT NULL,
	`at` integer NOT NULL,
	`data` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`item_code`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `rule_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`item_code` text NOT NULL,
	`item_version` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`effective_on` text NOT NULL,
	`hash` text NOT NULL,
	`dmn` text NOT NULL,
	`plan` text NOT NULL,
	`parameters` text NOT NULL,
	`note` text NOT NULL,
	`drafted_by` text NOT NULL,
	`submitted_by` text,
	`approved_by` text,
	`drafted_at` integer NOT NULL,
	`approved_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rule_versions_by_item` ON `rule_versions` (`item_code`,`version`);--> statement-breakpoint
CREATE INDEX `rule_versions_in_force` ON `rule_versions` (`item_code`,`state`,`effective_on`,`version`);--> statement-breakpoint
CREATE INDEX `rule_versions_by_hash` ON `rule_versions` (`hash`);