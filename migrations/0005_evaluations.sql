CREATE TABLE `evaluation_counts` (
	`grain` text NOT NULL,
	`department` text NOT NULL,
	`window` text NOT NULL,
	`item_code` text NOT NULL,
	`channel` text NOT NULL,
	`month` text NOT NULL,
	`invited` integer DEFAULT 0 NOT NULL,
	`passed_on_invited` integer DEFAULT 0 NOT NULL,
	`rated` integer DEFAULT 0 NOT NULL,
	`level1` integer DEFAULT 0 NOT NULL,
	`level2` integer DEFAULT 0 NOT NULL,
	`level3` integer DEFAULT 0 NOT NULL,
	`level4` integer DEFAULT 0 NOT NULL,
	`level5` integer DEFAULT 0 NOT NULL,
	`excluded` integer DEFAULT 0 NOT NULL,
	`defaults` integer DEFAULT 0 NOT NULL,
	`passed_on` integer DEFAULT 0 NOT NULL,
	`opened` integer DEFAULT 0 NOT NULL,
	`mended` integer DEFAULT 0 NOT NULL,
	`mended_on_time` integer DEFAULT 0 NOT NULL,
	`overdue` integer DEFAULT 0 NOT NULL,
	`called_back` integer DEFAULT 0 NOT NULL,
	`closed` integer DEFAULT 0 NOT NULL,
	`reopened` integer DEFAULT 0 NOT NULL,
	`appealed` integer DEFAULT 0 NOT NULL,
	`upheld` integer DEFAULT 0 NOT NULL,
	`review_orders` integer DEFAULT 0 NOT NULL,
	`review_orders_closed` integer DEFAULT 0 NOT NULL,
	`inspection` integer DEFAULT 0 NOT NULL,
	`overall` integer DEFAULT 0 NOT NULL,
	`experiencer` integer DEFAULT 0 NOT NULL,
	`third_party` integer DEFAULT 0 NOT NULL,
	`unable` integer DEFAULT 0 NOT NULL,
	`findings` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`grain`, `department`, `window`, `item_code`, `channel`, `month`)
);
--> statement-breakpoint
CREATE TABLE `evaluation_defaults` (
	`case_number` text NOT NULL,
	`service_number` integer NOT NULL,
	`department` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_number`, `service_number`)
);
--> statement-breakpoint
CREATE TABLE `evaluation_exclusions` (
	`evaluation` text PRIMARY KEY NOT NULL,
	`order_number` text NOT NULL,
	`class` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `evaluation_option_counts` (
	`grain` text NOT NULL,
	`department` text NOT NULL,
	`window` text NOT NULL,
	`item_code` text NOT NULL,
	`channel` text NOT NULL,
	`month` text NOT NULL,
	`code` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`grain`, `department`, `window`, `item_code`, `channel`, `month`, `code`)
);
--> statement-breakpoint
CREATE TABLE `evaluation_order_figures` (
	`number` text PRIMARY KEY NOT NULL,
	`counted` text NOT NULL,
	`overdue` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `evaluation_policies` (
	`id` text PRIMARY KEY NOT NULL,
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
CREATE INDEX `evaluation_policies_state` ON `evaluation_policies` (`state`,`from_on`);--> statement-breakpoint
CREATE TABLE `evaluation_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`form` text NOT NULL,
	`case_number` text NOT NULL,
	`service_number` integer NOT NULL,
	`seq` integer NOT NULL,
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
CREATE UNIQUE INDEX `evaluation_reports_once` ON `evaluation_reports` (`case_number`,`form`,`service_number`,`seq`);--> statement-breakpoint
CREATE INDEX `evaluation_reports_listed` ON `evaluation_reports` (`made_at`,`id`);--> statement-breakpoint
CREATE INDEX `evaluation_reports_open` ON `evaluation_reports` (`state`,`made_at`,`id`) WHERE state <> 'received';--> statement-breakpoint
CREATE TABLE `evaluation_reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`department` text NOT NULL,
	`item_code` text,
	`window` text,
	`case_number` text,
	`level` integer,
	`options` text NOT NULL,
	`dictionary` text NOT NULL,
	`anonymous` integer NOT NULL,
	`entered_by` text NOT NULL,
	`on_behalf` integer NOT NULL,
	`place` text NOT NULL,
	`channel` text NOT NULL,
	`text_enc` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `evaluation_reviews_at` ON `evaluation_reviews` (`at`,`id`);--> statement-breakpoint
CREATE INDEX `evaluation_reviews_department` ON `evaluation_reviews` (`department`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `evaluation_reviews_case` ON `evaluation_reviews` (`case_number`) WHERE case_number is not null;--> statement-breakpoint
CREATE INDEX `evaluation_reviews_entered` ON `evaluation_reviews` (`entered_by`,`at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `evaluation_reviews_place` ON `evaluation_reviews` (`place`);--> statement-breakpoint
CREATE TABLE `evaluation_texts` (
	`evaluation` text PRIMARY KEY NOT NULL,
	`case_number` text NOT NULL,
	`text_enc` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `evaluations` (
	`id` text PRIMARY KEY NOT NULL,
	`case_number` text NOT NULL,
	`service_number` integer NOT NULL,
	`region` text NOT NULL,
	`revision` integer NOT NULL,
	`level` integer NOT NULL,
	`options` text NOT NULL,
	`dictionary` text NOT NULL,
	`anonymous` integer NOT NULL,
	`evaluator` text,
	`channel` text NOT NULL,
	`entered_by` text,
	`device` text,
	`via_region` text,
	`item_code` text NOT NULL,
	`department` text NOT NULL,
	`window` text,
	`staff` text,
	`holder` text NOT NULL,
	`visit` text,
	`served_at` integer NOT NULL,
	`served_on` text NOT NULL,
	`at` integer NOT NULL,
	`has_text` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evaluations_once` ON `evaluations` (`case_number`,`region`,`service_number`,`revision`);--> statement-breakpoint
CREATE UNIQUE INDEX `evaluations_visit_once` ON `evaluations` (`visit`,`revision`) WHERE visit is not null;--> statement-breakpoint
CREATE INDEX `evaluations_at` ON `evaluations` (`at`,`id`);--> statement-breakpoint
CREATE INDEX `evaluations_department` ON `evaluations` (`department`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `evaluations_listed` ON `evaluations` (`department`,(at + 28800000) / 86400000,`id`);--> statement-breakpoint
CREATE INDEX `evaluations_given` ON `evaluations` ((at + 28800000) / 86400000,`id`);--> statement-breakpoint
CREATE INDEX `evaluations_device` ON `evaluations` (`device`,`at`) WHERE device is not null;--> statement-breakpoint
CREATE INDEX `evaluations_window` ON `evaluations` (`window`,`at`) WHERE window is not null;--> statement-breakpoint
CREATE INDEX `evaluations_entered` ON `evaluations` (`entered_by`,`at`) WHERE entered_by is not null and channel <> 'pad';--> statement-breakpoint
CREATE TABLE `rectification_files` (
	`file_id` text PRIMARY KEY NOT NULL,
	`order_number` text NOT NULL,
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
CREATE INDEX `rectification_files_order` ON `rectification_files` (`order_number`,`added_at`);--> statement-breakpoint
CREATE TABLE `rectification_steps` (
	`order_number` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`actor_index` text NOT NULL,
	`side` text NOT NULL,
	`data` text NOT NULL,
	`texts_enc` text,
	PRIMARY KEY(`order_number`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `rectifications` (
	`number` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`source_id` text NOT NULL,
	`case_number` text,
	`service_number` integer,
	`item_code` text,
	`department` text NOT NULL,
	`window` text,
	`level` integer,
	`anonymous` integer NOT NULL,
	`state` text NOT NULL,
	`seq` integer NOT NULL,
	`round` integer NOT NULL,
	`class` text,
	`appeal` text NOT NULL,
	`policy` text NOT NULL,
	`opened_at` integer NOT NULL,
	`opened_on` text NOT NULL,
	`contact_due_at` integer NOT NULL,
	`rectify_due_at` integer NOT NULL,
	`contacted_at` integer,
	`replied_at` integer,
	`called_back_at` integer,
	`call_back` text,
	`grade` text,
	`closed_at` integer,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rectifications_once` ON `rectifications` (`source_id`);--> statement-breakpoint
CREATE INDEX `rectifications_department` ON `rectifications` (`department`,`opened_on`,`number`);--> statement-breakpoint
CREATE INDEX `rectifications_opened` ON `rectifications` (`opened_on`,`number`);--> statement-breakpoint
CREATE INDEX `rectifications_case` ON `rectifications` (`case_number`) WHERE case_number is not null;--> statement-breakpoint
CREATE INDEX `rectifications_open` ON `rectifications` (`state`,`opened_on`,`number`) WHERE closed_at is null;--> statement-breakpoint
ALTER TABLE `service_events` ADD `region` text;--> statement-breakpoint
ALTER TABLE `service_events` ADD `there_number` integer;--> statement-breakpoint
ALTER TABLE `service_events` ADD `window` text;--> statement-breakpoint
ALTER TABLE `service_events` ADD `staff` text;--> statement-breakpoint
CREATE INDEX `service_events_at` ON `service_events` (`at`,`case_number`,`service_number`);--> statement-breakpoint
CREATE INDEX `service_events_window` ON `service_events` (`window`,`at`) WHERE window is not null;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `department` text;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `window` text;--> statement-breakpoint
CREATE INDEX `watched_clocks_kind` ON `watched_clocks` (`kind`,`due_at`,`subject`,`clock_key`) WHERE status = 'running' AND kind <> 'case';--> statement-breakpoint
CREATE INDEX `watched_clocks_others` ON `watched_clocks` (`kind`,`subject`,`clock_key`) WHERE kind <> 'case' AND (status <> 'ended' OR provisional = 1);--> statement-breakpoint
CREATE INDEX `watched_clocks_provisional` ON `watched_clocks` (`subject`) WHERE kind = 'case' AND status = 'ended' AND provisional = 1;