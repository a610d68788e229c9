"""The command line: build, check and serve a digest."""

import argparse
import contextlib
import gc
import importlib.metadata
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from digest.outside.folders import Refused
from digest.outside.memory import Finished
from digest.outside.progress import Progress
from digest.outside.publishing import publish, refuse_dangerous
from digest.outside.session import Session
from digest.values.given import AS_OF, BASE_URL
from digest.values.problems import DigestError, one_line
from digest.values.words import ExactDay, is_web_address

if TYPE_CHECKING:
    from digest.outside.live import Files

CACHE = ".digest-cache"
DEFAULT_PORT = 8000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when all went well, 1 when something in the files is wrong, 2 for a wrong command line."""
    gc.set_threshold(50_000, 20, 20)  # a build makes very many records and hardly a cycle
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal of another encoding shows ? rather than failing
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
        return code
    except DigestError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'' if count == 1 else 's'}", file=sys.stderr)
        return 1
    except Refused as error:
        print(f"digest: {one_line(str(error))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _build(options: argparse.Namespace) -> int:
    start = time.monotonic()
    output = options.output if options.output is not None else options.root / "_site"
    refuse_dangerous(output, options.root)
    with _session(options) as session:
        site = session.site
        published = publish(session, output, options.root, doubt=not options.cache)
        print(
            f"{_pages(site)} pages, {len(site.fingerprints)} files in {output}: {published.written} written,"
            f" {published.left} left as they were, {published.removed} removed, in {time.monotonic() - start:.1f} s"
        )
        _tell_stale(site)
    return 0


def _check(options: argparse.Namespace) -> int:
    start = time.monotonic()
    with _session(options, only_read=True) as session:
        site, took = session.site, time.monotonic() - start
        print(f"no problems: {_pages(site)} pages, {len(site.fingerprints)} files could be built, in {took:.1f} s")
        _tell_stale(site)
    return 0


def _pages(site: Finished) -> int:
    return sum(path.endswith(".html") for path in site.fingerprints)


def _tell_stale(site: Finished) -> None:
    if site.stale:
        print(site.stale)


def _serve(options: argparse.Namespace) -> int:
    import threading
    import webbrowser

    from digest.outside import live, serve  # a build has no use for them, and pays for their import
    from digest.outside.interrupts import interruptible
    from digest.outside.preview import Preview
    from digest.outside.watching import Watch

    _refuse_other_folders(options.root)
    preview = Preview()
    try:
        server = serve.at_free_port(lambda port: serve.serve_preview(preview, port, options.host), options.port)
    except OSError as error:
        raise Refused(
            f"{options.host}, port {options.port} cannot be used: {error.strerror}; choose another with --port or --host"
        ) from None
    where = f"at {server.address} (Ctrl-C ends)"
    if options.port not in (0, server.server_address[1]):
        where += f"; port {options.port} is taken"
    watch = Watch(options.root)
    with contextlib.ExitStack() as stack:
        stack.enter_context(interruptible())
        stack.enter_context(contextlib.closing(watch))
        stack.enter_context(serve.answering(server))
        if options.open:
            threading.Thread(target=webbrowser.open, args=[server.address], daemon=True).start()
        live.Live(_building(options, stack), watch, preview, _say, _complain).follow(where)
    return 0


def _building(options: argparse.Namespace, stack: contextlib.ExitStack) -> Callable[[], "Files"]:
    """Builds again and again in one session, which ends with the stack."""
    from digest.outside.live import Files

    session: Session | None = None
    files: Files | None = None

    def build() -> Files:
        nonlocal session, files
        if session is None:  # what keeps it from starting is a problem like any other
            session = stack.enter_context(_session(options))
        else:
            session.look_again()
        files = Files(session.fingerprints, session.read, files)
        return files

    return build


def _say(line: str) -> None:
    print(line, flush=True)


def _complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _refuse_other_folders(root: Path) -> None:
    """Where there is no digest, nothing is built, so that nothing is kept there either."""
    content = root / "content"
    if not content.is_dir() or not any(content.iterdir()):
        where = "this folder" if root == Path() else str(root)
        raise Refused(f"{where} holds no digest, as there is nothing in {content}: name one that does with --root")


@contextlib.contextmanager
def _session(options: argparse.Namespace, only_read: bool = False) -> Iterator[Session]:
    """The site as it is now."""
    progress = Progress(sys.stderr)
    given = {BASE_URL: options.base_url or "", AS_OF: str(options.as_of or "")}
    try:
        with Session(options.root, options.root / CACHE if options.cache else None, given, progress, only_read) as one:
            yield one
    finally:
        progress.clear()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="digest", description="Builds an annotated research digest from Markdown and YAML files."
    )
    parser.add_argument(
        "--version", action="version", version=f"digest {importlib.metadata.version('annotated-digest')}"
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, function: object, text: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=text, description=text)
        one.set_defaults(command=function)
        one.add_argument(
            "--root",
            type=_folder,
            default=Path(),
            metavar="DIR",
            help="the folder that holds content/, templates/ and static/ (default: this one)",
        )
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
            help="the day from which the age of sources is counted, 2026-11-21 (default: as_of of content/site.yaml)",
        )
        one.add_argument(
            "--no-cache",
            dest="cache",
            action="store_false",
            help="neither use nor keep what earlier builds made, nor trust what they know of the output",
        )
        return one

    build_command = command("build", _build, "Build the site into a folder.")
    build_command.add_argument(
        "--output", type=Path, metavar="DIR", help="where to write the site (default: _site in the root)"
    )
    command("check", _check, "Report every problem in the files, without writing a site.")
    serve_command = command(
        "serve", _serve, "Build the site, show it on this machine, and show every change as it is saved."
    )
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
    return parser


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return path


def _web_address(text: str) -> str:
    if not is_web_address(text) or "?" in text or "#" in text:
        raise argparse.ArgumentTypeError(f"{text} is not the address of a site, such as https://digest.example/")
    return text


def _day(text: str) -> ExactDay:
    try:
        return ExactDay.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port: give a number up to 65535")
    return int(text)
