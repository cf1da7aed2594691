"""The words of a page: messages `html_...` of the catalogue, those of its scripts with fields still to be filled in."""

from collections.abc import Iterable

from smartscore.messages import template

#: What the frame of the page says.
FRAME = (
    *("bands", "method_lead", "nav_map", "nav_method", "nav_overview", "nav_problems", "nav_ranking", "no_bands"),
    *("noscript", "sections", "skip", "tree", "tree_lead"),
)

#: What its scripts say.
CODES = (
    *("add_all", "ahead", "all_bands", "all_cities", "all_groups", "all_indicators", "apart", "as_table", "back"),
    *("band", "best_city", "change", "change_heading", "change_lead", "cities", "cities_without", "city"),
    *("changed", "clipped", "closing", "contribution", "counted", "coverage", "difference", "dimension", "evidence"),
    *("figure_change", "figure_difference", "figure_gains", "figure_map", "figure_problems", "figure_ranks"),
    *("figure_spread", "figure_standing", "figure_wheel", "framework", "gain", "gaps", "gaps_alone", "gaps_none"),
    *("given", "group_of", "highest", "illustrative", "illustrative_of", "imputed", "index", "indicator"),
    *("judged", "judged_of", "level_next", "lowest", "lowest_city", "map_legend", "median", "median_wheel"),
    *(
        "measured",
        "median_wheel_key",
        "missing",
        "missing_none",
        "missing_why",
        "next_band",
        "next_joint",
        "next_joint_none",
    ),
    *(
        "next_level",
        "next_reached",
        "next_single",
        "next_top",
        "no_index",
        "none_found",
        "not_applicable",
        "note",
        "peers",
    ),
    *("peers_intro", "points", "points_of", "problem_count", "problem_limit", "problem_worst", "profile"),
    *("range", "range_greatest", "range_least", "range_of"),
    *("alike", "rank_interval", "rank_interval_of"),
    *("quality", "rank", "rank_of", "rank_then", "read_others", "round", "score", "search", "search_result"),
    *("shapes_without", "share", "show_all", "sort_by", "source", "stale", "strengths", "strengths_none", "taken_from"),
    *("this_city", "unit", "value", "value_of", "wanted", "year", "year_before"),
)


def words(language: str, codes: Iterable[str]) -> dict[str, str]:
    """Give these words in a language, by code without its beginning."""
    return {code: template(f"html_{code}", language) for code in codes}
