"""What a team is asked, told and taught: tasks, opinions, good ways of working, a calendar, courses, skills, photos.

And what people did at this desk lately, so that it can be taken back.
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
    "collaborator_group": """
        team_id VARCHAR(36) NOT NULL,
        name VARCHAR(200) NOT NULL,
        founded_on DATE NOT NULL,
        dissolved_on DATE
    """,
    "training": """
        name VARCHAR(200) NOT NULL,
        held_on DATE NOT NULL,
        ended_on DATE,
        form VARCHAR(40) NOT NULL,
        topics TEXT,
        organiser VARCHAR(200),
        partners VARCHAR(200),
        place VARCHAR(200),
        note TEXT
    """,
    "training_attendance": """
        training_id VARCHAR(36) NOT NULL,
        person_id VARCHAR(36) NOT NULL,
        attended INTEGER
    """,
    "skill_rating": """
        person_id VARCHAR(36) NOT NULL,
        topic VARCHAR(20) NOT NULL,
        level INTEGER NOT NULL,
        rated_on DATE NOT NULL
    """,
    "commitment": """
        household_id VARCHAR(36) NOT NULL,
        product VARCHAR(200) NOT NULL,
        sold_on VARCHAR(200),
        signed_on DATE NOT NULL,
        paper_signed INTEGER,
        ended_on DATE,
        note TEXT
    """,
    "task": """
        level VARCHAR(40) NOT NULL,
        name VARCHAR(200) NOT NULL,
        content TEXT,
        services TEXT,
        target INTEGER,
        unit VARCHAR(40),
        first_day DATE,
        due_on DATE,
        document VARCHAR(200),
        closed_on DATE
    """,
    "task_progress": """
        task_id VARCHAR(36) NOT NULL,
        state VARCHAR(40) NOT NULL,
        done INTEGER,
        note TEXT,
        done_on DATE
    """,
    "opinion": """
        received_on DATE NOT NULL,
        household_id VARCHAR(36),
        response_id VARCHAR(36),
        topic VARCHAR(20) NOT NULL,
        content TEXT NOT NULL,
        state VARCHAR(40) NOT NULL,
        forwarded_on DATE,
        answer TEXT,
        answered_on DATE,
        answered_by VARCHAR(200)
    """,
    "initiative": """
        name VARCHAR(200) NOT NULL,
        author_ids TEXT,
        other_authors VARCHAR(200),
        begun_on DATE NOT NULL,
        content TEXT,
        effect TEXT,
        evidence TEXT,
        proposed INTEGER
    """,
    "planned_session": """
        held_on DATE NOT NULL,
        begins_at VARCHAR(5),
        ends_at VARCHAR(5),
        kind VARCHAR(2) NOT NULL,
        place VARCHAR(200),
        helpers TEXT,
        content TEXT,
        session_id VARCHAR(36),
        cancelled_on DATE
    """,
    "photo": """
        about_table VARCHAR(40) NOT NULL,
        about_id VARCHAR(36) NOT NULL,
        caption VARCHAR(200),
        content TEXT
    """,
}

_DONE_ACT = """
    CREATE TABLE done_act (
        id INTEGER NOT NULL PRIMARY KEY,
        happened_at VARCHAR(40) NOT NULL,
        kind VARCHAR(10) NOT NULL,
        ranges TEXT NOT NULL,
        closed INTEGER NOT NULL
    )
"""

_INDEXED = {
    "collaborator_group": ("team_id",),
    "training_attendance": ("training_id", "person_id"),
    "skill_rating": ("person_id",),
    "commitment": ("household_id",),
    "task_progress": ("task_id",),
    "opinion": ("household_id",),
    "photo": ("about_id",),
}


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Make the tables and their indexes."""
    database.execute_sql(_DONE_ACT)
    for table, columns in _SHARED.items():
        database.execute_sql(f"CREATE TABLE {table} ({_COMMON}, {columns})")
        for column in ("village_id", *_INDEXED.get(table, ())):
            database.execute_sql(f"CREATE INDEX {table}_{column} ON {table} ({column})")
