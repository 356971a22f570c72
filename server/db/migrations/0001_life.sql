CREATE TABLE "archives" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'writing' NOT NULL,
	"experiment_id" uuid NOT NULL,
	"experiment_name" text NOT NULL,
	"target_id" uuid,
	"bytes" bigint,
	"manifest" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone,
	"verified_at" timestamp with time zone,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "disk_states" (
	"experiment_id" uuid PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL,
	"level" text NOT NULL,
	"measured_at" timestamp with time zone NOT NULL,
	"action" text,
	"acted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "drift" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"experiment_id" uuid,
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"summary" text NOT NULL,
	"remedy" text NOT NULL,
	"mendable" boolean NOT NULL,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"experiment_id" uuid NOT NULL,
	"username" text NOT NULL,
	"role" text NOT NULL,
	"logs" boolean DEFAULT true NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_experiment_id_username_pk" PRIMARY KEY("experiment_id","username")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"username" text PRIMARY KEY NOT NULL,
	"uid" integer NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"missing_since" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "probes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"boot_id" text NOT NULL,
	"finished_at" timestamp with time zone,
	"results" jsonb
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ssh_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"experiment_id" uuid NOT NULL,
	"label" text NOT NULL,
	"public_key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ssh_keys_once" UNIQUE("experiment_id","fingerprint")
);
--> statement-breakpoint
CREATE TABLE "targets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"path" text,
	"endpoint" text,
	"region" text,
	"bucket" text,
	"prefix" text,
	"access_key_id" text,
	"sealed_secret_key" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "targets_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "workspace_activity" (
	"experiment_id" uuid NOT NULL,
	"workspace" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"active_at" timestamp with time zone NOT NULL,
	"busy" text,
	"stops_at" timestamp with time zone,
	"observed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "workspace_activity_experiment_id_workspace_pk" PRIMARY KEY("experiment_id","workspace")
);
--> statement-breakpoint
ALTER TABLE "experiments" DROP CONSTRAINT "experiments_name_unique";--> statement-breakpoint
ALTER TABLE "experiments" ADD COLUMN "owner_missing_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "experiments" ADD COLUMN "template" text DEFAULT 'empty' NOT NULL;--> statement-breakpoint
ALTER TABLE "experiments" ADD COLUMN "idling" jsonb;--> statement-breakpoint
ALTER TABLE "experiments" ADD COLUMN "keep_awake_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "experiments" ADD COLUMN "snapshot_schedule" jsonb;--> statement-breakpoint
ALTER TABLE "operations" ADD COLUMN "input" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "operations" ADD COLUMN "state_before" text;--> statement-breakpoint
ALTER TABLE "operations" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "secrets" ADD COLUMN "custom" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "archives" ADD CONSTRAINT "archives_target_id_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."targets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disk_states" ADD CONSTRAINT "disk_states_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ssh_keys" ADD CONSTRAINT "ssh_keys_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_activity" ADD CONSTRAINT "workspace_activity_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "archives_experiment" ON "archives" USING btree ("experiment_id","created_at");--> statement-breakpoint
CREATE INDEX "drift_experiment" ON "drift" USING btree ("experiment_id");--> statement-breakpoint
CREATE INDEX "members_username" ON "members" USING btree ("username");--> statement-breakpoint
CREATE UNIQUE INDEX "experiments_name" ON "experiments" USING btree ("name") WHERE state <> 'archived';--> statement-breakpoint
CREATE INDEX "experiments_owner" ON "experiments" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "experiments_created" ON "experiments" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "operations_batch" ON "operations" USING btree ("batch_id");--> statement-breakpoint
UPDATE "experiments" SET "limits" = '{"diskBytes": 10737418240, "databaseConnections": 50, "statementTimeoutMs": 0}'::jsonb || "limits";
