"""The provenance of a result: framework, data with its hash, versions, plugins."""

from collections.abc import Mapping

from smartscore.engine import Assessment
from smartscore.reports.document import Facts
from smartscore.reports.elements.editions import edition_facts
from smartscore.reports.elements.provisos import versions
from smartscore.text import Phrase, Sentence


def facts_of(assessment: Assessment, plugins: Mapping[str, str]) -> list[Facts]:
    """Give the facts in groups, each under a title."""
    framework, dataset = assessment.framework, assessment.dataset
    own: list[tuple[Sentence, Sentence]] = [
        (Phrase("framework_title"), framework.title),
        (Phrase("framework_id"), framework.name),
        (Phrase("framework_edition"), framework.edition),
        (Phrase("framework_fingerprint"), assessment.definition.fingerprint),
        (Phrase("framework_fitted"), framework.fingerprint),
        (Phrase("framework_source"), framework.source),
        *edition_facts(framework),
    ]
    data: list[tuple[Sentence, Sentence]] = [
        (Phrase("notes_file"), dataset.file or ""),
        ("SHA-256", dataset.digest or ""),
        (Phrase("notes_rows"), str(len(dataset.frame))),
    ]
    return [
        Facts(Phrase("guide_framework"), own),
        Facts(Phrase("notes_data"), data),
        Facts(Phrase("notes_versions"), list(versions().items())),
        Facts(Phrase("notes_plugins"), list(plugins.items())),
    ]
