"""The envelope beside tools that know nothing of us (ssh-keygen, age, zstd, unzip), and docs/format.md tried out."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import msgspec
import pyrage  # type: ignore[import-untyped, unused-ignore]  # has no stubs
import pytest

from desktop.models.entries import read_entry, read_values, write_entry
from desktop.sync import body, certificates, keys, sshsig
from desktop.sync import cover as covers
from desktop.sync.cover import BodyFacts
from desktop.sync.refusals import Refusal
from desktop.sync.seal import open_sealed
from tests.sync.makers import (
    AT,
    AUTHORITY,
    COMMUNE_KEY,
    DEVICE,
    LINES,
    STRANGER,
    VILLAGE,
    VILLAGE_CODE,
    VILLAGE_KEY,
    certificate,
    changes,
    commune_trust,
    cover,
)

SPACE = "changes@toso"
MESSAGE = "tờ bìa\n".encode()
FORMAT_PAGE = Path(__file__).parents[2] / "docs" / "format.md"


def needs(*tools: str) -> pytest.MarkDecorator:
    missing = [tool for tool in tools if shutil.which(tool) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {missing}")


def run(arguments: Sequence[str | Path], given: bytes = b"", folder: Path | None = None) -> bytes:
    """What the tool prints; its complaint is the test's failure."""
    command = [str(argument) for argument in arguments]
    done = subprocess.run(command, input=given, capture_output=True, cwd=folder, timeout=30, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def refuses(arguments: Sequence[str | Path], given: bytes = b"") -> bool:
    command = [str(argument) for argument in arguments]
    return subprocess.run(command, input=given, capture_output=True, timeout=30, check=False).returncode != 0


@pytest.fixture
def village_key(tmp_path: Path) -> Path:
    """The village's key as files: device, device.pub, device-cert.pub."""
    path = tmp_path / "device"
    keys.save(VILLAGE_KEY, path)
    path.with_suffix(".pub").write_text(VILLAGE_KEY.public_line() + "\n", encoding="utf-8")
    (tmp_path / "device-cert.pub").write_text(certificate().line() + "\n", encoding="utf-8")
    return path


# ssh-keygen: keys


@needs("ssh-keygen")
def test_ssh_keygen_shows_the_same_fingerprint(village_key: Path) -> None:
    told = run(["ssh-keygen", "-lf", village_key.with_suffix(".pub")]).decode().split()
    assert told[1] == VILLAGE_KEY.fingerprint
    assert told[-1] == "(ED25519)"


@needs("ssh-keygen")
@pytest.mark.parametrize("passphrase", ["", "hoa ban trắng"])
def test_ssh_keygen_opens_our_keys(tmp_path: Path, passphrase: str) -> None:
    keys.save(VILLAGE_KEY, tmp_path / "key", passphrase)
    told = run(["ssh-keygen", "-y", "-P", passphrase, "-f", tmp_path / "key"]).decode()
    assert told.split()[:2] == VILLAGE_KEY.public_line().split()


@needs("ssh-keygen")
def test_ssh_keygen_does_not_open_our_keys_with_another_passphrase(tmp_path: Path) -> None:
    keys.save(VILLAGE_KEY, tmp_path / "key", "đúng")
    assert refuses(["ssh-keygen", "-y", "-P", "sai", "-f", tmp_path / "key"])


@needs("ssh-keygen")
@pytest.mark.parametrize("passphrase", ["", "hoa ban trắng"])
def test_we_open_keys_of_ssh_keygen(tmp_path: Path, passphrase: str) -> None:
    path = tmp_path / "key"
    run(["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "máy 1", "-f", path])
    line = path.with_suffix(".pub").read_text(encoding="utf-8")
    assert keys.load(path, passphrase).public == keys.read_public_line(line)


@needs("ssh-keygen")
@pytest.mark.parametrize("cipher", ["aes256-gcm@openssh.com", "aes256-cbc", "chacha20-poly1305@openssh.com"])
def test_keys_that_ssh_keygen_wrapped_otherwise_open_or_are_refused(tmp_path: Path, cipher: str) -> None:
    path = tmp_path / "key"
    run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "đúng", "-Z", cipher, "-f", path])
    with pytest.raises(keys.KeyProblem):
        keys.load(path, "sai")
    if not cipher.startswith("chacha"):  # which cryptography does not know
        assert keys.load(path, "đúng").public == keys.read_public_line(path.with_suffix(".pub").read_text())


# ssh-keygen: certificates


@needs("ssh-keygen")
def test_ssh_keygen_reads_our_certificates(village_key: Path) -> None:
    told = run(["ssh-keygen", "-L", "-f", village_key.with_name("device-cert.pub")]).decode()
    assert "ssh-ed25519-cert-v01@openssh.com user certificate" in told
    assert f"Signing CA: ED25519 {AUTHORITY.fingerprint}" in told
    assert f'Key ID: "{DEVICE}"' in told
    assert "Valid: forever" in told
    assert re.findall(r"^ {16}(\S+)$", told, re.MULTILINE) == [VILLAGE, VILLAGE_CODE]
    assert "Critical Options: (none)" in told
    assert "Extensions: (none)" in told


@needs("ssh-keygen")
def test_we_read_certificates_of_ssh_keygen(village_key: Path, tmp_path: Path) -> None:
    keys.save(AUTHORITY, tmp_path / "ca")
    names = f"{VILLAGE},{VILLAGE_CODE}"
    public = village_key.with_suffix(".pub")
    run(["ssh-keygen", "-q", "-s", tmp_path / "ca", "-I", DEVICE, "-n", names, "-z", "42", public])
    read = certificates.read((tmp_path / "device-cert.pub").read_text(encoding="utf-8"))
    read.verify(AUTHORITY.public, AT)
    assert (read.key_id, read.principals, read.serial) == (DEVICE, (VILLAGE, VILLAGE_CODE), 42)
    assert open_sealed(changes(certificate=read), commune_trust(), AT)


# ssh-keygen: signatures


def verify_command(folder: Path, signature: bytes, space: str = SPACE, identity: str = VILLAGE) -> list[str | Path]:
    """The command with which OpenSSH checks a signature against the commune's authority."""
    line = f'* cert-authority,namespaces="{SPACE}" {AUTHORITY.public_line()}\n'
    (folder / "allowed").write_text(line, encoding="utf-8")
    (folder / "sig").write_bytes(signature)
    return ["ssh-keygen", "-Y", "verify", "-f", folder / "allowed", "-I", identity, "-n", space, "-s", folder / "sig"]


@needs("ssh-keygen")
def test_ssh_keygen_believes_our_signature_through_the_certificate(tmp_path: Path) -> None:
    signature = sshsig.sign(VILLAGE_KEY, certificate(), SPACE, MESSAGE)
    told = run(verify_command(tmp_path, signature), MESSAGE).decode()
    assert told.startswith(f'Good "{SPACE}" signature for {VILLAGE}')
    assert run(verify_command(tmp_path, signature, identity=VILLAGE_CODE), MESSAGE)


@needs("ssh-keygen")
def test_ssh_keygen_and_we_refuse_the_same_signatures(tmp_path: Path) -> None:
    good = sshsig.sign(VILLAGE_KEY, certificate(), SPACE, MESSAGE)
    assert refuses(verify_command(tmp_path, good), MESSAGE + b" ")
    assert refuses(verify_command(tmp_path, good, identity="commune"), MESSAGE)
    assert refuses(verify_command(tmp_path, good, space="request@toso"), MESSAGE)
    other = sshsig.sign(VILLAGE_KEY, certificate(authority=STRANGER), SPACE, MESSAGE)
    assert refuses(verify_command(tmp_path, other), MESSAGE)
    past = sshsig.sign(VILLAGE_KEY, certificate(valid_before=AT - timedelta(days=1)), SPACE, MESSAGE)
    assert refuses(verify_command(tmp_path, past), MESSAGE)


@needs("ssh-keygen")
def test_ssh_keygen_signs_the_same_bytes_as_we_do(village_key: Path) -> None:
    theirs = run(["ssh-keygen", "-Y", "sign", "-q", "-f", village_key, "-n", SPACE], MESSAGE)
    assert theirs == sshsig.sign(VILLAGE_KEY, None, SPACE, MESSAGE)
    assert sshsig.verify(theirs, SPACE, MESSAGE).certificate is None


@needs("ssh-keygen")
def test_ssh_keygen_signs_with_a_certificate_as_we_do(village_key: Path) -> None:
    public = village_key.with_name("device-cert.pub")
    theirs = run(["ssh-keygen", "-Y", "sign", "-q", "-f", public, "-n", SPACE], MESSAGE)
    given = certificates.read(public.read_text(encoding="utf-8"))
    assert theirs == sshsig.sign(VILLAGE_KEY, given, SPACE, MESSAGE)
    assert sshsig.verify(theirs, SPACE, MESSAGE).certificate == given


# age and zstd


@needs("age", "zstd")
def test_age_and_zstd_open_our_body(tmp_path: Path) -> None:
    keys.save(COMMUNE_KEY, tmp_path / "key")
    carried = body.encrypt(LINES, [VILLAGE_KEY.public, COMMUNE_KEY.public])
    compressed = run(["age", "-d", "-i", tmp_path / "key"], carried.data)
    assert run(["zstd", "-dc"], compressed) == b"".join(line + b"\n" for line in LINES)


@needs("zstd")
def test_zstd_reads_many_frames(tmp_path: Path) -> None:
    keys.save(COMMUNE_KEY, tmp_path / "key")
    lines = [f"{number:08}".encode() * 50 for number in range(25_000)]
    identity = pyrage.ssh.Identity.from_buffer(COMMUNE_KEY.to_openssh())
    compressed = pyrage.decrypt(body.encrypt(lines, [COMMUNE_KEY.public]).data, [identity])
    (tmp_path / "lines.zst").write_bytes(compressed)
    assert run(["zstd", "-dc"], compressed) == b"".join(line + b"\n" for line in lines)
    assert b"XXH64" in run(["zstd", "-l", "lines.zst"], folder=tmp_path)


@needs("age", "zstd")
def test_we_open_a_body_of_age_and_zstd() -> None:
    compressed = run(["zstd", "-19", "-c"], b"".join(line + b"\n" for line in LINES))
    data = run(["age", "-r", COMMUNE_KEY.public_line()], compressed)
    assert list(body.decrypt(data, len(LINES), COMMUNE_KEY)) == LINES
    with pytest.raises(Refusal) as caught:
        list(body.decrypt(data, len(LINES), STRANGER))
    assert caught.value.code == "not-for-us"


@needs("age")
def test_an_armored_age_file_is_not_our_format() -> None:
    data = run(["age", "-a", "-r", COMMUNE_KEY.public_line()], b"x")
    with pytest.raises(Refusal) as caught:
        list(body.decrypt(data, 1, COMMUNE_KEY))
    assert caught.value.code == "damaged"


# The whole


@needs("unzip")
def test_unzip_finds_nothing_wrong(tmp_path: Path) -> None:
    (tmp_path / "bundle.toso").write_bytes(changes())
    assert b"No errors detected" in run(["unzip", "-t", "bundle.toso"], folder=tmp_path)
    listed = run(["unzip", "-Z1", "bundle.toso"], folder=tmp_path).decode().split()
    assert listed == ["cover.json", "cover.json.sig", "body.age"]


@needs("ssh-keygen", "age", "zstd")
def test_a_bundle_that_others_made_is_opened(village_key: Path, tmp_path: Path) -> None:
    compressed = run(["zstd", "-c"], b"".join(line + b"\n" for line in LINES))
    carried = run(["age", "-r", COMMUNE_KEY.public_line()], compressed)
    facts = BodyFacts(size=len(carried), sha256=hashlib.sha256(carried).hexdigest(), entries=len(LINES))
    told = msgspec.json.encode(cover(body=facts))
    signature = run(
        ["ssh-keygen", "-Y", "sign", "-q", "-f", village_key.with_name("device-cert.pub"), "-n", SPACE], told
    )
    members = [("cover.json", told), ("cover.json.sig", signature), ("body.age", carried)]
    recipe: dict[str, object] = {"zipfile": zipfile}
    exec(fenced("python"), recipe)  # the page's own recipe
    write_container = recipe["write_container"]
    assert callable(write_container)
    data = io.BytesIO()
    write_container(data, members)
    assert list(open_sealed(data.getvalue(), commune_trust(), AT).lines()) == LINES


def test_the_entry_of_the_format_page_is_an_entry() -> None:
    line = json.dumps(json.loads(fenced("json", 1)), separators=(",", ":")).encode()
    entry = read_entry(line)
    assert read_values(entry) == {"phone": "0912345678"}
    assert write_entry(entry) == line


def fenced(language: str, place: int = 0) -> str:
    """A block of that language in docs/format.md, by its place among them."""
    blocks = re.findall(
        rf"^```{language}\n(.*?)^```$", FORMAT_PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    block: str = blocks[place]
    return block


@pytest.mark.skipif(os.name == "nt", reason="the example is for a Unix shell")
@needs("sh", "unzip", "ssh-keygen", "age", "zstd", "sha256sum")
def test_the_example_of_the_format_page_works(tmp_path: Path) -> None:
    (tmp_path / "bundle.toso").write_bytes(changes())
    (tmp_path / "commune.pub").write_text(AUTHORITY.public_line() + "\n", encoding="utf-8")
    keys.save(COMMUNE_KEY, tmp_path / "device.key")
    told = run(["sh", "-e", "-c", fenced("sh")], folder=tmp_path).decode()
    assert f'Good "{SPACE}" signature for {VILLAGE}' in told
    assert "body.age: OK" in told
    assert (tmp_path / "entries.jsonl").read_bytes().splitlines() == LINES


def test_the_cover_of_the_format_page_is_a_cover() -> None:
    assert covers.read(fenced("json").encode()).sender == cover().sender
    shown = msgspec.json.decode(fenced("json"))
    written = msgspec.json.decode(cover(body=BodyFacts(size=1, sha256="0" * 64, entries=1)).to_bytes())
    assert list(shown) == list(written)
    assert {name: list(shown[name]) for name in ("sender", "recipient", "body")} == {
        name: list(written[name]) for name in ("sender", "recipient", "body")
    }
