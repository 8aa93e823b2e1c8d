"""How many requests there were, by route, answer and time: of all processes of a server, whichever is asked."""

import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import httpx2 as httpx
import pytest
from hongtou.web.counts import Counts, shared
from hongtou.web.site import Site
from hongtou.workflow.people import Role
from support.office_page import PROFILE, Browser, person
from support.serving import office_serving

ROUTES = [("GET", "/"), ("POST", "/drafts/{id}/save")]
TOKEN = "3f0e" * 16


def told(lines: str) -> dict[str, str]:
    return dict(line.rsplit(" ", 1) for line in lines.splitlines() if not line.startswith("#"))


def test_requests_are_counted_by_route_answer_and_time() -> None:
    counts = Counts(ROUTES)
    for status, seconds in ((200, 0.01), (200, 0.011), (404, 40.0), (0, 0.5)):
        counts.add("GET", "/", status, seconds)
    counts.add("HEAD", "/", 200, 0.0)
    counts.add("POST", "/drafts/{id}/save", 503, 0.2)
    counts.add("BREW", "/coffee", 404, 0.001)
    assert (
        list(counts.lines())
        == """\
# TYPE hongtou_requests_total counter
hongtou_requests_total{method="any",route="none",status="4xx"} 1
hongtou_requests_total{method="GET",route="/",status="none"} 1
hongtou_requests_total{method="GET",route="/",status="2xx"} 3
hongtou_requests_total{method="GET",route="/",status="4xx"} 1
hongtou_requests_total{method="POST",route="/drafts/{id}/save",status="5xx"} 1
# TYPE hongtou_request_seconds histogram
hongtou_request_seconds_bucket{method="any",route="none",le="0.01"} 1
hongtou_request_seconds_bucket{method="any",route="none",le="0.025"} 1
hongtou_request_seconds_bucket{method="any",route="none",le="0.05"} 1
hongtou_request_seconds_bucket{method="any",route="none",le="0.1"} 1
hongtou_request_seconds_bucket{method="any",route="none",le="0.25"} 1
hongtou_request_seconds_bucket{method="any",route="none",le="0.5"} 1
hongtou_request_seconds_bucket{method="any",route="none",le="1.0"} 1
hongtou_request_seconds_bucket{method="any",route="none",le="2.5"} 1
hongtou_request_seconds_bucket{method="any",route="none",le="5.0"} 1
hongtou_request_seconds_bucket{method="any",route="none",le="10.0"} 1
hongtou_request_seconds_bucket{method="any",route="none",le="30.0"} 1
hongtou_request_seconds_bucket{method="any",route="none",le="+Inf"} 1
hongtou_request_seconds_sum{method="any",route="none"} 0.001000
hongtou_request_seconds_count{method="any",route="none"} 1
hongtou_request_seconds_bucket{method="GET",route="/",le="0.01"} 2
hongtou_request_seconds_bucket{method="GET",route="/",le="0.025"} 3
hongtou_request_seconds_bucket{method="GET",route="/",le="0.05"} 3
hongtou_request_seconds_bucket{method="GET",route="/",le="0.1"} 3
hongtou_request_seconds_bucket{method="GET",route="/",le="0.25"} 3
hongtou_request_seconds_bucket{method="GET",route="/",le="0.5"} 4
hongtou_request_seconds_bucket{method="GET",route="/",le="1.0"} 4
hongtou_request_seconds_bucket{method="GET",route="/",le="2.5"} 4
hongtou_request_seconds_bucket{method="GET",route="/",le="5.0"} 4
hongtou_request_seconds_bucket{method="GET",route="/",le="10.0"} 4
hongtou_request_seconds_bucket{method="GET",route="/",le="30.0"} 4
hongtou_request_seconds_bucket{method="GET",route="/",le="+Inf"} 5
hongtou_request_seconds_sum{method="GET",route="/"} 40.521000
hongtou_request_seconds_count{method="GET",route="/"} 5
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="0.01"} 0
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="0.025"} 0
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="0.05"} 0
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="0.1"} 0
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="0.25"} 1
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="0.5"} 1
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="1.0"} 1
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="2.5"} 1
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="5.0"} 1
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="10.0"} 1
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="30.0"} 1
hongtou_request_seconds_bucket{method="POST",route="/drafts/{id}/save",le="+Inf"} 1
hongtou_request_seconds_sum{method="POST",route="/drafts/{id}/save"} 0.200000
hongtou_request_seconds_count{method="POST",route="/drafts/{id}/save"} 1
""".splitlines()
    )


def test_where_nothing_can_be_shared_each_counts_alone() -> None:
    counts = Counts(ROUTES, "/proc/0/fd/none")
    counts.add("GET", "/", 200, 0.01)
    assert told("\n".join(counts.lines()))['hongtou_requests_total{method="GET",route="/",status="2xx"}'] == "1"


def test_processes_count_in_one_account_and_none_gets_lost() -> None:
    counting = (
        "import sys; from hongtou.web.counts import Counts; counts = Counts([('GET', '/')], sys.argv[1])\n"
        "for _ in range(5000): counts.add('GET', '/', 200, 0.5)"
    )
    with shared() as place:
        counts = Counts([("GET", "/")], place)
        with ExitStack() as stack:
            for _ in range(3):
                stack.enter_context(subprocess.Popen([sys.executable, "-c", counting, place]))
        now = told("\n".join(counts.lines()))
    assert now['hongtou_requests_total{method="GET",route="/",status="2xx"}'] == "15000"
    assert now['hongtou_request_seconds_sum{method="GET",route="/"}'] == "7500.000000"


def test_the_page_counts_what_it_answers(office: Site) -> None:
    browser = Browser(office, person(office, "boss", Role.ADMINISTRATOR))
    for path in ("/", "/drafts/nosuchdraft", "/drafts/another", "/nowhere", "/nowhere/else"):
        browser.get(path)
    browser.ask("/drafts/nosuchdraft/save", {"text": "x"})
    browser.get("/", headers={"Host": "evil.example"})
    now = told(browser.get("/metrics").text)
    asked = {name: count for name, count in now.items() if name.startswith("hongtou_requests_total")}
    assert asked == {
        'hongtou_requests_total{method="any",route="none",status="4xx"}': "3",
        'hongtou_requests_total{method="GET",route="/",status="2xx"}': "1",
        'hongtou_requests_total{method="GET",route="/drafts/{id}",status="4xx"}': "2",
        'hongtou_requests_total{method="POST",route="/drafts/{id}/save",status="4xx"}': "1",
    }


@pytest.mark.xdist_group("serving")
def test_whichever_process_answers_tells_of_all(tmp_path: Path) -> None:
    (tmp_path / "hongtou.yaml").write_text(PROFILE, "utf-8")
    (tmp_path / "token").write_text(TOKEN)
    by_token = {"Authorization": f"Bearer {TOKEN}"}
    with office_serving(tmp_path, 2, "--metrics-token", str(tmp_path / "token")) as origin:
        answers = []
        for _ in range(20):  # each over a connection of its own, which either process takes
            httpx.get(f"{origin}/sign-in")
            answers.append(httpx.get(f"{origin}/metrics", headers=by_token).text)
    now = [re.findall(r'requests_total{method="GET",route="/sign-in",status="2xx"} (\d+)', one) for one in answers]
    assert now == [[str(count)] for count in range(1, 21)]
