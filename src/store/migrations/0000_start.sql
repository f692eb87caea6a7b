CREATE SCHEMA "dovetail";
--> statement-breakpoint
CREATE TABLE "dovetail"."api_keys" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"secret_sha256" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_id_tenant_id_pk" PRIMARY KEY("id","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "dovetail"."audit" (
	"tenant_id" text NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "dovetail"."audit_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"details" json NOT NULL,
	CONSTRAINT "audit_tenant_id_sequence_pk" PRIMARY KEY("tenant_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "dovetail"."idempotency_keys" (
	"tenant_id" text NOT NULL,
	"key" text NOT NULL,
	"payload_sha256" text NOT NULL,
	"run_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "dovetail"."proposals" (
	"tenant_id" text NOT NULL,
	"run_id" text NOT NULL,
	"item" text NOT NULL,
	"revision" integer NOT NULL,
	"value" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "proposals_tenant_id_run_id_item_pk" PRIMARY KEY("tenant_id","run_id","item")
);
--> statement-breakpoint
CREATE TABLE "dovetail"."revisions" (
	"tenant_id" text NOT NULL,
	"run_id" text NOT NULL,
	"revision" integer NOT NULL,
	"objective" double precision NOT NULL,
	"bound" double precision,
	"ms" integer NOT NULL,
	"engine" text,
	"solution" text NOT NULL,
	"review" json NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "revisions_tenant_id_run_id_revision_pk" PRIMARY KEY("tenant_id","run_id","revision")
);
--> statement-breakpoint
CREATE TABLE "dovetail"."run_events" (
	"tenant_id" text NOT NULL,
	"run_id" text NOT NULL,
	"sequence" bigserial NOT NULL,
	"type" text NOT NULL,
	"data" json NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_events_tenant_id_run_id_sequence_pk" PRIMARY KEY("tenant_id","run_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "dovetail"."run_tags" (
	"tenant_id" text NOT NULL,
	"tag" text NOT NULL,
	"run_id" text NOT NULL,
	CONSTRAINT "run_tags_tenant_id_tag_run_id_pk" PRIMARY KEY("tenant_id","tag","run_id")
);
--> statement-breakpoint
CREATE TABLE "dovetail"."runs" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"model" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"outcome" text,
	"stopped" text,
	"options" json NOT NULL,
	"tags" text[] NOT NULL,
	"input" text NOT NULL,
	"input_sha256" text NOT NULL,
	"input_bytes" integer NOT NULL,
	"request_sha256" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"fencing" integer DEFAULT 0 NOT NULL,
	"worker" text,
	"heartbeat_at" timestamp (3) with time zone,
	"spent_ms" integer DEFAULT 0 NOT NULL,
	"stop_requested" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"objective" double precision,
	"rank" double precision,
	"bound" double precision,
	"first_feasible_ms" integer,
	"engine" text,
	"ticks" double precision,
	"variables" integer,
	"constraints" integer,
	"timings" json,
	"statements" integer,
	"ledger" text,
	"result" text,
	"error" json,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "runs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "dovetail"."tenants" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "dovetail"."api_keys" ADD CONSTRAINT "api_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "dovetail"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dovetail"."audit" ADD CONSTRAINT "audit_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "dovetail"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dovetail"."proposals" ADD CONSTRAINT "proposals_tenant_id_run_id_runs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "dovetail"."runs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dovetail"."revisions" ADD CONSTRAINT "revisions_tenant_id_run_id_runs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "dovetail"."runs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dovetail"."run_events" ADD CONSTRAINT "run_events_tenant_id_run_id_runs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "dovetail"."runs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dovetail"."run_tags" ADD CONSTRAINT "run_tags_tenant_id_run_id_runs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "dovetail"."runs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dovetail"."runs" ADD CONSTRAINT "runs_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "dovetail"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_by_tenant" ON "dovetail"."api_keys" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "runs_by_status" ON "dovetail"."runs" USING btree ("tenant_id","status","id");--> statement-breakpoint
CREATE INDEX "runs_by_model" ON "dovetail"."runs" USING btree ("tenant_id","model","id");--> statement-breakpoint
CREATE INDEX "runs_by_request" ON "dovetail"."runs" USING btree ("tenant_id","request_sha256","created_at");--> statement-breakpoint
CREATE INDEX "runs_open" ON "dovetail"."runs" USING btree ("status","created_at") WHERE status in ('queued', 'running', 'stopping');