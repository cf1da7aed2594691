"""Why each city is in, open or out: what a reason says is so."""

from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame
from selection_builders import cities, judged

from smartscore import Quota, UsageError, select

GAP = float("nan")


#: The reasons of cities that are better than the last one in and have no place.
HELD_BACK = {"select_full", "select_open_group", "select_open_quotas"}


@st.composite
def selections(draw: st.DrawFn) -> tuple[DataFrame, int, dict[str, Quota]]:
    """Draw up to nine cities with ties and gaps, places, and quotas on one or two columns."""
    scores = draw(st.lists(st.sampled_from([10.0, 20.0, 30.0, 40.0, GAP]), min_size=2, max_size=9))
    columns, quotas = {}, {}
    for column in draw(st.sampled_from([["isle"], ["isle", "kind"]])):
        columns[column] = draw(st.lists(st.sampled_from("xyz"), min_size=len(scores), max_size=len(scores)))
        least = draw(st.integers(0, 2))
        quotas[column] = Quota(least, draw(st.one_of(st.none(), st.integers(max(least, 1), 3))))
    return cities(*scores, **columns), draw(st.integers(1, 4)), quotas


@given(selections())
def test_every_reason_says_what_is_so(drawn: tuple[DataFrame, int, dict[str, Quota]]) -> None:
    data, top, quotas = drawn
    try:
        told = select(judged(data), top, quotas=quotas)
    except UsageError:
        return
    inside, undecided = (told[told["chosen"] == word] for word in ("in", "open"))
    for _, city in told.iterrows():
        fields, code = city["reason"].fields, city["reason"].code
        own = f"group:{fields.get('column', 'isle')}"
        mates, perhaps = (int((part[own] == city[own]).sum()) for part in (inside, undecided))
        match code:
            case "select_rank":
                assert city["place"] <= top
            case "select_moved_up":
                assert {reason.code for reason in told["reason"]} & HELD_BACK
            case "select_kept":
                assert mates <= quotas[str(fields["column"])].least
            case "select_kept_together":
                assert len(quotas) == 2
            case "select_full":
                assert mates <= fields["most"] <= mates + perhaps
            case "select_below":
                assert city["score"] < fields["last"]
            case "select_all_kept":
                assert not any(reason.code == "select_below" for reason in told["reason"])
            case _:
                assert (city["chosen"] == "open") == code.startswith("select_open")
