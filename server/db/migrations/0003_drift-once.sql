DROP INDEX "operations_experiment";--> statement-breakpoint
CREATE INDEX "operations_experiment" ON "operations" USING btree ("experiment_id","created_at");--> statement-breakpoint
ALTER TABLE "drift" ADD CONSTRAINT "drift_once" UNIQUE NULLS NOT DISTINCT("experiment_id","subject","kind");