"""Entries, items and contacts, as a template is given them."""

from __future__ import annotations


def test_a_fact_looks_the_same_alone_and_among_others(typst_of):
    grants = "- title: Tides\n  amount: CHF 5\n- title: Ebb\n  amount: CHF 6\n  share: 50%\n"
    source = typst_of(f"# Page\n\n:::{{grants}}\n{grants}:::\n")

    facts = [line for line in source.splitlines() if line.startswith("#fact")]

    assert facts == [
        '#fact(label: "Amount:")[#"CHF 5";];',
        '#fact(label: "Amount:")[#"CHF 6";];',
        '#fact(label: "Share:")[#"50%";];',
    ]


def test_a_way_that_leads_somewhere_has_an_icon_of_its_own_or_that_of_links(typst_of):
    links = "- label: Group\n  url: https://group.example.org\n- label: Office hours on Fridays\n"
    source = typst_of(f"# Page\n\n:::{{contact}}\nlinks:\n{links}:::\n")

    assert '(kind: "link", icon: "link", label: none, body: [#link-to("https://group.example.org")' in source
    assert '(kind: "link", icon: none, label: none, body: [#"Office hours on Fridays";])' in source
