"""The commune, its villages and the laptops that were enrolled. Rows only; the rules about them are in `rules`."""

from desktop.models.base import JSONField, SharedModel, day, long_text, one_of, reference, short_text, whole_number


class Commune(SharedModel):
    """The commune's profile (hồ sơ xã), one row a store (R002, R006, R017)."""

    title = "Xã"

    code = short_text(null=False, length=10)
    name = short_text(null=False)
    province = short_text()
    place = short_text()  # địa danh that stands before the date (R002)
    department = short_text()  # Phòng Văn hóa - Xã hội (R071)
    department_code = short_text(length=20)  # the unit in "Lưu: VT, ..." (R096)
    superior = short_text()  # whom the commune reports to (R084)
    steering_committee = long_text()  # Ban Chỉ đạo (R080)
    email = short_text()  # where villages without a stick send their bundles


class Village(SharedModel):
    """A village (thôn) and its profile (R012). Keyed by id; the code and the name can change (R111)."""

    title = "Thôn"
    written_by_village = True
    # What a village is, and is part of, is the commune's decision (R111): whose laptops write in its scope follows.
    reserved = frozenset({"closed_on", "code", "deleted", "name", "opened_on", "position", "successor_id"})

    code = short_text(null=False, length=20)
    name = short_text(null=False)
    position = whole_number()
    head_id = reference()  # trưởng thôn, a Person (R027)
    youth_secretary_id = reference()  # Bí thư Chi Đoàn, a Person (R028, R095)
    hamlets = long_text()  # xóm, one a line
    signal = short_text()
    profile = long_text()
    opened_on = day()
    closed_on = day()
    successor_id = reference()  # the village that it went into on the day after it closed (R111)


class VillageChange(SharedModel):
    """That a village was renamed, merged or split by decision, and what it was called before (R111)."""

    title = "Thay đổi của thôn"
    published = False

    kind = one_of("doi_ten", "nhap", "tach", null=False)
    effective_on = day(null=False)
    decision_number = short_text(length=40)
    decision_date = day()
    old_name = short_text()
    old_code = short_text(length=20)
    into_id = reference()  # the village that it went into


class Device(SharedModel):
    """An enrolled laptop: its public key and, once revoked, how far its bundles still count."""

    title = "Máy đã ghi danh"

    role = one_of("commune", "village", null=False)
    name = short_text(null=False)
    public_key = long_text(null=False)  # OpenSSH, one line
    fingerprint = short_text(null=False)
    holder = short_text()
    enrolled_on = day()
    revoked_on = day()
    revoked_after = JSONField(null=True)  # author -> the last sequence number that its bundles may still bring
    revoked_reason = short_text()
    recovered_on = day()  # when the commune last opened the escrow of this laptop's key


class KeyEscrow(SharedModel):
    """A laptop's private key, sealed to the commune's key, so that a forgotten passphrase is not the end of it."""

    title = "Khóa dự phòng gửi xã giữ"
    written_by_village = True
    published = False

    device_id = reference(null=False)
    sealed = long_text(null=False)  # an armored age file: the key in OpenSSH's format, without a passphrase
    made_on = day(null=False)


class Parameter(SharedModel):
    """A limit that is data, with the text that it rests on (R020, R032)."""

    title = "Tham số"

    name = short_text(null=False, length=60)
    level = one_of("commune", "village", null=False)
    value = whole_number(null=False)
    legal_basis = long_text()


class Milestone(SharedModel):
    """A dated duty of the plan (mốc); "trước ngày" means strictly before (R014)."""

    title = "Mốc việc"
    published = False

    name = short_text(null=False)
    before = day(null=False)
    owner = short_text()
    done_on = day()
    document = short_text()
