"""The gazetteer of Indonesia: 38 provinces and 514 regencies and cities, with the codes of BPS and of the ministry."""

import csv
from collections.abc import Iterable, Iterator
from importlib.resources import files

from smartscore import Area, Gazetteer, GazetteerSource, hookimpl

TITLE = {"en": "Provinces and regencies of Indonesia", "id": "Provinsi dan kabupaten/kota Indonesia"}
SOURCE = {
    "en": "Codes of BPS (first half of 2025) and of the Ministry of Home Affairs (Kepmendagri 300.2.2-2138 of 2025), "
    "read in public copies; SOURCE.md of the plugin says which and what was compared",
    "id": "Kode BPS (semester I 2025) dan kode Kementerian Dalam Negeri (Kepmendagri Nomor 300.2.2-2138 Tahun 2025), "
    "dibaca dari salinan publik; SOURCE.md pada plugin ini menyebutkan salinannya dan apa yang dibandingkan",
}
YEAR = 2025
COUNTRY = Area("IDN", "Indonesia", "country", codes=["ID"], names=["Republik Indonesia", "Republic of Indonesia"])
#: The ways to write an area of each kind, the first of which is its name.
FORMS = {
    "provinsi": ["{}", "Provinsi {}", "Prov. {}", "Propinsi {}", "{} Province"],
    "kabupaten": [
        *("Kabupaten {}", "{}", "Kab. {}", "Kab. Adm. {}", "Kabupaten Administrasi {}"),
        *("{} Kabupaten", "{} Kab.", "{} Regency"),
    ],
    "kota": ["Kota {}", "{}", "Kota Adm. {}", "Kota Administrasi {}", "Kotamadya {}", "Kodya {}", "{} Kota", "{} City"],
}


@hookimpl
def smartscore_gazetteers() -> Iterable[GazetteerSource]:
    return [GazetteerSource("indonesia", TITLE, load)]


def load() -> Gazetteer:
    """Read the table of areas."""
    return Gazetteer("indonesia", TITLE, SOURCE, YEAR, [COUNTRY, *_areas()])


def _areas() -> Iterator[Area]:
    with (files(__name__) / "areas.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            bare = [row["name"], *_parts(row["other_names"])]
            bare += [name.replace("Kepulauan ", "Kep. ") for name in bare if name.startswith("Kepulauan ")]
            name, *names = (form.format(one) for one in bare for form in FORMS[row["kind"]])
            codes = [row["ministry_code"], *_parts(row["former_codes"])]
            is_province = row["kind"] == "provinsi"
            if is_province:
                codes += [f"{row['code']}00", f"{row['ministry_code']}.00"]
            yield Area(row["code"], name, "province" if is_province else "regency", row["parent"], codes, names)


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]
