CREATE TABLE `handling_public_cuts` (
	`month` text PRIMARY KEY NOT NULL,
	`cut` text NOT NULL,
	`made_at` integer NOT NULL
);
