"""The service of the manual in a process of its own, with eight threads: each answer is that of one thread alone."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen
from builders import EXAMPLE
from pandas import DataFrame

import smartscore

PAGE = Path(__file__).parents[2] / "docs" / "service.md"
THREADS, ROUNDS = 8, 5
#: The application with as many threads for its endpoints as the test speaks of.
START = """
import anyio.to_thread, contextlib, service, sys, uvicorn

@contextlib.asynccontextmanager
async def eight(app):
    anyio.to_thread.current_default_thread_limiter().total_tokens = {threads}
    yield

service.app.router.lifespan_context = eight
uvicorn.run(service.app, fd=int(sys.argv[1]), log_level="warning")
"""
LANGUAGES = {"en": "de;q=1, en-GB;q=0.8", "id": "id-ID,id;q=0.9,en;q=0.5"}

LINES = EXAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
ROWS = [{"city": name, "hdi_life_expectancy": 70 + at, "income": None} for at, name in enumerate(("Alun", "Bukit"))]


def of_cities(*codes: str) -> bytes:
    """Give the example with the rows of these cities alone."""
    return "".join([LINES[0], *(line for line in LINES if line.partition(",")[0] in codes)]).encode()


FILES = {
    "all": "".join(LINES).encode(),
    "three": of_cities("3404", "3273", "5171"),
    "two": of_cities("6202", "3404"),
    "a word": of_cities("6202", "3404").replace(b",81.9,", b",much,"),
    "a column of no framework": b"city,spbe_idnex\nAlun,3\nBukit,4\n",
    "nothing": b"",
}
FRAMEWORKS = ("smart-city", "cpi", "smart-citi")


@frozen
class Question:
    """A request: a file by its name or rows, the framework, the language."""

    file: str
    framework: str
    language: str

    def ask(self, client: httpx.Client) -> tuple[int, bytes]:
        """Give the status and the body of the answer."""
        heads = {"accept-language": LANGUAGES[self.language]}
        path = f"/assess/{self.framework}"
        if self.file == "rows":
            answer = client.post(f"{path}/rows", json=ROWS, headers=heads)
        else:
            answer = client.post(path, content=FILES[self.file], headers={**heads, "content-type": "text/csv"})
        return answer.status_code, answer.content

    def expected(self) -> tuple[int, bytes]:
        """Give what the library says in this thread."""
        source = DataFrame(ROWS) if self.file == "rows" else smartscore.Content("body.csv", FILES[self.file])
        try:
            record = smartscore.assess(source, self.framework).to_json(language=self.language)
        except smartscore.SmartscoreError as error:
            told = [self._told(problem) for problem in error.problems]
            return 422, json.dumps({"problems": told}, ensure_ascii=False, separators=(",", ":")).encode()
        return 200, record.encode()

    def _told(self, problem: smartscore.Problem) -> dict[str, Any]:
        place = {name: getattr(problem, name) for name in ("row", "column", "city", "indicator")}
        known = {name: value for name, value in place.items() if value is not None}
        return {"code": problem.code, "message": problem.to(self.language), **known}


QUESTIONS = [Question(*kind) for kind in product([*FILES, "rows"], FRAMEWORKS, LANGUAGES)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the service of the page on a port that is free, and give its address."""
    folder = tmp_path_factory.mktemp("service")
    (code,) = re.findall(
        r"^```python service\.py\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    (folder / "service.py").write_text(code, encoding="utf-8")
    (folder / "start.py").write_text(START.format(threads=THREADS), encoding="utf-8")
    with socket.socket() as listening, (folder / "said").open("wb") as said:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        command = [sys.executable, "-W", "error::RuntimeWarning", "start.py", str(listening.fileno())]
        process = subprocess.Popen(  # noqa: S603  # our own code
            command, cwd=folder, stdout=said, stderr=said, pass_fds=[listening.fileno()], env={**os.environ}
        )
        try:
            _wait(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(30)
    assert (folder / "said").read_text(encoding="utf-8") == ""  # neither an error nor a warning


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(240):
        assert process.poll() is None, "the service did not start"
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"{address}/openapi.json", timeout=5)
            return
        time.sleep(0.25)
    raise AssertionError("the service did not answer")


def test_every_answer_of_eight_threads_is_that_of_one(server: str) -> None:
    expected = [question.expected() for question in QUESTIONS]
    assert {status for status, _ in expected} == {200, 422}
    with httpx.Client(base_url=server, timeout=120) as client, ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(lambda question: question.ask(client), QUESTIONS * ROUNDS))
    assert len(answers) > 200
    for question, answer, wanted in zip(QUESTIONS * ROUNDS, answers, expected * ROUNDS, strict=True):
        assert answer == wanted, question


def test_a_ranking_is_found_again_and_problems_name_their_place(server: str) -> None:
    with httpx.Client(base_url=server, timeout=60) as client:
        posted = client.post("/assess/smart-city", content=FILES["all"], headers={"content-type": "text/csv"})
        ranked = client.get(posted.headers["location"], params={"by": "province", "node": "economy"})
        assert {row["name"] for row in ranked.json() if row["rank"] == 1} >= {"Sleman"}
        wrong = client.get(posted.headers["location"], params={"by": "provinse"})
        assert (wrong.status_code, wrong.json()["problems"][0]["code"]) == (422, "column_missing")
        refused = client.post("/assess/smart-city", content=FILES["a word"], headers={"content-type": "text/csv"})
        (problem,) = refused.json()["problems"]
        assert (problem["code"], problem["row"], problem["city"]) == ("not_a_number", 2, "Kotawaringin Timur")
        assert client.get("/rankings/none").status_code == 404


def test_a_file_of_the_machine_is_no_framework(server: str) -> None:
    sent = httpx.post(f"{server}/assess/own.toml", content=FILES["all"], headers={"content-type": "text/csv"})
    assert sent.status_code == 404
