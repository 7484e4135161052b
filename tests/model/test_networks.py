"""Profiles on networks: what a person types becomes one safe address, or an error that says the form."""

from __future__ import annotations

import contextlib
import re
import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_homepage.model.networks import NETWORKS, ProfileError, find_network, orcid_id, profile_url

UNSAFE = re.compile(r"[\s\"'<>`\\{}|^\x00-\x20\x7f-\U0010ffff]")


@pytest.mark.parametrize("network", NETWORKS.values(), ids=lambda network: network.key)
def test_every_example_is_an_https_address(network):
    url = profile_url(network.key, network.example)
    assert url.startswith("https://")
    assert not UNSAFE.search(url)
    assert "{" not in url


@pytest.mark.parametrize("network", NETWORKS.values(), ids=lambda network: network.key)
def test_an_address_that_was_made_is_accepted_and_stays_as_it_is(network):
    url = profile_url(network.key, network.example)
    assert profile_url(network.key, url) == url


@pytest.mark.parametrize("network", NETWORKS.values(), ids=lambda network: network.key)
def test_an_http_address_on_the_network_becomes_https(network):
    url = profile_url(network.key, network.example)
    if network.key == "mastodon":
        pytest.skip("any server can be one of Mastodon's")
    assert profile_url(network.key, url.replace("https://", "http://", 1)) == url


@pytest.mark.parametrize("network", NETWORKS.values(), ids=lambda network: network.key)
def test_keys_are_field_names_and_rows_are_complete(network):
    assert re.fullmatch(r"[a-z][a-z_]*", network.key)
    assert network.name
    assert network.expects
    assert re.compile(network.pattern)


def test_the_table_holds_what_scholars_and_engineers_use():
    assert len(NETWORKS) >= 45
    assert {"github", "orcid", "google_scholar", "linkedin", "mastodon", "dblp", "x"} <= NETWORKS.keys()


@pytest.mark.parametrize(
    ("network", "user", "url"),
    [
        ("github", "jane", "https://github.com/jane"),
        ("github", "@jane", "https://github.com/jane"),
        ("github", " jane ", "https://github.com/jane"),
        ("github", "github.com/jane", "https://github.com/jane"),
        ("github", "www.github.com/jane", "https://www.github.com/jane"),
        ("github", "http://github.com/jane", "https://github.com/jane"),
        ("github", "HTTPS://GitHub.com/jane", "https://github.com/jane"),
        ("gitlab", "https://git.example.edu/jane", "https://git.example.edu/jane"),
        ("gitlab", "https://git.example.edu:8443/jane", "https://git.example.edu:8443/jane"),
        ("gitlab", "https://münchen.example/jané", "https://xn--mnchen-3ya.example/jan%C3%A9"),
        ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("orcid", "0000000218250097", "https://orcid.org/0000-0002-1825-0097"),
        ("orcid", "http://orcid.org/0000-0002-1694-233x", "https://orcid.org/0000-0002-1694-233X"),
        ("orcid", "orcid.org/0000-0002-1694-233X/", "https://orcid.org/0000-0002-1694-233X"),
        ("mastodon", "@jane@example.social", "https://example.social/@jane"),
        ("mastodon", "jane@example.social", "https://example.social/@jane"),
        ("mastodon", "https://example.social/@jane", "https://example.social/@jane"),
        ("mastodon", "@jane@bücher.example", "https://xn--bcher-kva.example/@jane"),
        ("matrix", "@jane:example.org", "https://matrix.to/#/@jane:example.org"),
        ("dblp", "12/3456", "https://dblp.org/pid/12/3456"),
        ("dblp", "h/GeoffreyEHinton", "https://dblp.org/pid/h/GeoffreyEHinton"),
        ("openreview", "~Jane_Doe1", "https://openreview.net/profile?id=~Jane_Doe1"),
        ("openreview", "Jane_Doe1", "https://openreview.net/profile?id=~Jane_Doe1"),
        ("linkedin", "jörg-müller", "https://www.linkedin.com/in/j%C3%B6rg-m%C3%BCller/"),
        ("linkedin", "j%C3%B6rg-m%C3%BCller", "https://www.linkedin.com/in/j%C3%B6rg-m%C3%BCller/"),
        ("x", "https://twitter.com/jane", "https://twitter.com/jane"),
        ("x", "http://twitter.com/jane", "https://twitter.com/jane"),
        ("twitter", "@jane", "https://x.com/jane"),
        ("youtube", "@jane", "https://www.youtube.com/@jane"),
        ("youtube", "UC" + "a" * 22, "https://www.youtube.com/channel/UC" + "a" * 22),
        ("youtube", "http://youtube.com/c/jane", "https://youtube.com/c/jane"),
        ("stack_overflow", "1234567/jane-doe", "https://stackoverflow.com/users/1234567/jane-doe"),
        ("wikipedia", "Jane Doe", "https://en.wikipedia.org/wiki/User:Jane_Doe"),
        ("wikipedia", "de:Jürgen", "https://de.wikipedia.org/wiki/User:J%C3%BCrgen"),
        ("academia", "mit/Jane_Doe", "https://mit.academia.edu/Jane_Doe"),
        ("isni", "0000 0001 2103 2683", "https://isni.org/isni/0000000121032683"),
        ("whatsapp", "+15550100", "https://wa.me/15550100"),
        ("sourcehut", "~jane", "https://sr.ht/~jane/"),
        ("npm", "~jane", "https://www.npmjs.com/~jane"),
        ("figshare", "Jane_Doe/123", "https://figshare.com/authors/_/123"),
        ("bluesky", "@jane.example.org", "https://bsky.app/profile/jane.example.org"),
        ("github", 'https://github.com/a?b="c\'d"#<e>', "https://github.com/a?b=%22c%27d%22#%3Ce%3E"),
        ("github", "https://github.com/50%/%41", "https://github.com/50%25/%41"),
    ],
)
def test_each_form_leads_to_the_profile(network, user, url):
    assert profile_url(network, user) == url


@pytest.mark.parametrize(
    ("network", "user", "says"),
    [
        ("github", "", "the user name"),
        ("github", "@", "the user name"),
        ("github", "jane doe", "the user name"),
        ("github", "..", "the user name"),
        ("github", "jane/../../evil", "the user name"),
        ("github", "javascript:alert(1)", "https:// address"),
        ("github", "data:text/html,x", "https:// address"),
        ("github", "<script>", "the user name"),
        ("github", "https://", "https:// address"),
        ("github", "https:///x", "https:// address"),
        ("github", "https://exa mple.org/x", "https:// address"),
        ("github", "https://github.com\\@evil.example", "https:// address"),
        ("github", "https://jane:secret@github.com/", "leave out"),
        ("github", "https://github.com:99999999/x", "https:// address"),
        ("github", "https://[::1/x", "https:// address"),
        ("github", "http://git.example.edu/jane", "https:// address"),
        ("github", "http://notgithub.com/jane", "https:// address"),
        ("github", "\ud800", "the user name"),
        ("orcid", "0000-0002-1825-0098", "last digit"),
        ("orcid", "https://orcid.org/0000-0002-1825-0098", "last digit"),
        ("orcid", "0000-0002-1825", "16-digit"),
        ("orcid", "https://example.org/0000-0002-1825-0097", "16-digit"),
        ("isni", "0000000121032684", "last digit"),
        ("mastodon", "@jane", "with its server"),
        ("bluesky", "jane", "with its domain"),
        ("google_scholar", "ABCDEFGHIJKL&hl=en", "12 characters"),
        ("linkedin", "%FF%FE", "the user name"),
        ("nowhere", "jane", "no network"),
    ],
)
def test_another_form_is_an_error_that_says_what_to_type(network, user, says):
    with pytest.raises(ProfileError, match=re.escape(says)):
        profile_url(network, user)


def test_a_network_is_found_however_its_name_is_written():
    for name in ("google_scholar", "google-scholar", "Google Scholar", "GoogleScholar"):
        network = find_network(name)
        assert network is not None
        assert network.key == "google_scholar"
    assert find_network("nowhere") is None


def test_no_two_networks_are_one_when_hyphens_are_left_out():
    assert len({key.replace("_", "") for key in NETWORKS}) == len(NETWORKS)


def test_an_orcid_id_is_given_with_hyphens():
    assert orcid_id("https://orcid.org/000000021694233x") == "0000-0002-1694-233X"


users = st.one_of(
    st.text(),
    st.text(alphabet="@:/.~%#?&<>\"' ab0\\[]{}_\n-éX", max_size=30),
    st.text(max_size=20).map(lambda rest: "https://" + rest),
    st.text(max_size=20).map(lambda rest: "https://example.org/" + rest),
    st.text(max_size=20).map(lambda rest: "http://github.com/" + rest),
    st.text(max_size=20).map(lambda rest: "@jane@" + rest),
)


@given(st.sampled_from([*NETWORKS, "nowhere"]), users)
@settings(max_examples=600)
def test_whatever_is_typed_gives_a_safe_address_or_a_profile_error(network, user):
    try:
        url = profile_url(network, user)
    except ProfileError as problem:
        message = str(problem)
    else:
        message = ""
        assert urlsplit(url).scheme == "https"
        assert urlsplit(url).hostname
        assert not UNSAFE.search(url)
        assert profile_url(network, url) == url
    assert message.isprintable()


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("unit", ["a", "a.", "a-", "a_", "a@", "0", "a ", "é"])
def test_a_long_text_takes_no_long_time(network, unit):
    start = time.process_time()
    with contextlib.suppress(ProfileError):
        profile_url(network, unit * 2000 + "!\x00")
    assert time.process_time() - start < 1
