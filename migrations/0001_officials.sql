CREATE TABLE `audit_judgements` (
	`sample_id` text PRIMARY KEY NOT NULL,
	`item_code` text NOT NULL,
	`rule_id` text NOT NULL,
	`kind` text NOT NULL,
	`agrees` integer NOT NULL,
	`judgement_enc` text NOT NULL,
	`by_subject` text NOT NULL,
	`role` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_judgements_by_item` ON `audit_judgements` (`item_code`,`at`);--> statement-breakpoint
CREATE TABLE `audit_samples` (
	`id` text PRIMARY KEY NOT NULL,
	`case_number` text NOT NULL,
	`seq` integer NOT NULL,
	`item_code` text NOT NULL,
	`rule_id` text NOT NULL,
	`department_code` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`drawn_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_samples_by_decision` ON `audit_samples` (`case_number`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_samples_waiting` ON `audit_samples` (`department_code`,`drawn_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `audit_samples_by_item` ON `audit_samples` (`item_code`,`rule_id`);--> statement-breakpoint
CREATE TABLE `calendar_arrangements` (
	`seq` integer PRIMARY KEY NOT NULL,
	`year` integer,
	`arrangement` text NOT NULL,
	`state` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`approved_by` text,
	`approved_at` integer
);
--> statement-breakpoint
CREATE TABLE `calendar_changes` (
	`version` text NOT NULL,
	`case_number` text NOT NULL,
	`clock_key` text NOT NULL,
	`step` text NOT NULL,
	`binds` text NOT NULL,
	`before_on` text NOT NULL,
	`after_on` text NOT NULL,
	`moved` text NOT NULL,
	`needs_notice` integer NOT NULL,
	`notice_id` text,
	`over_by_calendar_only` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`version`, `case_number`, `clock_key`)
);
--> statement-breakpoint
CREATE TABLE `calendar_versions` (
	`version` text PRIMARY KEY NOT NULL,
	`data` text NOT NULL,
	`first_used_at` integer NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE TABLE `case_stages` (
	`case_number` text NOT NULL,
	`department` text NOT NULL,
	`due_on` text NOT NULL,
	`due_at` integer NOT NULL,
	`due_clock` text NOT NULL,
	`done` integer NOT NULL,
	PRIMARY KEY(`case_number`, `department`)
);
--> statement-breakpoint
CREATE INDEX `case_stages_waiting` ON `case_stages` (`department`,`due_at`,`case_number`) WHERE done = 0;--> statement-breakpoint
CREATE TABLE `event_texts` (
	`case_number` text NOT NULL,
	`seq` integer NOT NULL,
	`texts_enc` text NOT NULL,
	PRIMARY KEY(`case_number`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `delegations` (
	`id` text PRIMARY KEY NOT NULL,
	`from_index` text NOT NULL,
	`to_index` text NOT NULL,
	`role` text NOT NULL,
	`department` text NOT NULL,
	`post` text NOT NULL,
	`from_on` text NOT NULL,
	`until_on` text NOT NULL,
	`reason` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_on` text,
	`ended_by` text
);
--> statement-breakpoint
CREATE INDEX `delegations_to` ON `delegations` (`to_index`,`until_on`);--> statement-breakpoint
CREATE INDEX `delegations_of_department` ON `delegations` (`department`,`until_on`);--> statement-breakpoint
CREATE TABLE `evidence_days` (
	`on_day` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`root` text NOT NULL,
	`previous` text NOT NULL,
	`digest` text NOT NULL,
	`statement` text NOT NULL,
	`key_id` text NOT NULL,
	`sealed_at` integer NOT NULL,
	`through` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `evidence_pages` (
	`on_day` text NOT NULL,
	`page` integer NOT NULL,
	`root` text NOT NULL,
	`through` text NOT NULL,
	`leaves` text NOT NULL,
	PRIMARY KEY(`on_day`, `page`)
);
--> statement-breakpoint
CREATE TABLE `evidence_spans` (
	`kind` text NOT NULL,
	`through_row` integer NOT NULL,
	`on_day` text NOT NULL,
	`page` integer NOT NULL,
	PRIMARY KEY(`kind`, `through_row`)
);
--> statement-breakpoint
CREATE TABLE `file_parts` (
	`file_id` text NOT NULL,
	`part_index` integer NOT NULL,
	`seal` text NOT NULL,
	PRIMARY KEY(`file_id`, `part_index`)
);
--> statement-breakpoint
CREATE TABLE `files` (
	`file_id` text PRIMARY KEY NOT NULL,
	`case_number` text NOT NULL,
	`address` text NOT NULL,
	`material_code` text NOT NULL,
	`state` text NOT NULL,
	`size` integer NOT NULL,
	`type` text,
	`digest` text,
	`meta_enc` text,
	`key_enc` text,
	`added_by` text NOT NULL,
	`opened_at` integer NOT NULL,
	`expires_at` integer,
	`completed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `files_address_unique` ON `files` (`address`);--> statement-breakpoint
CREATE INDEX `files_by_case` ON `files` (`case_number`,`opened_at`);--> statement-breakpoint
CREATE INDEX `files_by_expiry` ON `files` (`expires_at`);--> statement-breakpoint
CREATE TABLE `readings` (
	`reading_id` text PRIMARY KEY NOT NULL,
	`case_number` text NOT NULL,
	`what` text NOT NULL,
	`file_id` text,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`roles` text,
	`department` text,
	`post` text,
	`subject_index` text NOT NULL,
	`purpose` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `readings_by_case` ON `readings` (`case_number`,`at`);--> statement-breakpoint
CREATE INDEX `readings_by_subject` ON `readings` (`subject_index`,`what`,`at`);--> statement-breakpoint
CREATE TABLE `registry_deliveries` (
	`source` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`by_index` text NOT NULL,
	`count` integer,
	`as_of` integer,
	`digest` text,
	`state` text,
	`reason` text,
	`revision` integer,
	PRIMARY KEY(`source`, `seq`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `registry_deliveries_revision` ON `registry_deliveries` (`source`,`revision`);--> statement-breakpoint
CREATE TABLE `case_keys` (
	`case_number` text PRIMARY KEY NOT NULL,
	`key_enc` text NOT NULL,
	`fingerprint` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `case_retention` (
	`case_number` text PRIMARY KEY NOT NULL,
	`closed_on` text,
	`retain_until_on` text,
	`years` integer,
	`basis` text,
	`archive_on` text,
	`archived_at` integer,
	`held` integer NOT NULL,
	`erased_on` text,
	`certificate` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_retention_by_archive` ON `case_retention` (`archive_on`);--> statement-breakpoint
CREATE INDEX `case_retention_by_end` ON `case_retention` (`retain_until_on`);--> statement-breakpoint
CREATE TABLE `rule_report_pages` (
	`rule_id` text NOT NULL,
	`base_id` text NOT NULL,
	`page` integer NOT NULL,
	`cursor` text,
	`totals` text NOT NULL,
	`flips_enc` text NOT NULL,
	`digest` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`rule_id`, `base_id`, `page`)
);
--> statement-breakpoint
CREATE TABLE `rule_reports` (
	`rule_id` text NOT NULL,
	`base_id` text NOT NULL,
	`rule_hash` text NOT NULL,
	`base_hash` text NOT NULL,
	`analysis` text NOT NULL,
	`difference` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	PRIMARY KEY(`rule_id`, `base_id`)
);
--> statement-breakpoint
CREATE TABLE `document_seals` (
	`document_number` text PRIMARY KEY NOT NULL,
	`case_number` text NOT NULL,
	`document_digest` text NOT NULL,
	`form` text NOT NULL,
	`seal` text NOT NULL,
	`seal_digest` text NOT NULL,
	`sealed_by` text NOT NULL,
	`sealed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `document_seals_by_case` ON `document_seals` (`case_number`);--> statement-breakpoint
DROP INDEX `cases_by_due`;--> statement-breakpoint
ALTER TABLE `cases` ADD `due_clock` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `assigned_to` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `next_due_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `work_at` integer GENERATED ALWAYS AS (case when due_at is not null then due_at when closed_on is null then 9007199254740991 end) VIRTUAL;--> statement-breakpoint
CREATE INDEX `cases_by_next_due` ON `cases` (`next_due_at`) WHERE next_due_at is not null;--> statement-breakpoint
CREATE INDEX `cases_work` ON `cases` (`department_code`,`work_at`,`case_number`) WHERE work_at is not null;--> statement-breakpoint
CREATE INDEX `cases_assigned` ON `cases` (`assigned_to`,`work_at`,`case_number`) WHERE assigned_to is not null and work_at is not null;--> statement-breakpoint
CREATE INDEX `cases_unassigned` ON `cases` (`department_code`,`received_at`,`case_number`) WHERE assigned_to is null and work_at is not null;--> statement-breakpoint
CREATE INDEX `cases_suspended` ON `cases` (`department_code`,`received_at`,`case_number`) WHERE state = 'suspended';--> statement-breakpoint
CREATE INDEX `cases_closed` ON `cases` (`department_code`,`received_at`,`case_number`) WHERE closed_on is not null;--> statement-breakpoint
ALTER TABLE `registries` ADD `revision` integer DEFAULT 0 NOT NULL;