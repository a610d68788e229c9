"""The command line: what may be given, read and checked. What the commands do is imported once that is known."""

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Callable, Sequence

import digest

DEFAULT_PORT = 8000


def program() -> int:
    """`digest` as a process of its own, which ends without looking for cycles in all that it holds: a tenth of a second."""
    try:
        return main()
    finally:
        gc.freeze()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when all went well, 1 when something in the files is wrong, 2 for a wrong command line.

    Where nobody reads on what it says, it ends with a status of 141, and where it is interrupted, be it before it has
    imported what it needs, with one of 130, as a shell tells of other programs.
    """
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        with contextlib.suppress(OSError, ValueError):  # what is still to be written goes nowhere, and not wrong
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.dup2(nowhere, sys.stderr.fileno())
        return 141


def _run(arguments: Sequence[str] | None) -> int:
    gc.set_threshold(50_000, 20, 20)  # a build makes very many records and hardly a cycle
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal of another encoding shows ? rather than failing
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    from pathlib import Path

    from digest.outside.commands import run

    options.root = Path(options.root)
    if getattr(options, "output", None) is not None:
        options.output = Path(options.output)
    return run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="digest", description="Builds an annotated research digest from Markdown and YAML files."
    )
    parser.add_argument("--version", action="version", version=f"digest {digest.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def rooted(name: str, text: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=text, description=text)
        one.set_defaults(command=name)
        one.add_argument(
            "--root",
            type=_folder,
            default=".",
            metavar="DIR",
            help="the folder that holds content/, and templates/ and static/ of its own (default: this one)",
        )
        return one

    def command(name: str, text: str) -> argparse.ArgumentParser:
        one = rooted(name, text)
        one.add_argument(
            "--base-url",
            type=_web_address,
            metavar="URL",
            help="where the site will be published (default: base_url of content/site.yaml)",
        )
        one.add_argument(
            "--as-of",
            type=_day,
            metavar="DAY",
            help="the day from which the age of sources is counted, 2026-11-21 or today (default: as_of of"
            " content/site.yaml, or the newest day in content)",
        )
        one.add_argument(
            "--no-cache",
            dest="cache",
            action="store_false",
            help="neither use nor keep what earlier builds made, nor trust what they know of the output",
        )
        return one

    build_command = command("build", "Build the site into a folder.")
    build_command.add_argument("--output", metavar="DIR", help="where to write the site (default: _site in the root)")
    build_command.add_argument(
        "--verbose", action="store_true", help="tell what was asked, what ran again, and where the time went"
    )
    init_command = commands.add_parser(
        "init", help="Begin a digest of your own.", description="Begin a digest of your own."
    )
    init_command.set_defaults(command="init", root=".")
    init_command.add_argument("folder", metavar="FOLDER", help="where: a folder that does not exist yet, or is empty")
    check_command = command("check", "Report every problem and every hint in the files, without writing a site.")
    check_command.add_argument("--strict", action="store_true", help="fail where there are hints, too")
    check_command.add_argument(
        "--format",
        choices=("text", "github"),
        default="text",
        help="how to report: path:line: message, or commands by which GitHub marks the lines of a pull request",
    )
    check_command.add_argument(
        "--links",
        action="store_true",
        help="ask afterwards whether the addresses of other sites still lead somewhere; that fails nothing",
    )
    addresses_command = command("addresses", "Tell which addresses of the site are not promised yet, or promise them.")
    addresses_command.add_argument(
        "--write",
        action="store_true",
        help="add them to content/addresses.txt; a build then misses those that are gone",
    )
    command("stale", "List the sources that were checked too long ago, oldest first, without writing a site.")
    serve_command = command("serve", "Build the site, show it on this machine, and show every change as it is saved.")
    serve_command.add_argument(
        "--port",
        type=_port,
        default=DEFAULT_PORT,
        metavar="N",
        help="the port to listen on, or the next one that is free; 0 takes any (default: 8000)",
    )
    serve_command.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="NAME",
        help="the address to listen on, for others to look at drafts too (default: 127.0.0.1, this machine alone)",
    )
    serve_command.add_argument("--open", action="store_true", help="open the site in a browser")
    _add_authoring(rooted)
    return parser


def _add_authoring(rooted: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands that help authors write, which build nothing."""
    fields_command = rooted("fields", "List what may be written: every key of a kind of entry, with its meaning.")
    schema_command = rooted("schema", "Print what may be written as JSON Schema, for editors.")
    for one in (fields_command, schema_command):
        one.add_argument("kind", nargs="?", metavar="KIND", help="papers, models …, site or facts (default: all)")
    new_command = rooted("new", "Write an entry to be filled in: a paper by its identifier, anything else by its name.")
    new_command.add_argument(
        "kind", metavar="KIND", help="paper, model, method, topic, benchmark, result, comparison …"
    )
    new_command.add_argument(
        "what", metavar="WHAT", help="2404.05434, a DOI or an address of a paper; the name of anything else"
    )
    new_command.add_argument("--name", metavar="NAME", help="the file's name, without its ending")
    import_command = rooted("import", "Make entries of a bibliography: BibTeX, RIS or CSL-JSON, as Zotero exports it.")
    import_command.add_argument("file", metavar="FILE", help="a .bib, .ris or .json file")
    for one in (new_command, import_command):
        one.add_argument(
            "--as-of", type=_day, metavar="DAY", help="the day that stands as `added` and `checked` (default: today)"
        )
    fields_command.add_argument("--markdown", action="store_true", help="as one page of Markdown, all kinds")
    schema_command.add_argument("--write", metavar="DIR", help="write one file for each kind into a folder")


def _folder(text: str) -> str:
    if not os.path.isdir(text):  # noqa: PTH112  # pathlib takes longer to import than --help takes
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return text


def _web_address(text: str) -> str:
    from digest.values.words import is_web_address

    if not is_web_address(text) or "?" in text or "#" in text:
        raise argparse.ArgumentTypeError(f"{text} is not the address of a site, such as https://digest.example/")
    return text


def _day(text: str) -> str:
    from digest.values.words import ExactDay

    if text == "today":
        import datetime

        return datetime.date.today().isoformat()
    try:
        return str(ExactDay.parse(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port: give a number up to 65535")
    return int(text)
