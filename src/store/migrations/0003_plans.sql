CREATE TABLE "dovetail"."draft_items" (
	"tenant_id" text NOT NULL,
	"run_id" text NOT NULL,
	"item" text NOT NULL,
	"plan_id" text NOT NULL,
	"state" text NOT NULL,
	"edit" text,
	"accepted_at" integer,
	CONSTRAINT "draft_items_tenant_id_run_id_item_pk" PRIMARY KEY("tenant_id","run_id","item")
);
--> statement-breakpoint
CREATE TABLE "dovetail"."plan_entries" (
	"tenant_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"list" text NOT NULL,
	"id" text NOT NULL,
	"from_day" date DEFAULT '-infinity' NOT NULL,
	"to_day" date DEFAULT 'infinity' NOT NULL,
	"owner_list" text,
	"owner" text,
	"value" text NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "plan_entries_tenant_id_plan_id_list_id_pk" PRIMARY KEY("tenant_id","plan_id","list","id")
);
--> statement-breakpoint
CREATE TABLE "dovetail"."plan_journal" (
	"tenant_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"reason" text,
	"run_id" text,
	"undoes" integer,
	"rows" integer NOT NULL,
	"effects" text NOT NULL,
	"writing" text NOT NULL,
	CONSTRAINT "plan_journal_tenant_id_plan_id_version_pk" PRIMARY KEY("tenant_id","plan_id","version")
);
--> statement-breakpoint
CREATE TABLE "dovetail"."plans" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"model" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "plans_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "dovetail"."draft_items" ADD CONSTRAINT "draft_items_tenant_id_run_id_runs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "dovetail"."runs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dovetail"."plan_entries" ADD CONSTRAINT "plan_entries_tenant_id_plan_id_plans_tenant_id_id_fk" FOREIGN KEY ("tenant_id","plan_id") REFERENCES "dovetail"."plans"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dovetail"."plan_journal" ADD CONSTRAINT "plan_journal_tenant_id_plan_id_plans_tenant_id_id_fk" FOREIGN KEY ("tenant_id","plan_id") REFERENCES "dovetail"."plans"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "draft_items_by_plan" ON "dovetail"."draft_items" USING btree ("tenant_id","plan_id","accepted_at");--> statement-breakpoint
CREATE INDEX "plan_entries_by_day" ON "dovetail"."plan_entries" USING btree ("tenant_id","plan_id","list","to_day","from_day");--> statement-breakpoint
CREATE INDEX "plan_entries_by_owner" ON "dovetail"."plan_entries" USING btree ("tenant_id","plan_id","owner_list","owner");