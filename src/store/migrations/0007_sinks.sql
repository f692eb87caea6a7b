ALTER TABLE "dovetail"."deliveries" ADD COLUMN "list" text;--> statement-breakpoint
ALTER TABLE "dovetail"."deliveries" ADD COLUMN "entry" text;--> statement-breakpoint
ALTER TABLE "dovetail"."deliveries" ADD COLUMN "version" integer;--> statement-breakpoint
ALTER TABLE "dovetail"."deliveries" ADD COLUMN "sending" text;--> statement-breakpoint
ALTER TABLE "dovetail"."deliveries" ADD COLUMN "sending_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "dovetail"."webhooks" ADD COLUMN "plan_id" text;--> statement-breakpoint
ALTER TABLE "dovetail"."webhooks" ADD COLUMN "lists" text[];--> statement-breakpoint
ALTER TABLE "dovetail"."webhooks" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "dovetail"."webhooks" ADD COLUMN "rests_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "dovetail"."webhooks" ADD CONSTRAINT "webhooks_tenant_id_plan_id_plans_tenant_id_id_fk" FOREIGN KEY ("tenant_id","plan_id") REFERENCES "dovetail"."plans"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_by_row" ON "dovetail"."deliveries" USING btree ("tenant_id","webhook_id","list","entry") WHERE list is not null;--> statement-breakpoint
CREATE INDEX "deliveries_sending" ON "dovetail"."deliveries" USING btree ("tenant_id","sending") WHERE sending is not null;--> statement-breakpoint
CREATE INDEX "webhooks_by_plan" ON "dovetail"."webhooks" USING btree ("tenant_id","plan_id") WHERE plan_id is not null;