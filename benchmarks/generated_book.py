"""A rule book of any length, made of the same few constructs that real books are made of."""

_HEAD = """\
rulebook generated
  title en "Generated"  ms "Dijana"
  money MYR written RM to 0.01 sen
source act "The act" in en, attests 2020-01-01 to 2029-12-31
  item A-1 en "everything"
"""

_TOWN = """\
fact leave_{n} : days from 0 to 1,000
  title en "certified leave in town {n}"  ms "cuti yang disahkan di bandar {n}"
fact wage_{n} : money per day from RM0 to RM1,000
  title en "daily wage in town {n}"  ms "gaji harian di bandar {n}"
fact hurt_on_{n} : date
  title en "date of the injury"  ms "tarikh kecederaan"
parameter highest_{n} : money per day
  title en "highest daily rate"  ms "kadar harian tertinggi"
  from 2020-01-01 to 2023-12-31 is RM132.00  cites act A-1
  from 2024-01-01 is RM150.00  cites act A-1
rule rate_{n} : money per day  cites act A-1
  title en "daily rate"  ms "kadar harian"
  is 80% of wage_{n}
    not above highest_{n}
rule step_{n} : percent  cites act A-1
  title en "step"  ms "tangga"
  by leave_{n}
    up to 10 days : 50%
    up to 30 days : 75%
    otherwise : 100%
benefit benefit_{n}  cites act A-1
  title en "Benefit of town {n}"  ms "Faedah bandar {n}"
  as at hurt_on_{n}
  payable when all of
    i. leave_{n} at least 4 days
    ii. any of
      a. wage_{n} over RM30.00 per day
      b. leave_{n} at least 10 days and wage_{n} at least RM10.00 per day
  pays total : money
    title en "total"  ms "jumlah"
    is rate_{n} for leave_{n} times step_{n}
      rounded half up to RM0.01
"""


def generated_book(lines: int) -> str:
    """A book of at least so many lines."""
    parts = [_HEAD]
    count = _HEAD.count("\n")
    while count < lines:
        parts.append(_TOWN.format(n=len(parts)))
        count += _TOWN.count("\n")
    return "".join(parts)


def python_likeness(book: str) -> str:
    """A Python module with as many lines and about as much on each, for a parser of the same kind to read."""
    lines = []
    for number, line in enumerate(book.splitlines()):
        words = [word.strip(":,()\"'%.") for word in line.split()]
        operands = " + ".join(f"{word}_{number}" if word.isidentifier() else repr(word) for word in words if word)
        lines.append(f"x{number} = {operands or number}")
    return "\n".join(lines) + "\n"
