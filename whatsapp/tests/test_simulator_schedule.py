"""Work for later: at its moment, in order, never more than fits, and never the last word."""

import threading
import time

from whatsapp.simulator.schedule import Schedule


def test_jobs_run_at_their_moment_whatever_the_order_they_came_in():
    schedule, done = Schedule(threads=1, most=10), []
    schedule.after(0.10, lambda: done.append("later"))
    schedule.after(0.02, lambda: done.append("sooner"))
    assert schedule.wait(5)
    assert done == ["sooner", "later"]


def test_no_job_runs_before_its_moment():
    schedule, done = Schedule(threads=1, most=10), []
    asked = time.monotonic()
    schedule.after(0.1, lambda: done.append(time.monotonic()))
    assert schedule.wait(5)
    assert done[0] - asked >= 0.1


def test_a_job_too_many_is_dropped_and_told(caplog):
    schedule = Schedule(threads=1, most=2)
    taken = [schedule.after(30, lambda: None) for _ in range(3)]
    assert taken == [True, True, False]
    assert "one more dropped" in caplog.text


def test_a_job_that_fails_stops_no_other(caplog):
    schedule, done = Schedule(threads=1, most=10), []
    schedule.after(0, lambda: 1 / 0)
    schedule.after(0.01, lambda: done.append("next"))
    assert schedule.wait(5)
    assert done == ["next"]
    assert "division by zero" in caplog.text


def test_waiting_ends_when_told_although_work_is_left():
    schedule = Schedule(threads=1, most=10)
    schedule.after(30, lambda: None)
    assert not schedule.wait(0.02)


def test_its_threads_let_the_process_end():
    schedule = Schedule(threads=2, most=10)
    schedule.after(0, lambda: None)
    assert schedule.wait(5)
    mine = [thread for thread in threading.enumerate() if thread.name == "simulator"]
    assert len(mine) >= 2
    assert all(thread.daemon for thread in mine)
