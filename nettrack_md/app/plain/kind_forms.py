"""What tells of a kind of touch, in English and Japanese, as regular expressions.

Each group is named after the kind that it tells of.
"""

from __future__ import annotations

import re

_LOOSE = re.IGNORECASE | re.VERBOSE

#: What may stand before the word that tells the kind.
LEAD_IN = re.compile(
    r"(?:(?P<they>he|she|they)\s+|(?:i|we)\s+)?"
    r"(?:(?:have|had|just|then|finally|briefly|also|both)\s+)*",
    re.IGNORECASE,
)
#: A call that reached nobody.
MISSED = re.compile(
    r"""(?:no\ answer|(?:left\ (?:an?\ )?)?voice\ ?mail)\b
    |(?:called|rang|phoned|tried)\b.*\b(?:no\ answer|voice\ ?mail
        |did\ ?n[o']?t\ (?:pick\ up|answer)|not\ reached)
    |不在着信|不在だった|留守だった|留守電
    |電話.{0,8}(?:出ない|出なかった|出られなかった|つながらな|不在|留守)""",
    _LOOSE,
)

_THEM = r"(?:(?:her|him|them|me|us)\ )?(?:an?\ )?"
#: Verbs that a sentence about a touch begins with.
VERB = re.compile(
    rf"""
    (?P<meet>met(?:\ up)?\b
        (?!\ (?:(?:the|his|her|their|our|my|all)\ )?
            (?:goal|target|deadline|need|criteria|expectation)s?\b)
      |caught\ up(?=\ (?:over|at)\b))
    |(?P<call>(?:called|phoned|rang)\b(?!\ (?:it|off|for)\b)
      |(?:talked|spoke|chatted)\ on\ the\ phone\b)
    |(?P<video>(?:zoomed|facetimed|skyped)\b)
    |(?P<letter>(?:wrote|sent|posted|mailed)\ {_THEM}
        (?:letter|(?:birthday\ )?card|postcard)\b)
    |(?P<message>(?:texted|messaged|dmed|pinged|whatsapped)\b
      |sent\ {_THEM}(?:text|message|dm)\b)
    |(?P<email>e-?mailed\b|(?:wrote|sent)\ {_THEM}e?-?mail\b
      |wrote\b(?!\ (?:an?|the|his|her|their|our|my|down|up|off|about\ it|on)\b(?!\s*$)))
    """,
    _LOOSE,
)
#: Nouns for a touch, and what may adorn them: `had a quick coffee with …`.
NOUN = re.compile(
    r"""
    (?:(?:had|grabbed|took|shared|went\ (?:for|to)|over)\ )?
    (?:(?:an?|our|the|some|quick|short|long|nice|good|great|lovely|first|second|weekly
        |monthly|brief|late|early|cup\ of|working|farewell|birthday)\ )*
    (?:(?P<meet>lunch|dinner|breakfast|brunch|coffees?|drinks|beers?)
      |(?P<call>(?:phone\ )?call|phone)
      |(?P<video>video\ call|video\ chat|zoom(?:\ call)?|facetime)
      |(?P<email>e?-?mails?)
      |(?P<message>messages?|dms?)
      |(?P<letter>letters?|postcards?))
    (?=\s*$|[,;:.!—–-]
      |\ (?:with|at|in|on|near|by|after|before|again|together|and|over|about|to|from|re
          |for|last|this|yesterday|today)\b)
    """,
    _LOOSE,
)
#: What they wrote reached me.
GOT = re.compile(
    r"""
    (?:i\ |we\ )?(?:just\ )?(?:got|received|had)\ (?:back\ )?
    (?:(?:an?|the|her|his|their|another|nice|long|kind|short|quick|lovely)\ )*
    (?:(?P<email>e?-?mails?|reply|answer)|(?P<message>text|message|dm)
      |(?P<letter>letter|postcard|card))
    (?:\ back)?(?=\s*$|[,;:.!—–-]|\ (?:from|about|asking|saying|with|on)\b)
    """,
    _LOOSE,
)
HEARD = re.compile(r"(?:heard\s+(?:back\s+)?from|got\s+word\s+from)\b", re.IGNORECASE)
ANSWERED = re.compile(r"(?:replied|answered|wrote\s+back)\b", re.IGNORECASE)
SENT = re.compile(r"(?:sent|forwarded)\b", re.IGNORECASE)
BOTH = re.compile(r"\b(?:back\s+and\s+forth|each\s+other|exchanged)\b", re.IGNORECASE)
#: Words of kinds that begin other sentences as well: `line dancing`, `card game`.
DOUBTFUL = frozenset(
    {
        "line", "text", "chat", "present", "card", "teams", "party", "visit", "help",
        "like", "event", "gift", "note", "memo", "tel", "slack", "dm", "drinks",
        "message", "mail", "letter", "intro", "introduction", "meet", "video",
    }
)  # fmt: skip
#: With this behind it such a word is a kind after all.
GOES_ON = re.compile(r"\s*(?:$|[,;.!—–、。]|\s(?:with|from|to|about)\b)", re.IGNORECASE)

#: What makes a Japanese sentence a plan, or a story about something else.
PLANS_JA = re.compile(
    r"約束|予定|しよう|したい|たい(?:と|。|$)|誘|来週|来月|今度|明日|あした|つもり|ましょう"
)
_DID = r"""(?=$|[\s、。,!！]|した|しました|して|する|で|に(?:行|い|出|招)|へ行|後|中
    |を(?:し|一緒|ご一緒|食|共))"""
_CAME = r"が(?:来|き|届)"
NOUN_JA = re.compile(
    rf"""
    (?P<video>(?:ビデオ通話|オンライン(?:会議|面談|通話)?|zoom|ズーム|テレビ電話){_DID})
    |(?P<call>(?:お?電話|通話){_DID}|お?電話を?(?:もらった|いただいた|くれた|かけ)
        |お?電話(?:が|を)(?:来|あっ|受け))
    |(?P<meet>(?:ランチ|昼食|お昼|夕食|夕飯|ディナー|朝食|食事|会食|飲み会|飲み|お茶
          |コーヒー|面談|打ち合わせ|打合せ|対面){_DID}
        |(?:お会い|会)(?:った|って|いました|い、|した|しました)|訪ね|訪問し)
    |(?P<message>(?:line|ライン|メッセージ|チャット|dm)
        (?=$|[\s、。]|し|で|を(?:送|も|い|受)|{_CAME}))
    |(?P<email>(?:e?メール|mail)
        (?=$|[\s、。]|し|で|を(?:送|も|い|受|書|返)|{_CAME}|に返))
    |(?P<letter>(?:お?手紙|はがき|葉書|年賀状|礼状)
        (?=$|[\s、。]|を(?:書|送|出|も|い|受)|{_CAME}))
    """,
    _LOOSE,
)
_WORD_JA = (
    r"(?:メール|メッセージ|line|ライン|dm|手紙|はがき|葉書|年賀状|礼状|連絡|返事|返信)"
)
THEIRS_JA = re.compile(
    rf"""{_WORD_JA}(?:が(?:来|き|届|あっ)|を(?:もら|いただ|受け|くれ|くださ)
        |もらった|くれた)""",
    _LOOSE,
)
MINE_JA = re.compile(
    rf"""{_WORD_JA}(?:した|しました|して|を(?:送|書|出|し|返)|送った|書いた|出した
        |に返)""",
    _LOOSE,
)
