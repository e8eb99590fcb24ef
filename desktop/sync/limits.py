"""How much of a foreign file is read before it is refused. Numbers only; who reads checks."""

from dataclasses import dataclass

KIB = 1 << 10
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest bundle that is written and taken in. All sizes are bytes."""

    file: int = 80 * MIB  # the whole bundle
    cover: int = 256 * KIB
    signature: int = 16 * KIB
    body: int = 64 * MIB  # compressed and encrypted, as carried
    text: int = 512 * MIB  # the body's lines, decompressed
    line: int = 1 * MIB  # one line without its line end
    entries: int = 2_000_000  # lines of one body
    ratio: int = 200  # decompressed by compressed; journals of real forms compress about 10 times
    free: int = 4 * MIB  # decompressed size below which the ratio is not looked at
    window: int = 8 * MIB  # what one zstd frame may ask for; what RFC 8878 tells readers to grant
    letter: int = 112 * MIB  # an e-mail as a file; the largest bundle in base64, and some text
    headers: int = 64 * KIB  # what stands before the empty line of a letter or of one of its parts
    parts: int = 200  # of one letter, inner letters and their parts included
    inside: int = 8  # parts within parts
    boundaries: int = 5000  # places in a letter where a part might begin

    def text_allowed(self, compressed: int) -> int:
        """How many bytes `compressed` bytes may decompress to."""
        return min(self.text, max(self.free, self.ratio * compressed))


LIMITS = Limits()
