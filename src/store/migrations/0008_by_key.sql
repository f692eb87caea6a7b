DROP INDEX "dovetail"."plan_entries_by_day";--> statement-breakpoint
DROP INDEX "dovetail"."plan_entries_by_owner";--> statement-breakpoint
CREATE INDEX "plan_entries_by_day" ON "dovetail"."plan_entries" USING btree ("tenant_id","plan_id","list","to_day","from_day") WHERE version > 0;--> statement-breakpoint
CREATE INDEX "plan_entries_by_owner" ON "dovetail"."plan_entries" USING btree ("tenant_id","plan_id","owner_list","owner") WHERE owner is not null;