#!/usr/bin/env python3
"""Check the public journal of a Sextant network without trusting it: nothing but Python's standard library.

    python verify_journal.py FILE_OR_URL

Each line is an event. Its hash covers its content and the hash of the line before, so nothing can be changed, added
or removed in the middle. Lines that do not concern decisions show their hash only. What was sealed when it was said
(opinions, positions, objections) is opened by the decision: this checks that the openings are what was sealed, that
an objection counts for as long as it was neither sent back, lifted nor withdrawn, counts every round again from the
positions, and compares the outcome. It says OK, or names the first line that lies.
"""

import hashlib
import json
import sys
from collections import Counter
from urllib.request import urlopen

EVENT_TAG = b"sextant.journal.event.v1"
DETAIL_TAG = b"sextant.journal.detail.v1"
FIRST = "0" * 64
STATES = {
    "objection.amended": "filed",
    "objection.sent_back": "returned",
    "objection.admitted": "admitted",
    "objection.answered": "answered",
    "objection.lifted": "lifted",
    "objection.withdrawn": "withdrawn",
}  # what an objection becomes; it is filed by the position that stands on it
SUSTAINED = ("filed", "admitted", "answered")
COLLEGES = ("consumers", "government", "industry", "labour", "ngo", "ssro")


class Lie(Exception):  # noqa: N818 (it is said of a line)
    """A line that does not hold."""


def canonical(value):
    """The one text of a value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(tag, *fields):
    """SHA-256 of a tag and of fields, each preceded by its length in eight bytes."""
    parts = [tag]
    for field in fields:
        content = field.encode()
        parts += [len(content).to_bytes(8, "big"), content]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def check_chain(line, previous_seq, previous_hash):
    """The line follows the one before, and says what its hash covers."""
    if line["seq"] != previous_seq + 1:
        raise Lie("a line is missing before it")
    if line["prev_hash"] != previous_hash:
        raise Lie("it does not follow the line before it")
    if "kind" not in line:
        return
    names = ("at", "kind", "actor", "object_kind", "object_ref", "data", "commitment", "prev_hash")
    if digest(EVENT_TAG, str(line["seq"]), *(line[name] for name in names)) != line["hash"]:
        raise Lie("it was changed after it was written")


def college_position(seats):
    """A college's position: who stands aside is neutral, a tie objects, silence is never consent."""
    if not seats:
        return "vacant"
    said = Counter(seat_position(seat) for seat in seats)
    consents, objections = said["consent"] + said["consent_with_reservation"], said["object"]
    if objections and objections >= consents:
        return "object"
    if consents:
        return "consent"
    return "stand_aside" if said["stand_aside"] else "absent"


def seat_position(seat):
    """What counts: an objection that is not sustained says nothing any more."""
    position = seat.get("position", "")
    return "" if position == "object" and not seat["sustained"] else position


def count(ruleset, seats):
    """{college: position}, and whether there is a quorum, and consensus."""
    sitting = [seat for seat in seats if not seat["recused"]]
    positions = {code: college_position([seat for seat in sitting if seat["college"] == code]) for code in COLLEGES}
    present = [code for code, said in positions.items() if said in ("consent", "object", "stand_aside")]
    quorum = len(present) >= ruleset["quorum_colleges"] and set(ruleset["required_colleges"]) <= set(present)
    said = list(positions.values())
    consensus = quorum and "object" not in said and said.count("consent") >= ruleset["consenting_colleges"]
    return positions, quorum, consensus


def expected_outcome(consensus, data):
    """The outcome that the count of the last round gives."""
    if consensus:
        return "granted_with_conditions" if data["conditions"] else "granted"
    return "refused" if data["was_deferred"] else "deferred"


def position_seal(seat, opened):
    """The seal of a position that is opened; what filed an objection was one."""
    said = {"seat": seat["seat"], "position": opened.get("position", "object"), "objection": opened["objection"]}
    return digest(DETAIL_TAG, opened["salt"], canonical(said))


def check_seals(found, seals):
    """Each opening is what was sealed last."""
    for seat in found["seats"]:
        key = (found["round"], seat["seat"])
        if "position" in seat and position_seal(seat, seat) != seals["position.taken"][key][-1]:
            raise Lie(f"the position of {seat['seat']} is not the one that was sealed")
        for one in seat.get("filed", ()):
            if position_seal(seat, one) not in seals["position.taken"][key]:
                raise Lie(f"{seat['seat']} did not file this objection")
        if "marks" in seat:
            text = canonical({"seat": seat["seat"], "marks": seat["marks"]})
            if digest(DETAIL_TAG, seat["grid_salt"], text) != seals["grid.submitted"][key][-1]:
                raise Lie(f"the opinion of {seat['seat']} is not the one that was sealed")


def check_objections(found, filed, states):
    """What a seat stands on was filed and still holds, and what it filed and still holds is not left out."""
    for seat in found["seats"]:
        told, named = set(seat.get("sustained", ())), {one["objection"] for one in seat.get("filed", ())}
        filed |= named
        named |= {seat["objection"]} if seat.get("objection") else set()
        held = {name for name in named | (told & filed) if states.get(name, "filed") in SUSTAINED}
        if told != held:
            raise Lie(f"the objections of {seat['seat']} are not those that held when round {found['number']} ended")


def check_decision(data, seals, objections):
    """Open the seals, count every round again, compare with what was published.

    `objections` holds, by round, the states that the lines of objections had told by the end of it.
    """
    consensus, filed = False, set()
    for found in data["void"]:
        check_seals(found, seals)
        filed |= {one["objection"] for seat in found["seats"] for one in seat["filed"]}
    for found in data["rounds"]:
        check_seals(found, seals)
        check_objections(found, filed, objections.get(found["round"], objections[""]))
        positions, quorum, consensus = count(data["ruleset"], found["seats"])
        told = {one["college"]: one["position"] for one in found["tally"]["colleges"]}
        if (told, found["tally"]["has_quorum"], found["tally"]["has_consensus"]) != (positions, quorum, consensus):
            raise Lie(f"the count of round {found['number']} is not what its positions give")
    if data["outcome"] != expected_outcome(consensus, data):
        raise Lie("the outcome is not what the count gives")


def read_line(line, seals, objections):
    """Remember what a line tells, and check it when it is a decision; how many decisions it is."""
    kind = line.get("kind", "")
    data = json.loads(line.get("data", "{}"))
    if kind in seals:
        seals[kind].setdefault((line["object_ref"], data["seat"]), []).append(data["sealed"])
    elif kind in STATES:
        objections[""][line["object_ref"]] = STATES[kind]
    elif kind == "round.closed":
        objections[data["round"]] = dict(objections[""])
    elif kind == "decision.taken":
        check_decision(data, seals, objections)
        return 1
    return 0


def verify(lines):
    """Check everything; (number of lines, number of decisions).

    Raises:
        Lie: with the number of the first line that does not hold.
    """
    seals, objections = {"position.taken": {}, "grid.submitted": {}}, {"": {}}
    seq, previous, decisions = 0, FIRST, 0
    for number, text in enumerate(lines, start=1):
        try:
            line = json.loads(text)
            check_chain(line, seq, previous)
            decisions += read_line(line, seals, objections)
        except KeyError as missing:
            raise Lie(f"line {number}: nothing was sealed or said before under {missing}") from missing
        except (Lie, TypeError, ValueError) as problem:
            raise Lie(f"line {number}: {problem}") from problem
        seq, previous = line["seq"], line["hash"]
    return seq, decisions


def read(where):
    """The lines of a file, or of an address."""
    if where.startswith(("http://", "https://")):
        with urlopen(where) as answer:  # noqa: S310 (the two schemes above)
            return answer.read().decode().splitlines()
    with open(where, encoding="utf-8") as file:  # noqa: PTH123 (nothing to import)
        return file.read().splitlines()


def main():
    """Say OK, or what lies."""
    if len(sys.argv) != 2:  # noqa: PLR2004 (the program and its argument)
        sys.exit(__doc__)
    try:
        lines, decisions = verify(read(sys.argv[1]))
    except Lie as lie:
        sys.exit(f"This journal lies, {lie}.")
    print(f"OK: {lines} lines, {decisions} decisions counted again.")


if __name__ == "__main__":
    main()
