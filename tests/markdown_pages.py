"""Markdown as GitHub's own parser and another one read it: the tags, texts and tables of a page."""

from html.parser import HTMLParser

import cmarkgfm
from markdown_it import MarkdownIt

NO_WIDTH = "\u200b"
SOUND = ("p", "h1", "h2", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "em", "strong")


def cmark(text):
    return cmarkgfm.github_flavored_markdown_to_html(text)


MARKDOWN_IT = MarkdownIt("gfm-like")
MARKDOWN_IT.linkify.set({"fuzzy_link": False})  # a link of "a.no" is this parser's own idea


def markdown_it(text):
    return MARKDOWN_IT.render(text)


PARSERS = [cmark, markdown_it]


class Page(HTMLParser):
    """The tags of a page, its texts, and its tables as rows of (tags inside, text)."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self.tables, self.aligned = set(), [], [], set()
        self.cell = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.cell = [[], ""]
            self.tables[-1][-1].append(self.cell)
            self.aligned |= {f"{len(self.tables[-1][-1]) > 1}: {value}" for _, value in attrs}
        elif self.cell is not None:
            self.cell[0].append(tag)

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.cell = None

    def handle_data(self, data):
        self.texts.append(data)
        if self.cell is not None:
            self.cell[1] += data


def plain(text):
    return " ".join(text.replace(NO_WIDTH, "").split())
