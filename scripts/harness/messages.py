"""HL7 v2 messages that carry their own name, so that they are known again whatever a mapping makes of them."""

import re

# In the family name: every mapping of a patient keeps it. Letters and digits only, so that no escaping touches it.
TOKEN = re.compile(rb"KT([0-9A-Z]+)X([0-9]+)Z")


def token(key: str, number: int) -> str:
    return f"KT{key}X{number}Z"


def names(body: bytes) -> list[tuple[str, int]]:
    """Every message named in what was delivered, each once, in order."""
    found: dict[tuple[str, int], None] = {}
    for match in TOKEN.finditer(body):
        found[(match.group(1).decode(), int(match.group(2)))] = None
    return list(found)


def admission(key: str, number: int, control: str | None = None) -> bytes:
    control = control or f"{key}-{number}"
    segments = [
        f"MSH|^~\\&|HIS|HOSPITAL|JUNCTION|CARE|20261001120000||ADT^A01^ADT_A01|{control}|P|2.4",
        "EVN|A01|20261001120000",
        f"PID|1||{key}^^^HOSPITAL^MR||{token(key, number)}^Ada^^^Mrs||19420314|F|||1 High Street^^Leeds^^LS1 1AA^GB",
        f"PV1|1|I|WARD1^ROOM2^BED3^HOSPITAL||||1234^Smith^Jane|||MED||||1|||||{number}^^^HOSPITAL^VN|||||||||||||||||||||||||20261001115500",
    ]
    return ("\r".join(segments) + "\r").encode()


def framed(message: bytes) -> bytes:
    return b"\x0b" + message + b"\x1c\r"


def acknowledgement(answer: bytes) -> tuple[str, str]:
    """The code and the control id of MSA; empty strings if the answer has none."""
    for segment in answer.strip(b"\x0b\x1c\r\n").split(b"\r"):
        fields = segment.split(b"|")
        if fields[0] == b"MSA" and len(fields) > 1:
            # Without a control id in the message there is none to repeat.
            return fields[1].decode(errors="replace"), b"".join(fields[2:3]).decode(errors="replace")
    return "", ""
