"""The first schema: the shared tables of DESIGN 2 and this desk's own."""

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator

_STATEMENTS = (
    'CREATE TABLE "setting" ("name" VARCHAR(60) NOT NULL PRIMARY KEY, "value" TEXT NOT NULL)',
    (
        'CREATE TABLE "author" ("id" INTEGER NOT NULL PRIMARY KEY, "author" VARCHAR(36) NOT NULL, "audience" '
        'VARCHAR(36) NOT NULL, "device" VARCHAR(36), "mine" INTEGER NOT NULL, "held" INTEGER NOT NULL)'
    ),
    'CREATE UNIQUE INDEX "author_author" ON "author" ("author")',
    (
        'CREATE TABLE "journal" ("author_id" INTEGER NOT NULL, "sequence" INTEGER NOT NULL, "entry" BLOB NOT '
        'NULL, PRIMARY KEY ("author_id", "sequence")) WITHOUT ROWID'
    ),
    (
        'CREATE TABLE "head" ("table_name" VARCHAR(60) NOT NULL, "record" VARCHAR(36) NOT NULL, "field" VARCH'
        'AR(60) NOT NULL, "author_id" INTEGER NOT NULL, "sequence" INTEGER NOT NULL, "stamp" VARCHAR(40) NOT '
        'NULL, "value" TEXT NOT NULL, "implied" INTEGER NOT NULL, PRIMARY KEY ("table_name", "record", "field'
        '", "author_id", "sequence"))'
    ),
    (
        'CREATE TABLE "bundle" ("digest" VARCHAR(64) NOT NULL PRIMARY KEY, "direction" VARCHAR(10) NOT NULL, '
        '"state" VARCHAR(10) NOT NULL, "device" VARCHAR(36) NOT NULL, "village_id" VARCHAR(36), "number" INTE'
        'GER NOT NULL, "entries" INTEGER NOT NULL, "file_name" VARCHAR(200) NOT NULL, "cover" TEXT NOT NULL, '
        '"handled_at" VARCHAR(40) NOT NULL)'
    ),
    (
        'CREATE TABLE "acknowledgement" ("device" VARCHAR(36) NOT NULL, "author" VARCHAR(36) NOT NULL, "held"'
        ' INTEGER NOT NULL, PRIMARY KEY ("device", "author"))'
    ),
    (
        'CREATE TABLE "commune" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" I'
        'NTEGER NOT NULL, "versions" TEXT NOT NULL, "code" VARCHAR(10) NOT NULL, "name" VARCHAR(200) NOT NULL'
        ', "province" VARCHAR(200), "place" VARCHAR(200), "department" VARCHAR(200), "department_code" VARCHA'
        'R(20), "superior" VARCHAR(200), "steering_committee" TEXT)'
    ),
    'CREATE INDEX "commune_village_id" ON "commune" ("village_id")',
    (
        'CREATE TABLE "village" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" I'
        'NTEGER NOT NULL, "versions" TEXT NOT NULL, "code" VARCHAR(20) NOT NULL, "name" VARCHAR(200) NOT NULL'
        ', "position" INTEGER, "head_id" VARCHAR(36), "youth_secretary_id" VARCHAR(36), "hamlets" TEXT, "sign'
        'al" VARCHAR(200), "profile" TEXT, "opened_on" DATE, "closed_on" DATE)'
    ),
    'CREATE INDEX "village_village_id" ON "village" ("village_id")',
    (
        'CREATE TABLE "device" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" IN'
        'TEGER NOT NULL, "versions" TEXT NOT NULL, "role" VARCHAR(40) NOT NULL, "name" VARCHAR(200) NOT NULL,'
        ' "public_key" TEXT NOT NULL, "fingerprint" VARCHAR(200) NOT NULL, "holder" VARCHAR(200), "enrolled_o'
        'n" DATE, "revoked_on" DATE, "revoked_after" INTEGER, "revoked_reason" VARCHAR(200))'
    ),
    'CREATE INDEX "device_village_id" ON "device" ("village_id")',
    (
        'CREATE TABLE "parameter" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted"'
        ' INTEGER NOT NULL, "versions" TEXT NOT NULL, "name" VARCHAR(60) NOT NULL, "level" VARCHAR(40) NOT NU'
        'LL, "value" INTEGER NOT NULL, "legal_basis" TEXT)'
    ),
    'CREATE INDEX "parameter_village_id" ON "parameter" ("village_id")',
    (
        'CREATE TABLE "milestone" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted"'
        ' INTEGER NOT NULL, "versions" TEXT NOT NULL, "name" VARCHAR(200) NOT NULL, "before" DATE NOT NULL, "'
        'owner" VARCHAR(200), "done_on" DATE, "document" VARCHAR(200))'
    ),
    'CREATE INDEX "milestone_village_id" ON "milestone" ("village_id")',
    (
        'CREATE TABLE "service" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" I'
        'NTEGER NOT NULL, "versions" TEXT NOT NULL, "code" VARCHAR(10) NOT NULL, "name" VARCHAR(200) NOT NULL'
        ', "pillar" VARCHAR(40) NOT NULL, "in_plan" INTEGER, "active_from" DATE, "active_to" DATE, "position"'
        " INTEGER)"
    ),
    'CREATE INDEX "service_village_id" ON "service" ("village_id")',
    (
        'CREATE TABLE "basis_document" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "del'
        'eted" INTEGER NOT NULL, "versions" TEXT NOT NULL, "number" VARCHAR(40), "issued_on" DATE, "issuer" V'
        'ARCHAR(200), "kind" VARCHAR(60), "summary" TEXT, "position" INTEGER)'
    ),
    'CREATE INDEX "basis_document_village_id" ON "basis_document" ("village_id")',
    (
        'CREATE TABLE "recipient" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted"'
        ' INTEGER NOT NULL, "versions" TEXT NOT NULL, "document_set" VARCHAR(40) NOT NULL, "channel" VARCHAR('
        '40) NOT NULL, "name" VARCHAR(200) NOT NULL, "purpose" VARCHAR(40), "expands_to" VARCHAR(40), "positi'
        'on" INTEGER)'
    ),
    'CREATE INDEX "recipient_village_id" ON "recipient" ("village_id")',
    (
        'CREATE TABLE "signer" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" IN'
        'TEGER NOT NULL, "versions" TEXT NOT NULL, "full_name" VARCHAR(50) NOT NULL, "lines" TEXT NOT NULL, "'
        'valid_from" DATE NOT NULL, "valid_to" DATE)'
    ),
    'CREATE INDEX "signer_village_id" ON "signer" ("village_id")',
    (
        'CREATE TABLE "period" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" IN'
        'TEGER NOT NULL, "versions" TEXT NOT NULL, "kind" VARCHAR(40) NOT NULL, "name" VARCHAR(200) NOT NULL,'
        ' "first_day" DATE NOT NULL, "last_day" DATE NOT NULL, "due_on" DATE, "closed_on" DATE)'
    ),
    'CREATE INDEX "period_village_id" ON "period" ("village_id")',
    (
        'CREATE TABLE "survey_round" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "delet'
        'ed" INTEGER NOT NULL, "versions" TEXT NOT NULL, "name" VARCHAR(200) NOT NULL, "form_id" VARCHAR(60) '
        'NOT NULL, "first_day" DATE NOT NULL, "last_day" DATE)'
    ),
    'CREATE INDEX "survey_round_village_id" ON "survey_round" ("village_id")',
    (
        'CREATE TABLE "form" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" INTE'
        'GER NOT NULL, "versions" TEXT NOT NULL, "form_id" VARCHAR(60) NOT NULL, "version" VARCHAR(40) NOT NU'
        'LL, "name" VARCHAR(200) NOT NULL, "definition" TEXT NOT NULL, "closed_on" DATE)'
    ),
    'CREATE INDEX "form_village_id" ON "form" ("village_id")',
    (
        'CREATE TABLE "person" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" IN'
        'TEGER NOT NULL, "versions" TEXT NOT NULL, "full_name" VARCHAR(50) NOT NULL, "gender" VARCHAR(40), "b'
        'irth_date" DATE, "birth_precision" VARCHAR(40), "phone" VARCHAR(20), "position_title" VARCHAR(200), '
        '"workplace" VARCHAR(200), "lives_in_area" INTEGER, "works_in_area" INTEGER, "residence_village_id" V'
        'ARCHAR(36), "youth_union_member" INTEGER, "guardian_consent" INTEGER, "education" VARCHAR(40))'
    ),
    'CREATE INDEX "person_village_id" ON "person" ("village_id")',
    (
        'CREATE TABLE "team" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" INTE'
        'GER NOT NULL, "versions" TEXT NOT NULL, "level" VARCHAR(40) NOT NULL, "name" VARCHAR(200) NOT NULL, '
        '"decision_number" VARCHAR(40), "decision_date" DATE, "decision_signer" VARCHAR(200), "founded_on" DA'
        'TE, "dissolved_on" DATE, "channel" VARCHAR(200), "channel_name" VARCHAR(200))'
    ),
    'CREATE INDEX "team_village_id" ON "team" ("village_id")',
    (
        'CREATE TABLE "application" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "delete'
        'd" INTEGER NOT NULL, "versions" TEXT NOT NULL, "team_id" VARCHAR(36) NOT NULL, "person_id" VARCHAR(3'
        '6) NOT NULL, "kind" VARCHAR(40) NOT NULL, "submitted_on" DATE NOT NULL, "wish" TEXT, "state" VARCHAR'
        '(40) NOT NULL, "decided_on" DATE, "approver" VARCHAR(40), "approver_name" VARCHAR(50), "document_num'
        'ber" VARCHAR(40), "remark" TEXT)'
    ),
    'CREATE INDEX "application_village_id" ON "application" ("village_id")',
    'CREATE INDEX "application_team_id" ON "application" ("team_id")',
    (
        'CREATE TABLE "membership" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted'
        '" INTEGER NOT NULL, "versions" TEXT NOT NULL, "team_id" VARCHAR(36) NOT NULL, "person_id" VARCHAR(36'
        ') NOT NULL, "role" VARCHAR(40) NOT NULL, "composition" VARCHAR(2), "started_on" DATE NOT NULL, "ende'
        'd_on" DATE, "end_reason" VARCHAR(40), "join_application_id" VARCHAR(36), "leave_application_id" VARC'
        'HAR(36), "in_decision" INTEGER, "enthusiastic" INTEGER, "open_minded" INTEGER, "digitally_skilled" I'
        'NTEGER, "good_communicator" INTEGER, "position" INTEGER)'
    ),
    'CREATE INDEX "membership_village_id" ON "membership" ("village_id")',
    'CREATE INDEX "membership_team_id" ON "membership" ("team_id")',
    'CREATE INDEX "membership_person_id" ON "membership" ("person_id")',
    (
        'CREATE TABLE "household" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted"'
        ' INTEGER NOT NULL, "versions" TEXT NOT NULL, "code" VARCHAR(20), "head_name" VARCHAR(50) NOT NULL, "'
        'hamlet" VARCHAR(80), "phone" VARCHAR(20), "household_class" VARCHAR(40), "class_standard" VARCHAR(20'
        '), "people" INTEGER, "status" VARCHAR(40) NOT NULL, "note" TEXT, "search_key" VARCHAR(200) NOT NULL)'
    ),
    'CREATE INDEX "household_village_id" ON "household" ("village_id")',
    'CREATE INDEX "household_code" ON "household" ("code")',
    'CREATE INDEX "household_search_key" ON "household" ("search_key")',
    (
        'CREATE TABLE "consent" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" I'
        'NTEGER NOT NULL, "versions" TEXT NOT NULL, "household_id" VARCHAR(36) NOT NULL, "answer" VARCHAR(40)'
        ' NOT NULL, "given_on" DATE NOT NULL, "asked_by" VARCHAR(36), "witness" VARCHAR(50), "purpose_version'
        '" VARCHAR(20) NOT NULL, "law" VARCHAR(200), "withdrawn_on" DATE)'
    ),
    'CREATE INDEX "consent_village_id" ON "consent" ("village_id")',
    'CREATE INDEX "consent_household_id" ON "consent" ("household_id")',
    (
        'CREATE TABLE "response" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" '
        'INTEGER NOT NULL, "versions" TEXT NOT NULL, "household_id" VARCHAR(36) NOT NULL, "round_id" VARCHAR('
        '36), "form_id" VARCHAR(60) NOT NULL, "form_version" VARCHAR(40) NOT NULL, "interviewed_on" DATE, "in'
        'terviewer_id" VARCHAR(36), "contact" VARCHAR(40), "consent_id" VARCHAR(36), "state" VARCHAR(40) NOT '
        'NULL, "amends_id" VARCHAR(36), "answers" TEXT)'
    ),
    'CREATE INDEX "response_village_id" ON "response" ("village_id")',
    'CREATE INDEX "response_household_id" ON "response" ("household_id")',
    'CREATE INDEX "response_round_id" ON "response" ("round_id")',
    (
        'CREATE TABLE "session" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" I'
        'NTEGER NOT NULL, "versions" TEXT NOT NULL, "kind" VARCHAR(40) NOT NULL, "held_on" DATE NOT NULL, "pl'
        'ace" VARCHAR(200), "audience" INTEGER, "helpers" TEXT, "partner" VARCHAR(200), "need" TEXT, "note" T'
        "EXT)"
    ),
    'CREATE INDEX "session_village_id" ON "session" ("village_id")',
    (
        'CREATE TABLE "session_line" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "delet'
        'ed" INTEGER NOT NULL, "versions" TEXT NOT NULL, "session_id" VARCHAR(36) NOT NULL, "service_code" VA'
        'RCHAR(10) NOT NULL, "beneficiary" VARCHAR(40) NOT NULL, "visits" INTEGER NOT NULL, "new_people" INTE'
        'GER, "outcome" INTEGER, "follow_up" TEXT)'
    ),
    'CREATE INDEX "session_line_village_id" ON "session_line" ("village_id")',
    'CREATE INDEX "session_line_session_id" ON "session_line" ("session_id")',
    (
        'CREATE TABLE "attendance" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted'
        '" INTEGER NOT NULL, "versions" TEXT NOT NULL, "session_id" VARCHAR(36) NOT NULL, "household_id" VARC'
        "HAR(36) NOT NULL)"
    ),
    'CREATE INDEX "attendance_village_id" ON "attendance" ("village_id")',
    'CREATE INDEX "attendance_session_id" ON "attendance" ("session_id")',
    'CREATE INDEX "attendance_household_id" ON "attendance" ("household_id")',
    (
        'CREATE TABLE "village_report" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "del'
        'eted" INTEGER NOT NULL, "versions" TEXT NOT NULL, "period_id" VARCHAR(36) NOT NULL, "state" VARCHAR('
        '40) NOT NULL, "nothing_to_report" INTEGER, "figures" TEXT, "narrative" TEXT, "sent_on" DATE, "receiv'
        'ed_on" DATE, "remark" TEXT)'
    ),
    'CREATE INDEX "village_report_village_id" ON "village_report" ("village_id")',
    'CREATE INDEX "village_report_period_id" ON "village_report" ("period_id")',
    (
        'CREATE TABLE "commune_report" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "del'
        'eted" INTEGER NOT NULL, "versions" TEXT NOT NULL, "period_id" VARCHAR(36) NOT NULL, "narrative" TEXT'
        ', "number" VARCHAR(40), "issued_on" DATE)'
    ),
    'CREATE INDEX "commune_report_village_id" ON "commune_report" ("village_id")',
    'CREATE INDEX "commune_report_period_id" ON "commune_report" ("period_id")',
    (
        'CREATE TABLE "decision" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "village_id" VARCHAR(36), "deleted" '
        'INTEGER NOT NULL, "versions" TEXT NOT NULL, "about_table" VARCHAR(60) NOT NULL, "about_id" VARCHAR(3'
        '6) NOT NULL, "field" VARCHAR(60) NOT NULL, "chosen" TEXT, "put_aside" TEXT, "reason" TEXT, "decided_'
        'by" VARCHAR(200))'
    ),
    'CREATE INDEX "decision_village_id" ON "decision" ("village_id")',
    'CREATE INDEX "decision_about_id" ON "decision" ("about_id")',
)


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make all tables and their indexes."""
    for statement in _STATEMENTS:
        database.execute_sql(statement)
