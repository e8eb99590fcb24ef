"""What a team writes down beside its sessions: what residents say, a good way, tasks, September's calendar."""

from datetime import date, timedelta

from desktop.demo.chance import happens, instant_on, one_of
from desktop.demo.village_month import VillageMonth
from desktop.models.acts import acting
from desktop.models.task_list import DOING, DONE, tasks_of, write_progress
from desktop.models.work import Initiative, Opinion, PlannedSession, Task

_LAST_EVENING = date(2025, 8, 31)
#: Topic, words, and the answer where there was one.
_SAID = (
    ("song_mang", "Sóng ở cuối thôn yếu, tối nộp hồ sơ hay bị đứt giữa chừng.", ""),
    ("to_cong_nghe", "Muốn Tổ trực thêm tối thứ Bảy vì ban ngày đi làm đồng.", "Tổ trực thêm tối thứ Bảy từ tháng 9."),
    ("lua_dao", "Hay có người lạ gọi xưng là công an, các cụ rất sợ.", "Đã nói trên loa và ở họp thôn cách nhận ra."),
    ("thiet_bi", "Điện thoại cũ không cài được VNeID, xin hướng dẫn cách khác.", ""),
)
_GOOD_WAYS = (
    ("Con cháu dạy ông bà dùng điện thoại mỗi tối thứ Bảy", "Các cụ tự gọi được video cho con ở xa."),
    ("Mỗi học sinh THPT kèm một người cao tuổi", "Sau một tháng đa số các cụ tự mở được sổ sức khỏe."),
    ("Dán mã QR nhóm Zalo của thôn ở cửa hàng tạp hóa", "Nhiều hộ tự vào nhóm, đỡ phải đi từng nhà báo tin."),
)
_NEXT = (("DC", 0, "19:30", "21:00", "Nhà văn hóa thôn"), ("DN", 2, "18:00", "20:00", "Xóm còn hộ chưa đến"),
         ("LL", 5, "19:30", "21:00", "Nhà văn hóa thôn"))  # fmt: skip
_FIRST_PLANNED = date(2025, 9, 6)


def write_work(month: VillageMonth) -> None:
    """At the month's end: opinions, a good way, a task of the team's own, and the next week's sessions."""
    chance, village = month.chance("work"), month.village_id
    month.desk.at(instant_on(_LAST_EVENING, 20))
    people = month.team.active_on(_LAST_EVENING)
    with acting(month.desk.store) as acts:
        for topic, words, answer in chance.sample(_SAID, 3):
            on = _LAST_EVENING - timedelta(days=chance.randint(3, 25))
            known = {"state": "da_tra_loi", "answer": answer, "answered_on": _LAST_EVENING} if answer else {}
            home = one_of(chance, month.households) if month.households and happens(chance, 0.5) else None
            values = {"received_on": on, "topic": topic, "content": words, "household_id": home, "state": "moi"}
            acts.add(Opinion, village_id=village, **{**values, **known})
        name, effect = one_of(chance, _GOOD_WAYS)
        authors = sorted(chance.sample(people, min(2, len(people))))
        begun = _LAST_EVENING - timedelta(days=20)
        good = {"name": name, "effect": effect, "begun_on": begun, "author_ids": authors}
        acts.add(Initiative, village_id=village, proposed=happens(chance, 0.5), **good)
        acts.add(Task, village_id=village, level="thon", name="Mời các hộ còn lại vào nhóm Zalo của thôn",
                 first_day=date(2025, 8, 1), due_on=date(2025, 9, 10), services=["CQ08"], target=20)  # fmt: skip
        for kind, passed, begins, ends, place in _NEXT:
            on, who = _FIRST_PLANNED + timedelta(days=passed), sorted(chance.sample(people, min(2, len(people))))
            acts.add(PlannedSession, village_id=village, held_on=on, kind=kind, begins_at=begins, ends_at=ends,
                     place=place, helpers=who)  # fmt: skip
    write_task_progress(month, _LAST_EVENING)


def write_task_progress(month: VillageMonth, on: date) -> None:
    """Tell how far the village is with the commune's tasks that have reached it."""
    store, village = month.desk.store, month.village_id
    given = [task for task in tasks_of(store, village, on) if not task.own and task.progress_id is None]
    with acting(store) as acts:
        for task in given:
            ended = task.target is not None and (task.done or 0) >= task.target
            state, done_on = (DONE, on) if ended else (DOING, None)
            write_progress(acts, village, task, state=state, done=None, note="", done_on=done_on)
