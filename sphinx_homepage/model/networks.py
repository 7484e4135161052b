"""The networks a contact can name, and the address of a profile on each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping


class ProfileError(ValueError):
    """A profile that cannot be turned into an address; the message says what form is expected."""


@dataclass(frozen=True, slots=True)
class Network:
    """One network: what people type for it, and where that leads."""

    key: str
    """The field's name in ``contact``, in a directive's options and in the icon's file name."""
    name: str
    """The name as the network itself writes it."""
    template: str
    """The address; ``{}`` is the whole user name, ``{word}`` a named group of the pattern."""
    example: str
    """A user name of the right form."""
    pattern: str = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?"
    """What a user name looks like. A leading ``@`` is taken off first, unless the name holds a second one."""
    expects: str = "the user name"
    """What to type, in a few words, for an error's message."""
    hosts: tuple[str, ...] = ()
    """Hosts of its own besides the template's."""
    safe: str = ""
    """Characters of the user name that the address keeps as they are."""

    def owns(self, host: str) -> bool:
        """Say whether *host* is this network's own."""
        own = (urlsplit(self.template.replace("{}.", "")).hostname or "").removeprefix("www.")
        return any(
            host == name or host.endswith("." + name) for name in (own, *self.hosts) if "{" not in name
        )


_NUMBER = r"[0-9]+"
_UNICODE_NAME = r"\w(?:[\w.'’~-]*\w)?"
_ORCID = r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]"

_ROWS: Final = (
    # Scholarly records
    Network("orcid", "ORCID", "https://orcid.org/{}", "0000-0002-1825-0097", _ORCID, "the 16-digit iD"),
    Network(
        "google_scholar",
        "Google Scholar",
        "https://scholar.google.com/citations?user={}",
        "ABCDEFGHIJKL",
        r"[A-Za-z0-9_-]{12}",
        'the 12 characters after "user=" in the profile\'s address',
    ),
    Network(
        "semantic_scholar",
        "Semantic Scholar",
        "https://www.semanticscholar.org/author/{}",
        "1234567",
        _NUMBER,
        "the author's number",
    ),
    Network(
        "dblp",
        "DBLP",
        "https://dblp.org/pid/{}",
        "12/3456",
        r"[a-z0-9]{1,4}/[A-Za-z0-9=_.-]*[A-Za-z0-9=_-]",
        'the part after "pid/" in the profile\'s address',
        hosts=("dblp.uni-trier.de",),
        safe="/=",
    ),
    Network(
        "openreview",
        "OpenReview",
        "https://openreview.net/profile?id=~{id}",
        "~Jane_Doe1",
        rf"~?(?P<id>{_UNICODE_NAME}[0-9]+)",
        'the id that begins with "~"',
    ),
    Network(
        "arxiv",
        "arXiv",
        "https://arxiv.org/a/{}",
        "doe_j_1",
        rf"[a-z]+(?:[_-][a-z]+)*_[0-9]+|{_ORCID}",
        "the author identifier",
    ),
    Network(
        "researchgate", "ResearchGate", "https://www.researchgate.net/profile/{}", "Jane-Doe-3", _UNICODE_NAME
    ),
    Network(
        "academia",
        "Academia.edu",
        "https://{institution}.academia.edu/{user}",
        "example-university/JaneDoe",
        rf"(?P<institution>[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)/(?P<user>{_UNICODE_NAME})",
        "the institution and the user name with a slash between them",
        hosts=("academia.edu",),
    ),
    Network("hal", "HAL", "https://cv.hal.science/{}", "jane-doe", expects="the idHAL"),
    Network("ssrn", "SSRN", "https://ssrn.com/author={}", "1234567", _NUMBER, "the author's number"),
    Network(
        "philpeople",
        "PhilPeople",
        "https://philpeople.org/profiles/{}",
        "jane-doe",
        hosts=("philpapers.org",),
    ),
    Network(
        "web_of_science",
        "Web of Science",
        "https://www.webofscience.com/wos/author/record/{}",
        "A-1009-2008",
        r"[A-Z]{1,3}-[0-9]{4}-[0-9]{4}|[0-9]+",
        "the ResearcherID",
        hosts=("publons.com", "researcherid.com"),
    ),
    Network(
        "scopus",
        "Scopus",
        "https://www.scopus.com/authid/detail.uri?authorId={}",
        "7004212771",
        _NUMBER,
        "the author's number",
    ),
    Network("osf", "OSF", "https://osf.io/{}/", "ab3cd", r"[a-z0-9]{5}", "the five characters after osf.io/"),
    Network(
        "zenodo", "Zenodo", "https://zenodo.org/communities/{}", "example-lab", expects="the community's name"
    ),
    Network(
        "figshare",
        "figshare",
        "https://figshare.com/authors/_/{number}",
        "1234567",
        r"(?:[\w.-]+/)?(?P<number>[0-9]+)",
        "the author's number",
    ),
    Network(
        "inspire", "INSPIRE", "https://inspirehep.net/authors/{}", "1019113", _NUMBER, "the author's number"
    ),
    Network(
        "nasa_ads",
        "NASA ADS",
        "https://ui.adsabs.harvard.edu/public-libraries/{}",
        "Aa0Bb1Cc2Dd3Ee4Ff5Gg6H",
        r"[A-Za-z0-9_-]{22}",
        "the 22 characters of a public library",
    ),
    Network(
        "mathscinet",
        "MathSciNet",
        "https://mathscinet.ams.org/mathscinet/author?authorId={}",
        "361755",
        _NUMBER,
        "the MR author number",
    ),
    Network("zbmath", "zbMATH", "https://zbmath.org/authors/{}", "doe.jane", expects="the author's id"),
    Network(
        "math_genealogy",
        "Mathematics Genealogy Project",
        "https://www.mathgenealogy.org/id.php?id={}",
        "18231",
        _NUMBER,
        "the number of the entry",
        hosts=("genealogy.math.ndsu.nodak.edu", "genealogy.ams.org"),
    ),
    Network(
        "acm",
        "ACM Digital Library",
        "https://dl.acm.org/profile/{}",
        "81100123456",
        _NUMBER,
        "the profile's number",
    ),
    Network(
        "ieee",
        "IEEE Xplore",
        "https://ieeexplore.ieee.org/author/{}",
        "37270123456",
        _NUMBER,
        "the author's number",
    ),
    Network(
        "acl_anthology",
        "ACL Anthology",
        "https://aclanthology.org/people/{}/",
        "jane-doe",
        expects="the name in the address",
    ),
    Network(
        "repec",
        "RePEc",
        "https://ideas.repec.org/e/{}.html",
        "pdo123",
        r"p[a-z]{1,2}[0-9]+",
        "the short id",
    ),
    Network("nber", "NBER", "https://www.nber.org/people/{}", "jane_doe"),
    Network("openalex", "OpenAlex", "https://openalex.org/{}", "A5023888391", r"[Aa][0-9]+", "the author id"),
    Network(
        "isni", "ISNI", "https://isni.org/isni/{}", "0000000121032683", r"[0-9]{15}[0-9X]", "the 16 digits"
    ),
    Network("viaf", "VIAF", "https://viaf.org/viaf/{}", "75121530", _NUMBER, "the number"),
    Network("gnd", "GND", "https://d-nb.info/gnd/{}", "118540238", r"[0-9]+-?[0-9X]", "the GND number"),
    Network(
        "lattes", "Lattes", "https://lattes.cnpq.br/{}", "1234567890123456", r"[0-9]{16}", "the 16 digits"
    ),
    Network("researchmap", "researchmap", "https://researchmap.jp/{}", "jane_doe"),
    Network(
        "loop", "Loop", "https://loop.frontiersin.org/people/{}/overview", "123456", _NUMBER, "the number"
    ),
    Network("zotero", "Zotero", "https://www.zotero.org/{}", "jane_doe"),
    Network(
        "wikipedia",
        "Wikipedia",
        "https://{language}.wikipedia.org/wiki/User:{user}",
        "Jane_Doe",
        r"(?:(?P<language>[a-z]{2,3}(?:-[a-z]+)*):)?(?P<user>\w[\w !$()*,.;’'~-]*)",
        "the user name, after the language if it is not English (de:Jane_Doe)",
        hosts=("wikipedia.org",),
    ),
    Network(
        "wikidata", "Wikidata", "https://www.wikidata.org/wiki/{}", "Q80", r"[Qq][1-9][0-9]*", "the Q number"
    ),
    # Code
    Network(
        "github", "GitHub", "https://github.com/{}", "jane-doe", r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?"
    ),
    Network("gitlab", "GitLab", "https://gitlab.com/{}", "jane-doe"),
    Network("bitbucket", "Bitbucket", "https://bitbucket.org/{}/", "jane-doe"),
    Network("codeberg", "Codeberg", "https://codeberg.org/{}", "jane-doe"),
    Network("sourcehut", "SourceHut", "https://sr.ht/~{user}/", "~jane", r"~?(?P<user>[a-z_][a-z0-9_-]*)"),
    Network(
        "launchpad",
        "Launchpad",
        "https://launchpad.net/~{user}",
        "~jane",
        r"~?(?P<user>[a-z0-9][a-z0-9+.-]*)",
    ),
    Network("huggingface", "Hugging Face", "https://huggingface.co/{}", "jane-doe"),
    Network("kaggle", "Kaggle", "https://www.kaggle.com/{}", "janedoe"),
    Network(
        "stack_overflow",
        "Stack Overflow",
        "https://stackoverflow.com/users/{}",
        "1234567",
        r"[0-9]+(?:/[\w-]+)?",
        "the user's number",
        safe="/",
    ),
    Network(
        "stack_exchange",
        "Stack Exchange",
        "https://stackexchange.com/users/{}",
        "1234567",
        r"[0-9]+(?:/[\w-]+)?",
        "the user's number",
        safe="/",
    ),
    Network(
        "mathoverflow",
        "MathOverflow",
        "https://mathoverflow.net/users/{}",
        "766",
        r"[0-9]+(?:/[\w-]+)?",
        "the user's number",
        safe="/",
    ),
    Network("leetcode", "LeetCode", "https://leetcode.com/u/{}/", "jane_doe"),
    Network("codeforces", "Codeforces", "https://codeforces.com/profile/{}", "jane_doe"),
    Network("atcoder", "AtCoder", "https://atcoder.jp/users/{}", "jane_doe"),
    Network("hackerrank", "HackerRank", "https://www.hackerrank.com/profile/{}", "jane_doe"),
    Network("pypi", "PyPI", "https://pypi.org/user/{}/", "janedoe"),
    Network(
        "npm", "npm", "https://www.npmjs.com/~{user}", "janedoe", r"~?(?P<user>[A-Za-z0-9][A-Za-z0-9._-]*)"
    ),
    Network("crates_io", "crates.io", "https://crates.io/users/{}", "janedoe"),
    Network("docker_hub", "Docker Hub", "https://hub.docker.com/u/{}", "janedoe"),
    Network("observable", "Observable", "https://observablehq.com/@{}", "janedoe"),
    Network("hacker_news", "Hacker News", "https://news.ycombinator.com/user?id={}", "janedoe"),
    # People
    Network("linkedin", "LinkedIn", "https://www.linkedin.com/in/{}/", "jane-doe", _UNICODE_NAME),
    Network("xing", "XING", "https://www.xing.com/profile/{}", "Jane_Doe", _UNICODE_NAME),
    Network("x", "X", "https://x.com/{}", "jane_doe", r"[A-Za-z0-9_]{1,15}", hosts=("twitter.com",)),
    Network(
        "bluesky",
        "Bluesky",
        "https://bsky.app/profile/{}",
        "jane.bsky.social",
        r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|did:[a-z]+:[A-Za-z0-9._-]+",
        "the whole handle, with its domain",
        safe=":",
    ),
    Network(
        "mastodon",
        "Mastodon",
        "https://{server}/@{user}",
        "@jane@example.social",
        r"@?(?P<user>[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)@(?P<server>[\w-]+(?:\.[\w-]+)+)",
        "the user name with its server",
    ),
    Network("threads", "Threads", "https://www.threads.com/@{}", "jane.doe", hosts=("threads.net",)),
    Network(
        "instagram",
        "Instagram",
        "https://www.instagram.com/{}/",
        "jane.doe",
        r"[A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?",
    ),
    Network("facebook", "Facebook", "https://www.facebook.com/{}", "jane.doe", hosts=("fb.com",)),
    Network(
        "reddit",
        "Reddit",
        "https://www.reddit.com/user/{user}",
        "jane_doe",
        r"(?:/?u/)?(?P<user>[A-Za-z0-9_-]+)",
    ),
    Network(
        "telegram",
        "Telegram",
        "https://t.me/{}",
        "jane_doe",
        r"[A-Za-z][A-Za-z0-9_]*",
        hosts=("telegram.me",),
    ),
    Network(
        "whatsapp",
        "WhatsApp",
        "https://wa.me/{number}",
        "+15550100",
        r"\+?(?P<number>[0-9]{6,15})",
        "the phone number in digits, with the country's code",
        hosts=("whatsapp.com",),
    ),
    Network(
        "discord",
        "Discord",
        "https://discord.com/users/{}",
        "80351110224678912",
        _NUMBER,
        "the user's number",
        hosts=("discord.gg",),
    ),
    Network(
        "matrix",
        "Matrix",
        "https://matrix.to/#/{id}",
        "@jane:example.org",
        r"(?P<id>@[A-Za-z0-9._=/+-]+:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]+)?)",
        "the whole id, with its server",
        safe="@:",
    ),
    Network("keybase", "Keybase", "https://keybase.io/{}", "janedoe", r"[A-Za-z0-9_]+"),
    Network("medium", "Medium", "https://medium.com/@{}", "jane.doe"),
    Network("substack", "Substack", "https://substack.com/@{}", "janedoe"),
    Network("dev_to", "DEV", "https://dev.to/{}", "janedoe"),
    Network(
        "youtube",
        "YouTube",
        "https://www.youtube.com/{channel}{handle}",
        "@janedoe",
        r"(?P<channel>UC[A-Za-z0-9_-]{22})|(?P<handle>\w(?:[\w.·-]*\w)?)",
        "the handle, or the channel's id that begins with UC",
        hosts=("youtu.be",),
    ),
    Network("tiktok", "TikTok", "https://www.tiktok.com/@{}", "jane.doe"),
    Network("twitch", "Twitch", "https://www.twitch.tv/{}", "janedoe", r"[A-Za-z0-9_]+"),
    Network("speaker_deck", "Speaker Deck", "https://speakerdeck.com/{}", "janedoe"),
    Network("slideshare", "SlideShare", "https://www.slideshare.net/{}", "janedoe"),
    Network(
        "flickr",
        "Flickr",
        "https://www.flickr.com/people/{}/",
        "janedoe",
        r"[A-Za-z0-9_-]+(?:@[A-Z][0-9]{2})?",
        safe="@",
    ),
    Network(
        "goodreads",
        "Goodreads",
        "https://www.goodreads.com/user/show/{}",
        "1234567-jane",
        r"[0-9]+(?:-[\w-]+)?",
        "the user's number",
    ),
    Network("spotify", "Spotify", "https://open.spotify.com/user/{}", "janedoe"),
    Network("strava", "Strava", "https://www.strava.com/athletes/{}", "1234567"),
    Network("linktree", "Linktree", "https://linktr.ee/{}", "janedoe"),
    Network("zhihu", "Zhihu", "https://www.zhihu.com/people/{}", "jane-doe"),
    Network("bilibili", "Bilibili", "https://space.bilibili.com/{}", "123456", _NUMBER, "the user's number"),
    Network("weibo", "Weibo", "https://weibo.com/{}", "janedoe"),
    Network("vk", "VK", "https://vk.com/{}", "janedoe"),
)

NETWORKS: Final[Mapping[str, Network]] = MappingProxyType({row.key: row for row in _ROWS})
"""Every network by its key, in the order contacts and the reference list them."""

_FORMER_NAMES: Final = {"twitter": "x", "publons": "web_of_science", "researcherid": "web_of_science"}
_COMPACT: Final = {key.replace("_", ""): key for key in NETWORKS}


def find_network(name: str) -> Network | None:
    """Return the network that *name* means, or None.

    Case, hyphens, underscores and spaces make no difference, and a former name is known too:
    ``google-scholar``, ``GoogleScholar`` and ``google_scholar`` are one, and so are ``twitter`` and ``x``.
    """
    compact = re.sub(r"[\s_-]", "", name.lower())
    return NETWORKS.get(_FORMER_NAMES.get(compact) or _COMPACT.get(compact, ""))


def profile_url(network: Network | str, user: str) -> str:
    """Return the address of *user*'s profile on *network*.

    Args:
        network: a row of the table, or its key.
        user: a user name with or without ``@``, an address on the network (``github.com/jane`` too),
            or any ``https`` address: a GitLab, say, can be one's own.

    Returns:
        An ``https`` address in ASCII without quotes, angle brackets and spaces.

    Raises:
        ProfileError: no such network, or a *user* of another form; the message says the form.
    """
    row = network if isinstance(network, Network) else find_network(network)
    if row is None:
        raise ProfileError(f'no network is called "{_shown(network)}"')
    text = user.strip()
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _unexpected(row, text) from None
    if row.key == "orcid":
        return row.template.format(orcid_id(text))
    address = _address(row, text)
    if address is not None:
        return address
    if row.key == "isni":
        text = _check_iso_7064(row, re.sub(r"[\s-]", "", text.upper()), text)
    return _from_user_name(row, text)


def orcid_id(text: str) -> str:
    """Return the ORCID iD in *text* in its standard form, ``0000-0002-1825-0097``.

    Args:
        text: the iD with or without hyphens, or its address at orcid.org.

    Raises:
        ProfileError: not 16 digits, or the last does not fit the others (ISO 7064 MOD 11-2,
            https://support.orcid.org/hc/en-us/articles/360006897674).
    """
    bare = re.sub(r"^(?:https?://)?(?:www\.)?orcid\.org/", "", text.strip(), flags=re.IGNORECASE)
    bare = bare.rstrip("/").upper()
    if not re.fullmatch(rf"{_ORCID}|[0-9]{{15}}[0-9X]", bare):
        raise _unexpected(NETWORKS["orcid"], text)
    digits = _check_iso_7064(NETWORKS["orcid"], bare.replace("-", ""), text)
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4))


def _check_iso_7064(network: Network, digits: str, typed: str) -> str:
    """Return *digits*, which were *typed* with hyphens or so, if the last of the 16 checks the others."""
    if not re.fullmatch(r"[0-9]{15}[0-9X]", digits):
        raise _unexpected(network, digits)
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if digits[-1] != ("X" if check == 10 else str(check)):
        raise ProfileError(
            f'"{_shown(typed)}" is not {_a(network.name)} iD: its last digit does not fit the others; '
            f"compare it with the one on your {network.name} page"
        )
    return digits


def _address(network: Network, text: str) -> str | None:
    """Return the ``https`` address that *text* already is, or None if it is a user name."""
    scheme = re.match(r"(?i)(https?):/*", text)
    if scheme is None:
        host, slash, _ = text.partition("/")
        host = host.lower().removeprefix("www.")
        # Some user names are hosts themselves (jane.bsky.social) or hold a slash (12/3456).
        if not slash or not re.fullmatch(r"[a-z0-9.-]+", host) or not network.owns(host):
            return None
        text = "https://" + text
    elif not re.match(r"https?://[^/]", text, re.IGNORECASE):
        raise _unexpected(network, text)
    if re.search(r"[\s\x00-\x1f\x7f-\x9f\\]", text):
        raise _unexpected(network, text)
    try:
        parts = urlsplit(text)
        host = _ascii_host(parts.hostname or "")
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        raise _unexpected(network, text) from None
    if "@" in parts.netloc:
        raise ProfileError(
            f'"{_shown(text)}" holds a login name before its host: leave out what stands before the @'
        )
    if parts.scheme != "https" and not network.owns(host.removeprefix("www.")):
        raise ProfileError(
            f'"{_shown(text)}" is not on {network.name} and not encrypted: write an https:// address'
        )
    address = f"https://{host}{port}{_encode_again(parts.path)}"
    if parts.query:
        address += "?" + _encode_again(parts.query)
    if parts.fragment:
        address += "#" + _encode_again(parts.fragment)
    return address


def _from_user_name(network: Network, text: str) -> str:
    """Return the template with the user name in it, percent-encoded."""
    name = text
    if name.startswith("@") and network.key not in {"mastodon", "matrix"}:
        name = name[1:]
    if "%" in name:
        # Copied from an address: j%C3%B6rg
        name = unquote(name, errors="replace")
    found = re.fullmatch(network.pattern, name)
    if found is None or set(name) <= {"."} or "\ufffd" in name:
        raise _unexpected(network, text)
    values = {key: quote(value or "", safe=network.safe) for key, value in found.groupdict().items()}
    match network.key:
        case "mastodon":
            try:
                values["server"] = _ascii_host(found["server"])
            except ValueError:
                raise _unexpected(network, text) from None
        case "wikipedia":
            values["language"] = found["language"] or "en"
            values["user"] = quote(found["user"].replace(" ", "_"))
        case "youtube":
            values["channel"] = "channel/" + values["channel"] if values["channel"] else ""
            values["handle"] = "@" + values["handle"] if values["handle"] else ""
    return network.template.format(quote(name, safe=network.safe), **values)


def _ascii_host(host: str) -> str:
    """Return *host* as it stands in an address; raise ValueError where it can't stand in one."""
    ascii_host = host.lower() if host.isascii() else host.encode("idna").decode("ascii").lower()
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?\.?", ascii_host) or ".." in ascii_host:
        raise ValueError(host)
    return ascii_host


def _encode_again(part: str) -> str:
    """Percent-encode what may not stand in an address, and leave what is encoded already."""
    stray = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part)
    return quote(stray, safe="%/:@!$&()*+,;=~?-._")


def _unexpected(network: Network, text: str) -> ProfileError:
    return ProfileError(
        f'"{_shown(text)}" is not {_a(network.name)} profile: '
        f'write {network.expects} (like "{network.example}") or an https:// address'
    )


def _shown(text: object) -> str:
    """Return *text* short and printable enough for a message."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in str(text))
    return shown if len(shown) <= 60 else shown[:59] + "…"


def _a(name: str) -> str:
    return (
        "an " if name[0] in "AEIOU" or name in {"HAL", "NBER", "SSRN", "X", "XING", "npm"} else "a "
    ) + name
