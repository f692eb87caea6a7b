ALTER TABLE "dovetail"."runs" ADD COLUMN "priority" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dovetail"."runs" ADD COLUMN "urgency" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dovetail"."runs" ADD COLUMN "turn" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "runs_waiting" ON "dovetail"."runs" USING btree ("tenant_id","urgency" DESC NULLS FIRST,"priority" DESC NULLS FIRST,"id") WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX "runs_by_turn" ON "dovetail"."runs" USING btree ("turn") WHERE status = 'queued';