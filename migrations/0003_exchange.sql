CREATE TABLE `exchange_files` (
	`case_number` text NOT NULL,
	`partner` text NOT NULL,
	`direction` text NOT NULL,
	`digest` text NOT NULL,
	`material` text NOT NULL,
	`size` integer NOT NULL,
	`media_type` text NOT NULL,
	`parts` text,
	`message_id` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer NOT NULL,
	`leased_by` text,
	`last_reason` text,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`replayed_at` integer,
	PRIMARY KEY(`case_number`, `partner`, `direction`, `digest`, `material`)
);
--> statement-breakpoint
CREATE INDEX `exchange_files_waiting` ON `exchange_files` (`partner`,`next_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `exchange_files_underway` ON `exchange_files` (`created_at`) WHERE state = 'underway';--> statement-breakpoint
CREATE TABLE `exchange_shipments` (
	`partner` text NOT NULL,
	`shipment_id` text NOT NULL,
	`case_number` text NOT NULL,
	`direction` text NOT NULL,
	`state` text NOT NULL,
	`papers` text NOT NULL,
	`carrier` text,
	`tracking_number` text,
	`post_due_on` text,
	`sent_on` text,
	`received_on` text,
	`counted` text,
	`differences` text,
	`due_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`partner`, `shipment_id`)
);
--> statement-breakpoint
CREATE INDEX `exchange_shipments_by_case` ON `exchange_shipments` (`case_number`,`created_at`);--> statement-breakpoint
CREATE INDEX `exchange_shipments_open` ON `exchange_shipments` (`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE TABLE `exchange_acts` (
	`subject` text NOT NULL,
	`seq` integer NOT NULL,
	`act` text NOT NULL,
	`by_subject` text NOT NULL,
	`at` integer NOT NULL,
	`facts` text NOT NULL,
	PRIMARY KEY(`subject`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `exchange_agreements` (
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`partner` text NOT NULL,
	`state` text NOT NULL,
	`document` text NOT NULL,
	`digest` text NOT NULL,
	`own_signature` text,
	`partner_signature` text,
	`valid_from` text NOT NULL,
	`valid_until` text,
	`ended_on` text,
	`closing` text,
	`proposed_at` integer NOT NULL,
	`effective_at` integer,
	`updated_at` integer NOT NULL,
	`pending` text,
	`pending_by` text,
	`untold` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` integer,
	`last_reason` text,
	PRIMARY KEY(`id`, `version`)
);
--> statement-breakpoint
CREATE INDEX `exchange_agreements_by_partner` ON `exchange_agreements` (`partner`,`state`);--> statement-breakpoint
CREATE INDEX `exchange_agreements_untold` ON `exchange_agreements` (`next_at`) WHERE untold is not null;--> statement-breakpoint
CREATE TABLE `exchange_alarms` (
	`kind` text NOT NULL,
	`partner` text NOT NULL,
	`subject` text NOT NULL,
	`facts` text NOT NULL,
	`at` integer NOT NULL,
	`resolved_at` integer,
	`resolved_by` text,
	`resolved_for` text,
	`tried_at` integer,
	PRIMARY KEY(`kind`, `partner`, `subject`)
);
--> statement-breakpoint
CREATE INDEX `exchange_alarms_open` ON `exchange_alarms` (`at`) WHERE resolved_at is null;--> statement-breakpoint
CREATE TABLE `exchange_contents` (
	`case_number` text NOT NULL,
	`partner` text NOT NULL,
	`direction` text NOT NULL,
	`seq` integer NOT NULL,
	`content_enc` text NOT NULL,
	PRIMARY KEY(`case_number`, `partner`, `direction`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `exchange_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`partner` text NOT NULL,
	`direction` text NOT NULL,
	`base` text NOT NULL,
	`signature` text NOT NULL,
	`key_id` text NOT NULL,
	`manifest` text NOT NULL,
	`receipt` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `exchange_deliveries_by_age` ON `exchange_deliveries` (`at`);--> statement-breakpoint
CREATE TABLE `exchange_messages` (
	`partner` text NOT NULL,
	`direction` text NOT NULL,
	`id` text NOT NULL,
	`case_number` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`digest` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer NOT NULL,
	`leased_by` text,
	`last_reason` text,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`replayed_at` integer,
	`delivery_id` text,
	`verdict` text,
	PRIMARY KEY(`partner`, `direction`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `exchange_messages_in_order` ON `exchange_messages` (`case_number`,`partner`,`direction`,`seq`);--> statement-breakpoint
CREATE INDEX `exchange_messages_waiting` ON `exchange_messages` (`direction`,`partner`,`case_number`,`seq`,`next_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `exchange_messages_dead` ON `exchange_messages` (`partner`,`created_at`) WHERE state = 'dead';--> statement-breakpoint
CREATE INDEX `exchange_messages_untold` ON `exchange_messages` (`partner`,`created_at`) WHERE direction = 'in' and state <> 'waiting' and verdict is null;--> statement-breakpoint
CREATE TABLE `exchange_nonces` (
	`partner` text NOT NULL,
	`nonce` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`partner`, `nonce`)
);
--> statement-breakpoint
CREATE INDEX `exchange_nonces_by_age` ON `exchange_nonces` (`expires_at`);--> statement-breakpoint
CREATE TABLE `exchange_partners` (
	`region` text PRIMARY KEY NOT NULL,
	`name_zh` text NOT NULL,
	`name_en` text NOT NULL,
	`base_url` text NOT NULL,
	`keys` text NOT NULL,
	`state` text NOT NULL,
	`change` text,
	`change_by` text,
	`suspended_by` text,
	`failures` integer NOT NULL,
	`open_until` integer,
	`probe_by` text,
	`clock_offset_ms` integer NOT NULL,
	`last_heard_at` integer,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `exchange_routes` (
	`item_code` text NOT NULL,
	`region` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_until` text,
	`mode` text NOT NULL,
	`office` text NOT NULL,
	`agreement_id` text NOT NULL,
	`agreement_version` integer NOT NULL,
	`direction` text NOT NULL,
	`version` text NOT NULL,
	PRIMARY KEY(`direction`, `item_code`, `region`, `valid_from`, `mode`, `agreement_id`)
);
--> statement-breakpoint
CREATE INDEX `exchange_routes_by_agreement` ON `exchange_routes` (`agreement_id`,`agreement_version`);--> statement-breakpoint
CREATE TABLE `handovers` (
	`case_number` text NOT NULL,
	`partner` text NOT NULL,
	`role` text NOT NULL,
	`mode` text NOT NULL,
	`custody` text NOT NULL,
	`item_code` text NOT NULL,
	`office` text NOT NULL,
	`agreement_id` text NOT NULL,
	`agreement_version` integer NOT NULL,
	`route_version` text NOT NULL,
	`out_seq` integer NOT NULL,
	`out_head` text NOT NULL,
	`in_seq` integer NOT NULL,
	`in_head` text NOT NULL,
	`received_at` integer NOT NULL,
	`transferred_at` integer NOT NULL,
	`handler_received_at` integer,
	`accepted_at` integer,
	`decided_at` integer,
	`closed_at` integer,
	`deadline` text,
	`passed` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`case_number`, `partner`)
);
--> statement-breakpoint
CREATE INDEX `handovers_by_partner` ON `handovers` (`partner`,`case_number`);--> statement-breakpoint
CREATE INDEX `handovers_open` ON `handovers` (`partner`,`updated_at`) WHERE closed_at is null;--> statement-breakpoint
CREATE TABLE `licence_renditions` (
	`identifier` text NOT NULL,
	`format` text NOT NULL,
	`media_type` text NOT NULL,
	`digest` text NOT NULL,
	`href` text NOT NULL,
	`sealed_by` text NOT NULL,
	`sealed_at` integer NOT NULL,
	PRIMARY KEY(`identifier`, `format`)
);
--> statement-breakpoint
CREATE TABLE `licence_transfers` (
	`id` text PRIMARY KEY NOT NULL,
	`direction` text NOT NULL,
	`partner` text NOT NULL,
	`identifier` text NOT NULL,
	`type` text NOT NULL,
	`department` text NOT NULL,
	`state` text NOT NULL,
	`ground` text NOT NULL,
	`seq` integer NOT NULL,
	`case_number` text NOT NULL,
	`offered_at` integer NOT NULL,
	`answered_at` integer,
	`answer_code` text,
	`successor` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `licence_transfers_by_licence` ON `licence_transfers` (`identifier`,`offered_at`);--> statement-breakpoint
CREATE INDEX `licence_transfers_listed` ON `licence_transfers` (`offered_at`,`id`);