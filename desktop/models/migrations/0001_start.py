"""The first schema: the shared tables of DESIGN 2 and this desk's own.

Names and types as they were then, whatever the models say today; a test compares the schema after the last migration
with the models.
"""

from collections.abc import Iterator

from peewee import SqliteDatabase
from playhouse.migrate import SchemaMigrator

#: The tables that stay on this desk.
_LOCAL = (
    """
    CREATE TABLE setting (
        name VARCHAR(60) NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE author (
        id INTEGER NOT NULL PRIMARY KEY,
        author VARCHAR(36) NOT NULL,
        audience VARCHAR(36) NOT NULL,
        device VARCHAR(36),
        mine INTEGER NOT NULL,
        held INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE journal (
        author_id INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        position INTEGER NOT NULL,
        entry BLOB NOT NULL,
        PRIMARY KEY (author_id, sequence)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE head (
        table_name VARCHAR(60) NOT NULL,
        record VARCHAR(36) NOT NULL,
        field VARCHAR(60) NOT NULL,
        author_id INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        stamp VARCHAR(40) NOT NULL,
        value TEXT NOT NULL,
        implied INTEGER NOT NULL,
        PRIMARY KEY (table_name, record, field, author_id, sequence)
    )
    """,
    """
    CREATE TABLE bundle (
        digest VARCHAR(64) NOT NULL PRIMARY KEY,
        direction VARCHAR(10) NOT NULL,
        state VARCHAR(10) NOT NULL,
        device VARCHAR(36) NOT NULL,
        life VARCHAR(36) NOT NULL,
        village_id VARCHAR(36),
        number INTEGER NOT NULL,
        entries INTEGER NOT NULL,
        first_position INTEGER,
        last_position INTEGER,
        undone_at VARCHAR(40),
        file_name VARCHAR(200) NOT NULL,
        cover TEXT NOT NULL,
        handled_at VARCHAR(40) NOT NULL
    )
    """,
    """
    CREATE TABLE correspondent (
        device VARCHAR(36) NOT NULL, life VARCHAR(36) NOT NULL,
        number INTEGER NOT NULL, first_heard INTEGER NOT NULL, last_heard INTEGER NOT NULL,
        PRIMARY KEY (device, life)
    )
    """,
    """
    CREATE TABLE acknowledgement (
        device VARCHAR(36) NOT NULL, life VARCHAR(36) NOT NULL, author VARCHAR(36) NOT NULL,
        held INTEGER NOT NULL, PRIMARY KEY (device, life, author)
    )
    """,
    """
    CREATE TABLE tally (
        village_id VARCHAR(36) NOT NULL, table_name VARCHAR(60) NOT NULL,
        living INTEGER NOT NULL, digest VARCHAR(32) NOT NULL, PRIMARY KEY (village_id, table_name)
    )
    """,
    """
    CREATE TABLE comparison (
        village_id VARCHAR(36) NOT NULL,
        device VARCHAR(36) NOT NULL,
        told TEXT NOT NULL,
        PRIMARY KEY (village_id, device)
    )
    """,
    """
    CREATE TABLE kept_bundle (
        digest VARCHAR(64) NOT NULL PRIMARY KEY, device VARCHAR(36) NOT NULL, name VARCHAR(200) NOT NULL,
        ranges TEXT NOT NULL,
        sealed BLOB NOT NULL
    )
    """,
)

#: The columns that every shared table begins with.
_COMMON = """
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    village_id VARCHAR(36),
    deleted INTEGER NOT NULL,
    versions TEXT NOT NULL
"""

#: The tables that travel between desks: their columns after the common ones.
_SHARED = {
    "commune": """
        code VARCHAR(10) NOT NULL,
        name VARCHAR(200) NOT NULL,
        province VARCHAR(200),
        place VARCHAR(200),
        department VARCHAR(200),
        department_code VARCHAR(20),
        superior VARCHAR(200),
        steering_committee TEXT,
        email VARCHAR(200)
    """,
    "village": """
        code VARCHAR(20) NOT NULL,
        name VARCHAR(200) NOT NULL,
        position INTEGER,
        head_id VARCHAR(36),
        youth_secretary_id VARCHAR(36),
        hamlets TEXT,
        signal VARCHAR(200),
        profile TEXT,
        opened_on DATE,
        closed_on DATE,
        successor_id VARCHAR(36)
    """,
    "device": """
        role VARCHAR(40) NOT NULL,
        name VARCHAR(200) NOT NULL,
        public_key TEXT NOT NULL,
        fingerprint VARCHAR(200) NOT NULL,
        holder VARCHAR(200),
        enrolled_on DATE,
        revoked_on DATE,
        revoked_after TEXT,
        revoked_reason VARCHAR(200),
        recovered_on DATE
    """,
    "key_escrow": """
        device_id VARCHAR(36) NOT NULL,
        sealed TEXT NOT NULL,
        made_on DATE NOT NULL
    """,
    "parameter": """
        name VARCHAR(60) NOT NULL,
        level VARCHAR(40) NOT NULL,
        value INTEGER NOT NULL,
        legal_basis TEXT
    """,
    "milestone": """
        name VARCHAR(200) NOT NULL,
        before DATE NOT NULL,
        owner VARCHAR(200),
        done_on DATE,
        document VARCHAR(200)
    """,
    "service": """
        code VARCHAR(10) NOT NULL,
        name VARCHAR(200) NOT NULL,
        pillar VARCHAR(40) NOT NULL,
        in_plan INTEGER,
        active_from DATE,
        active_to DATE,
        position INTEGER
    """,
    "basis_document": """
        number VARCHAR(40),
        issued_on DATE,
        issuer VARCHAR(200),
        kind VARCHAR(60),
        summary TEXT,
        position INTEGER
    """,
    "recipient": """
        document_set VARCHAR(40) NOT NULL,
        channel VARCHAR(40) NOT NULL,
        name VARCHAR(200) NOT NULL,
        purpose VARCHAR(40),
        expands_to VARCHAR(40),
        position INTEGER
    """,
    "signer": """
        full_name VARCHAR(50) NOT NULL,
        lines TEXT NOT NULL,
        valid_from DATE NOT NULL,
        valid_to DATE
    """,
    "period": """
        kind VARCHAR(40) NOT NULL,
        name VARCHAR(200) NOT NULL,
        first_day DATE NOT NULL,
        last_day DATE NOT NULL,
        due_on DATE,
        closed_on DATE
    """,
    "survey_round": """
        name VARCHAR(200) NOT NULL,
        form_id VARCHAR(60) NOT NULL,
        first_day DATE NOT NULL,
        last_day DATE
    """,
    "form": """
        form_id VARCHAR(60) NOT NULL,
        version VARCHAR(40) NOT NULL,
        name VARCHAR(200) NOT NULL,
        definition TEXT NOT NULL,
        closed_on DATE
    """,
    "person": """
        full_name VARCHAR(50) NOT NULL,
        gender VARCHAR(40),
        birth_date DATE,
        birth_precision VARCHAR(40),
        phone VARCHAR(20),
        position_title VARCHAR(200),
        workplace VARCHAR(200),
        lives_in_area INTEGER,
        works_in_area INTEGER,
        residence_village_id VARCHAR(36),
        youth_union_member INTEGER,
        guardian_consent INTEGER,
        education VARCHAR(40)
    """,
    "team": """
        level VARCHAR(40) NOT NULL,
        name VARCHAR(200) NOT NULL,
        decision_number VARCHAR(40),
        decision_date DATE,
        decision_signer VARCHAR(200),
        founded_on DATE,
        dissolved_on DATE,
        channel VARCHAR(200),
        channel_name VARCHAR(200)
    """,
    "application": """
        team_id VARCHAR(36) NOT NULL,
        person_id VARCHAR(36) NOT NULL,
        kind VARCHAR(40) NOT NULL,
        submitted_on DATE NOT NULL,
        wish TEXT,
        state VARCHAR(40) NOT NULL,
        decided_on DATE,
        approver VARCHAR(40),
        approver_name VARCHAR(50),
        document_number VARCHAR(40),
        remark TEXT
    """,
    "membership": """
        team_id VARCHAR(36) NOT NULL,
        person_id VARCHAR(36) NOT NULL,
        role VARCHAR(40) NOT NULL,
        composition VARCHAR(2),
        group_id VARCHAR(36),
        started_on DATE NOT NULL,
        ended_on DATE,
        end_reason VARCHAR(40),
        join_application_id VARCHAR(36),
        leave_application_id VARCHAR(36),
        in_decision INTEGER,
        enthusiastic INTEGER,
        open_minded INTEGER,
        digitally_skilled INTEGER,
        good_communicator INTEGER,
        position INTEGER
    """,
    "household": """
        code VARCHAR(20),
        head_name VARCHAR(50) NOT NULL,
        hamlet VARCHAR(80),
        phone VARCHAR(20),
        household_class VARCHAR(40),
        class_standard VARCHAR(20),
        people INTEGER,
        status VARCHAR(40) NOT NULL,
        status_since DATE,
        moved_to VARCHAR(200),
        merged_into_id VARCHAR(36),
        split_from_id VARCHAR(36),
        note TEXT,
        search_key VARCHAR(200) NOT NULL
    """,
    "consent": """
        household_id VARCHAR(36) NOT NULL,
        answer VARCHAR(40) NOT NULL,
        given_on DATE NOT NULL,
        asked_by VARCHAR(36),
        witness VARCHAR(50),
        purpose_version VARCHAR(20) NOT NULL,
        law VARCHAR(200),
        withdrawn_on DATE
    """,
    "response": """
        household_id VARCHAR(36) NOT NULL,
        round_id VARCHAR(36),
        form_id VARCHAR(60) NOT NULL,
        form_version VARCHAR(40) NOT NULL,
        interviewed_on DATE,
        interviewer_id VARCHAR(36),
        contact VARCHAR(40),
        consent_id VARCHAR(36),
        state VARCHAR(40) NOT NULL,
        amends_id VARCHAR(36),
        answers TEXT
    """,
    "session": """
        kind VARCHAR(40) NOT NULL,
        held_on DATE NOT NULL,
        place VARCHAR(200),
        audience INTEGER,
        helpers TEXT,
        partner VARCHAR(200),
        partner_sector VARCHAR(20),
        need TEXT,
        note TEXT
    """,
    "session_line": """
        session_id VARCHAR(36) NOT NULL,
        service_code VARCHAR(10) NOT NULL,
        beneficiary VARCHAR(40) NOT NULL,
        visits INTEGER NOT NULL,
        new_people INTEGER,
        outcome INTEGER,
        follow_up TEXT,
        followed_up_on DATE
    """,
    "attendance": """
        session_id VARCHAR(36) NOT NULL,
        household_id VARCHAR(36) NOT NULL
    """,
    "village_report": """
        period_id VARCHAR(36) NOT NULL,
        state VARCHAR(40) NOT NULL,
        nothing_to_report INTEGER,
        figures TEXT,
        narrative TEXT,
        sent_on DATE,
        received_on DATE,
        remark TEXT
    """,
    "commune_report": """
        period_id VARCHAR(36) NOT NULL,
        narrative TEXT,
        number VARCHAR(40),
        issued_on DATE
    """,
    "decision": """
        about_table VARCHAR(60) NOT NULL,
        about_id VARCHAR(36) NOT NULL,
        field VARCHAR(60) NOT NULL,
        chosen TEXT,
        put_aside TEXT,
        settled TEXT,
        reason TEXT,
        decided_by VARCHAR(200)
    """,
}

#: The indexes of shared tables besides the one on `village_id`.
_INDEXED = {
    "application": ("team_id",),
    "membership": ("team_id", "person_id"),
    "household": ("code", "search_key"),
    "consent": ("household_id",),
    "response": ("household_id", "round_id"),
    "session_line": ("session_id",),
    "attendance": ("session_id", "household_id"),
    "village_report": ("period_id",),
    "commune_report": ("period_id",),
    "decision": ("about_id",),
}


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make all tables and their indexes."""
    for statement in _statements():
        database.execute_sql(statement)


def _statements() -> Iterator[str]:
    yield from _LOCAL
    yield "CREATE UNIQUE INDEX author_author ON author (author)"
    for table, columns in _SHARED.items():
        yield f"CREATE TABLE {table} ({_COMMON}, {columns})"
        for column in ("village_id", *_INDEXED.get(table, ())):
            yield f"CREATE INDEX {table}_{column} ON {table} ({column})"
