"""Identifiers and addresses -> links, each once, wherever people put them."""

from __future__ import annotations

import pytest

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.publications.links import Link, links_of, scholar_link
from sphinx_homepage.model.text import Position, Text

HERE = Position("papers.bib", 3, 9)


def links(own=(), **fields):
    found = links_of({name: Text(value, HERE) for name, value in fields.items()}, own)
    assert found.problems == []
    return [(link.name, link.label, str(link.url)) for link in found.links]


def problems(**fields):
    found = links_of({name: Text(value, HERE) for name, value in fields.items()})
    return [(problem.code, problem.position) for problem in found.problems], found.links


@pytest.mark.parametrize(
    "typed",
    [
        "10.5555/12345678",
        "doi:10.5555/12345678",
        "DOI: 10.5555/12345678",
        "https://doi.org/10.5555/12345678",
        "http://dx.doi.org/10.5555/12345678",
        "doi.org/10.5555/12345678.",
        "{10.5555/12345678}",
        "\\url{https://doi.org/10.5555/12345678}",
    ],
)
def test_a_doi_is_found_with_any_prefix(typed):
    assert links(doi=typed) == [("doi", "DOI", "https://doi.org/10.5555/12345678")]


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("10.5555/a_b(c)<1::d>3.0;2-#", "https://doi.org/10.5555/a_b(c)%3C1::d%3E3.0;2-%23"),
        ("10.5555/a\\_b", "https://doi.org/10.5555/a_b"),
        ("https://doi.org/10.5555/a%3Cb", "https://doi.org/10.5555/a%3Cb"),
        ("10.5555/ß", "https://doi.org/10.5555/%C3%9F"),
    ],
)
def test_a_doi_is_percent_encoded_once(typed, url):
    assert links(doi=typed) == [("doi", "DOI", url)]


ARXIV = ("arxiv", "arXiv", "https://arxiv.org/abs/2401.00001")


@pytest.mark.parametrize(
    "fields",
    [
        {"arxiv": "2401.00001"},
        {"arxiv": "arXiv:2401.00001"},
        {"arxiv": "https://arxiv.org/pdf/2401.00001.pdf"},
        {"eprint": "2401.00001"},
        {"eprint": "arXiv:2401.00001", "archiveprefix": "arXiv", "primaryclass": "cs.LG"},
        {"url": "https://arxiv.org/abs/2401.00001"},
        {"url": "http://www.arxiv.org/abs/2401.00001/"},
        {"journal": "arXiv preprint arXiv:2401.00001"},
        {"journal": "CoRR", "volume": "abs/2401.00001"},
        {"note": "Available at arXiv:2401.00001."},
        {"note": "\\url{https://arxiv.org/abs/2401.00001}"},
        {"arxiv": "2401.00001", "url": "https://arxiv.org/abs/2401.00001", "eprint": "2401.00001"},
    ],
)
def test_an_arxiv_number_is_found_wherever_it_stands_and_linked_once(fields):
    assert links(**fields) == [ARXIV]


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"eprint": "hep-th/9901001v2"}, "hep-th/9901001v2"),
        ({"eprint": "9901001", "archiveprefix": "arXiv", "primaryclass": "hep-th"}, "hep-th/9901001"),
        ({"arxiv": "math.GT/0309136"}, "math.GT/0309136"),
        ({"journal": "arXiv:quant-ph/9901001"}, "quant-ph/9901001"),
    ],
)
def test_old_arxiv_numbers_are_read(fields, number):
    assert links(**fields) == [("arxiv", "arXiv", f"https://arxiv.org/abs/{number}")]


@pytest.mark.parametrize(
    ("field", "value", "label", "url"),
    [
        ("pmid", "12345678", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/12345678/"),
        ("pmcid", "PMC1234567", "PMC", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/"),
        ("acl", "P19-1001", "ACL", "https://aclanthology.org/P19-1001/"),
        (
            "acl",
            "https://aclanthology.org/2023.acl-long.1.pdf",
            "ACL",
            "https://aclanthology.org/2023.acl-long.1/",
        ),
        ("dblp", "DBLP:journals/jacm/Doe24", "DBLP", "https://dblp.org/rec/journals/jacm/Doe24"),
        ("openreview", "a1B2c3D4e5", "OpenReview", "https://openreview.net/forum?id=a1B2c3D4e5"),
        ("hal", "hal-01234567", "HAL", "https://hal.science/hal-01234567"),
        ("inspirehep_id", "1234567", "INSPIRE", "https://inspirehep.net/literature/1234567"),
        ("bibcode", "2024A&A...900....1D", "ADS", "https://ui.adsabs.harvard.edu/abs/2024A&A...900....1D"),
        ("zenodo", "10.5281/zenodo.1234567", "Zenodo", "https://zenodo.org/records/1234567"),
        ("ssrn", "1234567", "SSRN", "https://ssrn.com/abstract=1234567"),
        ("handle", "hdl:1721.1/12345", "Handle", "https://hdl.handle.net/1721.1/12345"),
        (
            "mrnumber",
            "MR1234567 (2002k:60001)",
            "MathSciNet",
            "https://mathscinet.ams.org/mathscinet-getitem?mr=1234567",
        ),
        ("altmetric", "248277", "Altmetric", "https://www.altmetric.com/details/248277"),
    ],
)
def test_an_identifier_leads_to_its_page(field, value, label, url):
    assert links(**{field: value}) == [(field, label, url)]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", "pmid"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", "pmcid"),
        ("https://openreview.net/forum?id=a1B2c3D4e5", "openreview"),
        ("https://inria.hal.science/hal-01234567v2", "hal"),
        ("https://ui.adsabs.harvard.edu/abs/2024ApJ...900....1D/abstract", "bibcode"),
        ("https://zenodo.org/record/1234567", "zenodo"),
        ("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=1234567", "ssrn"),
        ("https://doi.org/10.5555/12345678", "doi"),
    ],
)
def test_an_address_that_says_an_identifier_is_that_link_and_no_second_one(url, name):
    assert [link[0] for link in links(url=url)] == [name]


def test_an_eprint_of_another_archive_is_that_archives():
    assert links(eprint="12345678", archiveprefix="pubmed") == [
        ("pmid", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/12345678/")
    ]
    assert links(eprint="x", archiveprefix="somewhere") == []


def test_identifiers_come_first_and_files_in_the_order_of_the_table():
    fields = {
        "blog": "https://example.org/post",
        "slides": "talk.pdf",
        "code": "https://example.org/code",
        "pdf": "/papers/x.pdf",
        "doi": "10.5555/1",
        "url": "https://example.org/page",
    }
    assert links(**fields) == [
        ("doi", "DOI", "https://doi.org/10.5555/1"),
        ("pdf", "PDF", "/papers/x.pdf"),
        ("url", "Link", "https://example.org/page"),
        ("code", "Code", "https://example.org/code"),
        ("slides", "Slides", "talk.pdf"),
        ("blog", "Blog", "https://example.org/post"),
    ]


def test_an_address_is_linked_once():
    assert links(
        doi="10.5555/1", url="http://dx.doi.org/10.5555/1", html="https://www.doi.org/10.5555/1/"
    ) == [("doi", "DOI", "https://doi.org/10.5555/1")]
    assert links(doi="10.5555/1", url="https://press.example.org/doi/abs/10.5555/1") == [
        ("doi", "DOI", "https://doi.org/10.5555/1")
    ]
    assert links(pdf="https://example.org/a.pdf", url="https://example.org/a.pdf") == [
        ("pdf", "PDF", "https://example.org/a.pdf")
    ]


def test_an_url_of_a_pdf_is_the_pdf():
    assert links(url="https://example.org/a.pdf") == [("pdf", "PDF", "https://example.org/a.pdf")]
    assert links(url="https://openreview.net/pdf?id=a1B2c3D4e5") == [
        ("openreview", "OpenReview", "https://openreview.net/forum?id=a1B2c3D4e5"),
        ("pdf", "PDF", "https://openreview.net/pdf?id=a1B2c3D4e5"),
    ]


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("\\url{https://example.org/a\\_b\\%20c}", "https://example.org/a_b%20c"),
        ("https://example.org/{\\textasciitilde}ana", "https://example.org/~ana"),
        ("https://example.org/\\~{}ana", "https://example.org/~ana"),
        ("https://example.org/$\\sim$ana", "https://example.org/~ana"),
        ("https://example.org/a\n   b", "https://example.org/ab"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("www.example.org/x", "https://www.example.org/x"),
        ("example.org/x", "https://example.org/x"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
    ],
)
def test_an_address_is_freed_of_tex_and_encoded(typed, url):
    assert links(website=typed) == [("website", "Website", url)]


def test_several_addresses_in_one_field_are_several_links():
    assert [url for _, _, url in links(code="https://example.org/a, https://example.org/b")] == [
        "https://example.org/a",
        "https://example.org/b",
    ]


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "vbscript:x", "file:///x"]
)
def test_a_scheme_that_runs_or_opens_files_gives_a_problem_and_no_link(typed):
    assert problems(url=typed) == ([(Code.URL, HERE)], ())


def test_a_control_character_cannot_hide_a_scheme():
    assert problems(url="java\tscript:alert(1)") == ([(Code.URL, HERE)], ())


@pytest.mark.parametrize("typed", ["http://", "http://[", "https://a:b:c/"])
def test_what_is_no_address_gives_a_problem_and_no_link(typed):
    assert problems(html=typed) == ([(Code.URL, HERE)], ())


def test_a_doi_that_is_none_gives_a_problem():
    assert problems(doi="forthcoming") == ([(Code.BIB_IDENTIFIER, HERE)], ())


def test_what_says_that_there_is_nothing_gives_no_link():
    assert links(pdf="none", code="-", slides="true", altmetric="true", dimensions="true") == []


def test_dimensions_follow_the_doi():
    assert links(doi="10.5555/1", dimensions="true")[1] == (
        *("dimensions", "Dimensions", "https://badge.dimensions.ai/details/doi/10.5555/1"),
    )


def test_a_persons_own_links_come_last():
    own = [Link("talkfile", "Talk", Text("https://example.org/t", HERE), "link")]
    assert links(own, doi="10.5555/1")[1:] == [("talkfile", "Talk", "https://example.org/t")]


def test_a_paper_in_google_scholar_needs_the_persons_profile():
    fields = {"google_scholar_id": Text("a1B2c3D4e5fG", HERE)}
    found = scholar_link(fields, "ABCDEFGHIJKL")
    assert found is not None
    assert found.url.endswith("citation_for_view=ABCDEFGHIJKL:a1B2c3D4e5fG")
    assert scholar_link(fields, "") is None
    assert scholar_link({"google_scholar_id": Text('"><x')}, "ABCDEFGHIJKL") is None


def test_a_value_without_end_is_read_in_time():
    assert links(note="arXiv: " * 50_000 + "10." * 50_000) == []
    assert problems(doi="10." * 50_000)[1] == ()
    assert problems(bibcode="https://" + "a." * 50_000)[0] == []
