"""The forms of days in plain words, as parts of verbose regular expressions.

Each form has groups of its own, by which `days` knows what was found.
"""

from __future__ import annotations

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
         "dec"), 1,
    )
}  # fmt: skip
NUMBERS = {
    **{word: number for number, word in enumerate(
        ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
         "eleven", "twelve"), 1)},
    "an": 1, "one": 1,
    **{kanji: number for number, kanji in enumerate("一二三四五六七八九十", 1)},
}  # fmt: skip

_NUMBER = r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_UNIT = r"days?|weeks?|months?|years?"
_DAY = r"monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_SHORT = r"mon|tues?|wed|thu(?:rs?)?|fri|sat|sun"
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_END = r"(?![A-Za-z0-9])"

ENGLISH = rf"""
(?:(?<![A-Za-z0-9])(?:
   (?P<rel_en>the\s+day\s+before\s+yesterday|day\s+before\s+yesterday|yesterday
      |the\s+day\s+after\s+tomorrow|day\s+after\s+tomorrow|tomorrow
      |this\s+(?:morning|afternoon|evening)|tonight|today|last\s+night){_END}
  |(?P<n1>{_NUMBER})\s+(?P<u1>{_UNIT})\s+ago{_END}
  |in\s+(?P<n2>{_NUMBER})\s+(?P<u2>{_UNIT}){_END}
  |(?:on\s+)?(?P<which>last|past|this|next|coming)\s+(?P<wd>{_DAY}|{_SHORT}){_END}
  |on\s+(?P<on_wd>{_DAY}|{_SHORT}){_END}
  |(?P<bare_en>{_DAY}){_END}
  |(?:on\s+)?(?:the\s+)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?
      (?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>\d{{4}}))?{_END}
  |(?:on\s+)?(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?
      (?:,?\s+(?P<y2>\d{{4}}))?{_END}
  |(?P<ahead_en>next\s+(?:week|month|year)|(?:this|the)\s+weekend
      |(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?(?:week|month)){_END}
  |(?P<vague>last\s+(?:week|weekend|month|year)|this\s+week|the\s+other\s+day
      |recently){_END}
))
"""

JAPANESE = r"""
(?:
   (?P<rel_ja>一昨々日|さきおととい|一昨日|おととい|おとつい|昨日|きのう|昨夜|昨晩|ゆうべ
      |今日|本日|きょう|今朝|今晩|今夜|明々後日|しあさって|明後日|あさって|明日(?!香)|あした|あす(?!か))
  |(?P<n3>\d{1,3}|[一二三四五六七八九十])(?P<u3>日|週間?|[かヶカヵケ箇]月|年)(?P<dir>前|後)
  |(?P<week_ja>先々週|先週|今週|再来週|来週|この前|この間|次|今度)の?
      (?P<wd_ja>[月火水木金土日])(?:曜日?|(?![^\W\d_]))
  |(?P<bare_ja>[月火水木金土日])(?:曜日|曜(?=[\s、,に]|まで|$))
  |(?<![\d/])(?:(?P<y3>\d{4})年)?(?P<m3>\d{1,2})月(?P<d3>\d{1,2})日(?:\([月火水木金土日](?:曜日?)?\))?
  |(?P<month_ja>先月|今月|来月)の?(?P<day_ja>\d{1,2})日
  |(?P<ahead_ja>再来週|来週|再来月|来月末|来月|来年|今月末|月末|今週末|週末)
  |(?P<vague_ja>先々週|先週|先々月|先月|昨年|去年|先日|この前|この間|最近)
)
"""

ISO = r"(?:(?P<y0>\d{4})(?P<sep>[-/.])(?P<m0>\d{1,2})(?P=sep)(?P<d0>\d{1,2})(?!\d))"

#: Month and day, in that order.
SLASHED = r"(?:(?<![\d/])(?P<m4>\d{1,2})/(?P<d4>\d{1,2})(?![\d/]))"
