CREATE TABLE `bulletins` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`period` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`content` text NOT NULL,
	`digest` text NOT NULL,
	`drafted_at` integer NOT NULL,
	`corrects` text,
	`statement` text,
	`published_at` integer,
	`published_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bulletins_once` ON `bulletins` (`kind`,`period`,`version`);--> statement-breakpoint
CREATE INDEX `bulletins_listed` ON `bulletins` (`kind`,`drafted_at`,`id`);--> statement-breakpoint
CREATE TABLE `exchange_keys_told` (
	`partner` text NOT NULL,
	`key_id` text NOT NULL,
	`told_at` integer NOT NULL,
	PRIMARY KEY(`partner`, `key_id`)
);
--> statement-breakpoint
CREATE TABLE `case_figures` (
	`case_number` text PRIMARY KEY NOT NULL,
	`counted` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `event_cursors` (
	`name` text PRIMARY KEY NOT NULL,
	`through` integer NOT NULL,
	`version` text NOT NULL,
	`moved_at` integer NOT NULL,
	`caught_up_at` integer
);
--> statement-breakpoint
CREATE TABLE `figure_counts` (
	`department` text NOT NULL,
	`counted_on` text NOT NULL,
	`measure` text NOT NULL,
	`item_code` text NOT NULL,
	`channel` text NOT NULL,
	`value` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`department`, `counted_on`, `measure`, `item_code`, `channel`, `value`)
);
--> statement-breakpoint
CREATE TABLE `inbox_lines` (
	`receiver` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`stage` text NOT NULL,
	`true_at` integer NOT NULL,
	`message` text,
	PRIMARY KEY(`receiver`, `kind`, `subject`)
);
--> statement-breakpoint
CREATE INDEX `inbox_lines_message` ON `inbox_lines` (`message`) WHERE message is not null;--> statement-breakpoint
CREATE INDEX `inbox_lines_waiting` ON `inbox_lines` (`receiver`,`true_at`) WHERE message is null;--> statement-breakpoint
CREATE TABLE `inbox_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`receiver` text NOT NULL,
	`counts` text NOT NULL,
	`lines` integer NOT NULL,
	`earliest_at` integer NOT NULL,
	`made_at` integer NOT NULL,
	`read_at` integer,
	`read_by` text
);
--> statement-breakpoint
CREATE INDEX `inbox_messages_receiver` ON `inbox_messages` (`receiver`,`made_at`,`id`);--> statement-breakpoint
CREATE INDEX `inbox_messages_unread` ON `inbox_messages` (`receiver`) WHERE read_at is null;--> statement-breakpoint
CREATE TABLE `supervision_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`message` text NOT NULL,
	`endpoint` text NOT NULL,
	`channel` text NOT NULL,
	`state` text NOT NULL,
	`provider_id` text,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`ended_at` integer,
	`replays` integer NOT NULL,
	`replayed_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `supervision_deliveries_once` ON `supervision_deliveries` (`message`,`endpoint`);--> statement-breakpoint
CREATE INDEX `supervision_deliveries_state` ON `supervision_deliveries` (`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `supervision_deliveries_sent` ON `supervision_deliveries` (`sent_at`) WHERE state = 'sent';--> statement-breakpoint
CREATE INDEX `supervision_deliveries_provider` ON `supervision_deliveries` (`channel`,`provider_id`) WHERE provider_id is not null;--> statement-breakpoint
CREATE TABLE `supervision_endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`receiver` text NOT NULL,
	`address_enc` text NOT NULL,
	`address_index` text NOT NULL,
	`keys_enc` text,
	`previous_until` integer,
	`challenge_hash` text,
	`challenge_until` integer,
	`challenge_tries` integer NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`verified_at` integer,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `supervision_endpoints_once` ON `supervision_endpoints` (`receiver`,`channel`,`address_index`) WHERE state <> 'disabled';--> statement-breakpoint
CREATE INDEX `supervision_endpoints_receiver` ON `supervision_endpoints` (`receiver`,`id`) WHERE state <> 'disabled';--> statement-breakpoint
CREATE TABLE `superior_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`case_number` text NOT NULL,
	`form` text NOT NULL,
	`seq` integer NOT NULL,
	`item_code` text NOT NULL,
	`department` text NOT NULL,
	`state` text NOT NULL,
	`receipt_number` text,
	`reason` text,
	`made_at` integer NOT NULL,
	`sent_at` integer,
	`answered_at` integer,
	`replayed_at` integer,
	`replayed_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `superior_reports_once` ON `superior_reports` (`case_number`,`form`,`seq`);--> statement-breakpoint
CREATE INDEX `superior_reports_listed` ON `superior_reports` (`made_at`,`id`);--> statement-breakpoint
CREATE INDEX `superior_reports_open` ON `superior_reports` (`state`,`made_at`,`id`) WHERE state <> 'received';--> statement-breakpoint
CREATE TABLE `card_steps` (
	`card` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`actor_index` text NOT NULL,
	`texts_enc` text,
	PRIMARY KEY(`card`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `notice_steps` (
	`notice` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`actor_index` text NOT NULL,
	`texts_enc` text,
	PRIMARY KEY(`notice`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `supervision_cards` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`colour` text NOT NULL,
	`cause` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`clock_key` text NOT NULL,
	`epoch` integer NOT NULL,
	`step` text NOT NULL,
	`basis` text NOT NULL,
	`law` text NOT NULL,
	`item_code` text,
	`department` text NOT NULL,
	`post` text NOT NULL,
	`person` text,
	`facts` text NOT NULL,
	`true_at` integer NOT NULL,
	`proposed_at` integer NOT NULL,
	`state` text NOT NULL,
	`seq` integer NOT NULL,
	`stands_at` integer NOT NULL,
	`appeal_by` integer NOT NULL,
	`ended_at` integer,
	`deliver_at` integer NOT NULL,
	`delivery_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `supervision_cards_once` ON `supervision_cards` (`kind`,`subject`,`clock_key`,`cause`,`colour`,`epoch`);--> statement-breakpoint
CREATE UNIQUE INDEX `supervision_cards_number` ON `supervision_cards` (`number`);--> statement-breakpoint
CREATE INDEX `supervision_cards_proposed` ON `supervision_cards` (`stands_at`) WHERE state = 'proposed';--> statement-breakpoint
CREATE INDEX `supervision_cards_department` ON `supervision_cards` (`department`,`proposed_at`,`id`);--> statement-breakpoint
CREATE INDEX `supervision_cards_undelivered` ON `supervision_cards` (`deliver_at`,`id`) WHERE delivery_id is null and state in ('standing', 'proposed', 'appealed', 'upheld');--> statement-breakpoint
CREATE INDEX `supervision_cards_written` ON `supervision_cards` (`proposed_at`,`id`);--> statement-breakpoint
CREATE INDEX `supervision_cards_state` ON `supervision_cards` (`state`,`proposed_at`,`id`);--> statement-breakpoint
CREATE TABLE `supervision_findings` (
	`id` text PRIMARY KEY NOT NULL,
	`cause` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`occasion` text NOT NULL,
	`item_code` text,
	`department` text NOT NULL,
	`post` text NOT NULL,
	`person` text,
	`facts` text NOT NULL,
	`found_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`ended_enc` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `supervision_findings_once` ON `supervision_findings` (`cause`,`kind`,`subject`,`occasion`);--> statement-breakpoint
CREATE INDEX `supervision_findings_open` ON `supervision_findings` (`found_at`,`id`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `supervision_findings_found` ON `supervision_findings` (`found_at`,`id`);--> statement-breakpoint
CREATE TABLE `supervision_notices` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`clock_key` text NOT NULL,
	`stage` text NOT NULL,
	`epoch` integer NOT NULL,
	`number` text,
	`level` integer NOT NULL,
	`step` text NOT NULL,
	`basis` text NOT NULL,
	`law` text NOT NULL,
	`item_code` text,
	`department` text NOT NULL,
	`post` text NOT NULL,
	`person` text,
	`receiver` text NOT NULL,
	`due_on` text NOT NULL,
	`due_at` integer NOT NULL,
	`true_at` integer NOT NULL,
	`written_at` integer NOT NULL,
	`template` text NOT NULL,
	`facts` text NOT NULL,
	`state` text NOT NULL,
	`seq` integer NOT NULL,
	`sign_by` integer,
	`reply_by` integer,
	`signed_at` integer,
	`replied_at` integer,
	`ended_at` integer,
	`deliver_at` integer NOT NULL,
	`delivery_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `supervision_notices_once` ON `supervision_notices` (`kind`,`subject`,`clock_key`,`stage`,`epoch`);--> statement-breakpoint
CREATE UNIQUE INDEX `supervision_notices_number` ON `supervision_notices` (`number`) WHERE number is not null;--> statement-breakpoint
CREATE INDEX `supervision_notices_undelivered` ON `supervision_notices` (`deliver_at`,`id`) WHERE delivery_id is null and state <> 'withdrawn';--> statement-breakpoint
CREATE INDEX `supervision_notices_department` ON `supervision_notices` (`department`,`written_at`,`id`);--> statement-breakpoint
CREATE INDEX `supervision_notices_state` ON `supervision_notices` (`state`,`written_at`,`id`);--> statement-breakpoint
CREATE INDEX `supervision_notices_written` ON `supervision_notices` (`written_at`,`id`);--> statement-breakpoint
CREATE TABLE `supervision_numbers` (
	`kind` text NOT NULL,
	`year` integer NOT NULL,
	`next` integer NOT NULL,
	PRIMARY KEY(`kind`, `year`)
);
--> statement-breakpoint
CREATE TABLE `supervision_policies` (
	`id` text PRIMARY KEY NOT NULL,
	`scope_kind` text NOT NULL,
	`scope` text NOT NULL,
	`from_on` text NOT NULL,
	`until_on` text,
	`policy` text NOT NULL,
	`state` text NOT NULL,
	`replaces` text,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`approved_by` text,
	`approved_at` integer
);
--> statement-breakpoint
CREATE INDEX `supervision_policies_state` ON `supervision_policies` (`state`,`from_on`);--> statement-breakpoint
CREATE TABLE `watched_clocks` (
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`clock_key` text NOT NULL,
	`epoch` integer NOT NULL,
	`step` text NOT NULL,
	`basis` text NOT NULL,
	`law` text NOT NULL,
	`scope` text NOT NULL,
	`item_code` text,
	`department` text NOT NULL,
	`post` text NOT NULL,
	`person` text,
	`from_at` integer NOT NULL,
	`from_on` text NOT NULL,
	`unit` text NOT NULL,
	`length` integer NOT NULL,
	`due_on` text NOT NULL,
	`due_at` integer NOT NULL,
	`provisional` integer NOT NULL,
	`status` text NOT NULL,
	`stopped_at` integer,
	`stages` text NOT NULL,
	`policy` text NOT NULL,
	`next_at` integer,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `subject`, `clock_key`)
);
--> statement-breakpoint
CREATE INDEX `watched_clocks_next` ON `watched_clocks` (`next_at`) WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX `watched_clocks_department` ON `watched_clocks` (`department`,`due_at`,`kind`,`subject`,`clock_key`) WHERE status = 'running';--> statement-breakpoint
CREATE INDEX `watched_clocks_due` ON `watched_clocks` (`due_at`,`kind`,`subject`,`clock_key`) WHERE status = 'running';--> statement-breakpoint
CREATE INDEX `watched_clocks_standing` ON `watched_clocks` (`due_at`,`kind`,`subject`,`clock_key`) WHERE status = 'stands';--> statement-breakpoint
CREATE TABLE `supervision_files` (
	`file_id` text PRIMARY KEY NOT NULL,
	`notice` text NOT NULL,
	`seq` integer,
	`size` integer NOT NULL,
	`type` text NOT NULL,
	`seals` text NOT NULL,
	`meta_enc` text NOT NULL,
	`key_enc` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `supervision_files_notice` ON `supervision_files` (`notice`,`added_at`);--> statement-breakpoint
CREATE TABLE `supervision_templates` (
	`id` text PRIMARY KEY NOT NULL,
	`template` text NOT NULL,
	`from_on` text NOT NULL,
	`title` text NOT NULL,
	`lines` text NOT NULL,
	`state` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`settled_by` text,
	`settled_at` integer
);
--> statement-breakpoint
CREATE INDEX `supervision_templates_state` ON `supervision_templates` (`state`,`template`,`from_on`);--> statement-breakpoint
CREATE INDEX `supervision_templates_listed` ON `supervision_templates` (`proposed_at`,`id`);--> statement-breakpoint
ALTER TABLE `jobs` ADD `last_done_at` integer;--> statement-breakpoint
ALTER TABLE `jobs` ADD `last_rows` integer;--> statement-breakpoint
CREATE INDEX `outbox_dead` ON `outbox` (`done_at`,`id`) WHERE state = 'dead';