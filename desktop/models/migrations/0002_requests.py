"""Changes of villages, what residents ask about their data, what was erased for them, bundles that were taken back.

And this desk's questionnaires that are not published yet, and its log of exports, whose lines nothing can change or
remove: SQLite itself refuses.
"""

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator

_COMMON = """
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    village_id VARCHAR(36),
    deleted INTEGER NOT NULL,
    versions TEXT NOT NULL
"""

_SHARED = {
    "village_change": """
        kind VARCHAR(40) NOT NULL,
        effective_on DATE NOT NULL,
        decision_number VARCHAR(40),
        decision_date DATE,
        old_name VARCHAR(200),
        old_code VARCHAR(20),
        into_id VARCHAR(36)
    """,
    "undoing": """
        device_id VARCHAR(36) NOT NULL,
        number INTEGER NOT NULL,
        records INTEGER NOT NULL,
        kept INTEGER NOT NULL,
        undone_on DATE NOT NULL,
        reason TEXT,
        decided_by VARCHAR(200)
    """,
    "data_request": """
        kind VARCHAR(40) NOT NULL,
        household_id VARCHAR(36),
        person_id VARCHAR(36),
        received_on DATE NOT NULL,
        acknowledged_on DATE,
        extended_on DATE,
        answered_on DATE,
        refused_reason TEXT,
        note TEXT
    """,
    "erasure": """
        about_table VARCHAR(60) NOT NULL,
        about_id VARCHAR(36) NOT NULL,
        erased_on DATE NOT NULL,
        request_id VARCHAR(36)
    """,
}

_LOCAL = (
    """
    CREATE TABLE form_file (
        form_id VARCHAR(60) NOT NULL, version VARCHAR(40) NOT NULL, name VARCHAR(200) NOT NULL,
        definition TEXT NOT NULL, file_name VARCHAR(200) NOT NULL, content BLOB NOT NULL,
        brought_on VARCHAR(10) NOT NULL, PRIMARY KEY (form_id, version)
    )
    """,
    """
    CREATE TABLE access_log (
        id INTEGER NOT NULL PRIMARY KEY,
        happened_at VARCHAR(40) NOT NULL,
        device VARCHAR(36) NOT NULL,
        act VARCHAR(20) NOT NULL,
        what VARCHAR(20) NOT NULL,
        about VARCHAR(36) NOT NULL,
        rounds TEXT NOT NULL,
        format VARCHAR(10) NOT NULL,
        personal INTEGER NOT NULL,
        purpose VARCHAR(20) NOT NULL,
        records INTEGER
    )
    """,
    """
    CREATE TRIGGER access_log_stays BEFORE DELETE ON access_log BEGIN
        SELECT RAISE(ABORT, 'the access log is kept');
    END
    """,
    """
    CREATE TRIGGER access_log_is_true
    BEFORE UPDATE OF id, happened_at, device, act, what, about, rounds, format, personal, purpose ON access_log BEGIN
        SELECT RAISE(ABORT, 'the access log is kept');
    END
    """,
    """
    CREATE TRIGGER access_log_is_completed_once BEFORE UPDATE OF records ON access_log WHEN OLD.records IS NOT NULL
    BEGIN
        SELECT RAISE(ABORT, 'the access log is kept');
    END
    """,
)

_INDEXED = {"data_request": ("household_id", "person_id"), "erasure": ("about_id",)}


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the tables and their indexes."""
    for statement in _LOCAL:
        database.execute_sql(statement)
    for table, columns in _SHARED.items():
        database.execute_sql(f"CREATE TABLE {table} ({_COMMON}, {columns})")
        for column in ("village_id", *_INDEXED.get(table, ())):
            database.execute_sql(f"CREATE INDEX {table}_{column} ON {table} ({column})")
