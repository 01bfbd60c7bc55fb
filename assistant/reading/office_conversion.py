"""Old Word files (.doc), .odt and .rtf turned into .docx by LibreOffice, where it is installed.

LibreOffice runs without window, in a profile of its own that is made for this one file and removed after it:
macros off, links to other files and to the network not followed. The input is a copy; nothing is left behind.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from assistant.errors import DamagedFileError, LimitError, MissingPartError

# A report of 200 pages takes 5 to 10 s, the first start on a slow disk up to 30.
_TIMEOUT_SECONDS = 120.0
_MAX_RESULT_BYTES = 300_000_000
_WINDOWS_PLACES = (r"LibreOffice\program\soffice.com", r"LibreOffice\program\soffice.exe")
_MAC_PLACE = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_DOCX_FILTER = "docx:Office Open XML Text"

_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    ("/org.openoffice.Office.Common/Save/Document", "WarnAlienFormat", "false"),
)


def find_office() -> Path | None:
    """Return LibreOffice's program; None if it is not installed where programs usually are."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    roots = [os.environ.get(key, "") for key in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    places = [Path(root) / place for root in roots if root for place in _WINDOWS_PLACES]
    return next((place for place in (*places, Path(_MAC_PLACE)) if place.is_file()), None)


def convert_to_docx(data: bytes, name: str, extension: str, *, timeout: float = _TIMEOUT_SECONDS) -> bytes:
    """Return an office document as .docx.

    Args:
        data: the file's bytes.
        name: its name, for messages.
        extension: what it is: `doc`, `odt` or `rtf`.
        timeout: seconds after which LibreOffice is ended.

    Raises:
        MissingPartError: LibreOffice is not installed.
        LimitError: it takes longer than `timeout`, or the result is absurdly large.
        DamagedFileError: LibreOffice cannot read the file.
    """
    office = find_office()
    if office is None:
        raise MissingPartError(
            f"Berkas {name} berformat .{extension}; membacanya memerlukan LibreOffice, yang belum terpasang.",
            "Simpan sebagai .docx dari Word, atau pasang LibreOffice: sudo apt install libreoffice-writer"
            " (Linux), winget install TheDocumentFoundation.LibreOffice (Windows).",
        )
    with tempfile.TemporaryDirectory(prefix="zi-office-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / "keluar").mkdir()
        source = place / f"masukan.{extension}"  # never the file's own name: it may be hostile
        source.write_bytes(data)
        _write_profile(place / "profil")
        _run(office, place, source, name, timeout)
        result = place / "keluar" / "masukan.docx"
        if not result.is_file() or result.stat().st_size == 0:
            raise DamagedFileError(
                f"Berkas {name} rusak, terkunci kata sandi, atau tidak dapat dibuka oleh LibreOffice.",
                "Buka berkas itu di Word atau LibreOffice, simpan sebagai .docx, lalu coba lagi.",
            )
        if result.stat().st_size > _MAX_RESULT_BYTES:
            raise LimitError(
                f"Berkas {name} menjadi terlalu besar setelah diubah ke .docx.",
                "Perkecil gambar di dalamnya, lalu simpan sebagai .docx.",
            )
        return result.read_bytes()


def _write_profile(profile: Path) -> None:
    """Create a LibreOffice profile that neither runs macros nor follows links."""
    user = profile / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{key}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, key, value in _SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )


def _run(office: Path, place: Path, source: Path, name: str, timeout: float) -> None:
    """Run LibreOffice until it ends or its time is over; then no process of it is left."""
    command = [
        str(office),
        f"-env:UserInstallation={(place / 'profil').as_uri()}",
        *("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", _DOCX_FILTER, "--outdir", str(place / "keluar"), str(source)),
    ]
    # what asks for the network in spite of the profile finds a proxy that is not there
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")
    environment = {**os.environ, **nowhere, "TMPDIR": str(place), "TEMP": str(place), "TMP": str(place)}
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program, no shell, our own file names
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=place,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise MissingPartError(
            "LibreOffice terpasang tetapi tidak dapat dijalankan.",
            "Pasang ulang LibreOffice, atau simpan berkas sebagai .docx dari Word.",
        ) from error
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as error:
        raise LimitError(
            f"Berkas {name} terlalu rumit: LibreOffice belum selesai setelah {timeout:.0f} detik.",
            "Buka berkas itu di Word atau LibreOffice, simpan sebagai .docx, lalu coba lagi.",
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that we started together with what it started; one that has ended is left alone."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        killer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
        command = [str(killer), "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - a fixed program, our own process
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
