"""The list of shared tables, in an order in which what is referred to comes first."""

from desktop.models.base import SharedModel
from desktop.models.decisions import Decision, Undoing
from desktop.models.households import Consent, Household, Response
from desktop.models.places import Commune, Device, KeyEscrow, Milestone, Parameter, Village, VillageChange
from desktop.models.reporting import (
    BasisDocument,
    CommuneReport,
    Form,
    Period,
    Recipient,
    Service,
    Signer,
    SurveyRound,
    VillageReport,
)
from desktop.models.requests import DataRequest, Erasure
from desktop.models.sessions import Attendance, Session, SessionLine
from desktop.models.teams import Application, CollaboratorGroup, Membership, Person, Team
from desktop.models.training import SkillRating, Training, TrainingAttendance
from desktop.models.work import Commitment, Initiative, Opinion, Photo, PlannedSession, Task, TaskProgress

SHARED_MODELS: tuple[type[SharedModel], ...] = (
    Commune,
    Village,
    VillageChange,
    Device,
    KeyEscrow,
    Parameter,
    Milestone,
    Service,
    BasisDocument,
    Recipient,
    Signer,
    Period,
    SurveyRound,
    Form,
    Person,
    Team,
    CollaboratorGroup,
    Application,
    Membership,
    Training,
    TrainingAttendance,
    SkillRating,
    Household,
    Consent,
    Response,
    Session,
    SessionLine,
    Attendance,
    Commitment,
    Task,
    TaskProgress,
    Opinion,
    Initiative,
    PlannedSession,
    Photo,
    VillageReport,
    CommuneReport,
    Decision,
    Undoing,
    DataRequest,
    Erasure,
)

TABLES: dict[str, type[SharedModel]] = {model.table(): model for model in SHARED_MODELS}
