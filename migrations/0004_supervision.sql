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
CREATE INDEX `supervision_cards_undelivered` ON `supervision_cards` (`deliver_at`,`id`) WHERE delivery_id is null and state in ('standing', 'proposed');--> statement-breakpoint
CREATE INDEX `supervision_cards_written` ON `supervision_cards` (`proposed_at`,`id`);--> statement-breakpoint
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
	`ended_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `supervision_findings_once` ON `supervision_findings` (`cause`,`kind`,`subject`,`occasion`);--> statement-breakpoint
CREATE INDEX `supervision_findings_open` ON `supervision_findings` (`found_at`,`id`) WHERE ended_at is null;--> statement-breakpoint
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
CREATE INDEX `watched_clocks_department` ON `watched_clocks` (`department`,`due_at`,`kind`,`subject`) WHERE status = 'running';--> statement-breakpoint
CREATE INDEX `watched_clocks_due` ON `watched_clocks` (`due_at`,`kind`,`subject`) WHERE status = 'running';