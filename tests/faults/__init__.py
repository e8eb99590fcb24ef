"""Faults: the program is killed, the disk fills up, the stick is pulled out, the power goes, the clock is wrong.

One seam sees every change that a desk makes to a disk: `own_files` stands before the calls that `desktop.files` uses,
`sqlite_files` stands before SQLite's own writes and flushes, and both tell a `watching.Watch`, which lets the change
happen, ends the process there (SIGKILL), answers with an error of the system, or only writes it down. Each write is
told in two halves, so that a write cut in the middle is among the instants. Nothing of this is in the program itself.

- `scenes` makes the desks and says what they do; `looking` says what must hold afterwards; `trial` puts both together.
- `forking` runs one act in a forked child; `child` is the same act as a command.
- `power` replays what was written down and loses what was not flushed, and says what it simulates and what not;
  `disks` makes disks that really are full or locked.
- `rounds` is one disturbance, `run` is the long run of them; docs/tests.md has the commands.
"""
