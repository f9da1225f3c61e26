CREATE TABLE `case_parties` (
	`case_number` text NOT NULL,
	`party_key` text NOT NULL,
	`party_index` text NOT NULL,
	PRIMARY KEY(`case_number`, `party_index`)
);
--> statement-breakpoint
CREATE TABLE `licence_keys` (
	`identifier` text PRIMARY KEY NOT NULL,
	`key_enc` text NOT NULL,
	`fingerprint` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `licence_retention` (
	`identifier` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`ended_on` text NOT NULL,
	`retain_until_on` text NOT NULL,
	`erased_on` text,
	`certificate` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `licence_retention_by_end` ON `licence_retention` (`retain_until_on`) WHERE erased_on is null;--> statement-breakpoint
CREATE TABLE `api_key_use` (
	`key_id` text NOT NULL,
	`day` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`key_id`, `day`)
);
--> statement-breakpoint
CREATE TABLE `api_keys` (
	`key_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`secret_hash` text NOT NULL,
	`previous_hash` text,
	`previous_until` integer,
	`scopes` text NOT NULL,
	`purpose` text NOT NULL,
	`daily_quota` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`expires_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE TABLE `attempts` (
	`bucket` text NOT NULL,
	`window_at` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`bucket`, `window_at`)
);
--> statement-breakpoint
CREATE INDEX `attempts_by_window` ON `attempts` (`window_at`);--> statement-breakpoint
CREATE TABLE `licence_events` (
	`identifier` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_subject` text NOT NULL,
	`data` text NOT NULL,
	`texts_enc` text,
	`hash` text NOT NULL,
	PRIMARY KEY(`identifier`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `licence_uses` (
	`use_id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`at` integer NOT NULL,
	`way` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_subject` text NOT NULL,
	`department` text,
	`roles` text,
	`post` text,
	`purpose` text NOT NULL,
	`case_number` text,
	`claims` text NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `licence_uses_by_licence` ON `licence_uses` (`identifier`,`at`);--> statement-breakpoint
CREATE TABLE `licences` (
	`identifier` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`type_version` integer NOT NULL,
	`holder_index` text NOT NULL,
	`case_number` text NOT NULL,
	`department_code` text NOT NULL,
	`serial` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`status_list` integer NOT NULL,
	`status_index` integer NOT NULL,
	`status_value` integer NOT NULL,
	`valid_from` text NOT NULL,
	`valid_until` text,
	`previous` text,
	`seq` integer NOT NULL,
	`head_hash` text NOT NULL,
	`content_enc` text NOT NULL,
	`issued_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `licences_previous_unique` ON `licences` (`previous`);--> statement-breakpoint
CREATE INDEX `licences_by_holder` ON `licences` (`holder_index`,`type`,`issued_at`);--> statement-breakpoint
CREATE INDEX `licences_by_case` ON `licences` (`case_number`);--> statement-breakpoint
CREATE INDEX `licences_not_valid` ON `licences` (`status_list`,`status_index`,`status_value`) WHERE status_value <> 0;--> statement-breakpoint
CREATE UNIQUE INDEX `licences_serial` ON `licences` (`serial`,`version`);--> statement-breakpoint
CREATE UNIQUE INDEX `licences_status_place` ON `licences` (`status_list`,`status_index`);--> statement-breakpoint
CREATE TABLE `presentations` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`holder_index` text NOT NULL,
	`claims` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`used_by` text,
	`repeated_at` integer,
	`repeated` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `presentations_by_holder` ON `presentations` (`holder_index`,`created_at`);--> statement-breakpoint
CREATE INDEX `presentations_by_expiry` ON `presentations` (`expires_at`);--> statement-breakpoint
CREATE TABLE `status_changes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`list` integer NOT NULL,
	`status_index` integer NOT NULL,
	`status_value` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `status_lists` (
	`list` integer PRIMARY KEY NOT NULL,
	`used` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `used_nonces` (
	`nonce_hash` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `used_nonces_by_expiry` ON `used_nonces` (`expires_at`);--> statement-breakpoint
CREATE TABLE `licences_owed` (
	`case_number` text PRIMARY KEY NOT NULL,
	`since` integer NOT NULL,
	`next_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `calendar_changes` ADD `before_version` text;--> statement-breakpoint
CREATE INDEX `calendar_changes_case` ON `calendar_changes` (`case_number`);