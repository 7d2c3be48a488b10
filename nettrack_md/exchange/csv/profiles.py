"""Which column of whose table means what.

A role is a property of a contact, with a label behind a colon where it has one
(`phones:cell`), or a part that is put together with others (`family`, `street:home`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.people.properties import PROPERTIES, fold_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Profile(NamedTuple):
    """A kind of table."""

    name: str
    #: Folded headers that must all be there.
    signs: frozenset[str]
    roles: Mapping[str, str]


def fold_header(text: str) -> str:
    """A column's name without width, case, blanks and marks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_.'’・-]+", "", folded)


def _table(*rows: str) -> dict[str, str]:
    """`role = header, header` to folded header: role."""
    roles: dict[str, str] = {}
    for row in rows:
        role, _, headers = row.partition("=")
        for header in headers.split(","):
            roles[fold_header(header)] = role.strip()
    return roles


_NAMES = (
    "given = First Name, Given Name, 名, Vorname",
    "family = Last Name, Family Name, 姓, Nachname, Surname",
    "middle = Middle Name, Additional Name, ミドル ネーム",
    "aliases = Nickname",
)
_LINKEDIN = _table(
    *_NAMES, "urls:linkedin = URL", "emails = Email Address, E-Mail-Adresse",
    "org = Company, Unternehmen", "title = Position",
    "met = Connected On, Verbunden am",
)  # fmt: skip
_GOOGLE = _table(
    *_NAMES, "full = Name", "aliases = Nickname, Short Name, Maiden Name",
    "reading_given = Phonetic First Name, Given Name Yomi",
    "reading_family = Phonetic Last Name, Family Name Yomi", "reading = Yomi Name",
    "org = Organization Name, Organization 1 - Name",
    "title = Organization Title, Organization 1 - Title",
    "birthday = Birthday", "note = Notes", "tags = Labels, Group Membership",
    "region = Location", "skip = Photo, File As, Priority, Sensitivity",
)  # fmt: skip
_OUTLOOK = _table(
    *_NAMES, "org = Company, 会社名", "title = Job Title, 役職",
    "reading_given = Given Yomi, 名前フリガナ",
    "reading_family = Surname Yomi, 姓フリガナ",
    "phones:work = Business Phone, Business Phone 2, Company Main Phone, 会社電話,"
    "会社電話 2, 会社代表電話",
    "phones:home = Home Phone, Home Phone 2, 自宅電話, 自宅電話 2",
    "phones:cell = Mobile Phone, 携帯電話",
    "phones:other = Other Phone, その他の電話",
    "phones:main = Primary Phone, 通常の電話",
    "phones:car = Car Phone, 自動車電話", "phones:pager = Pager, ポケットベル",
    "phones:work fax = Business Fax, 会社 FAX", "phones:home fax = Home Fax, 自宅 FAX",
    "emails = E-mail Address, E-mail 2 Address, E-mail 3 Address, 電子メール アドレス,"
    "電子メール 2 アドレス, 電子メール 3 アドレス",
    "birthday = Birthday, 誕生日", "dates:anniversary = Anniversary, 記念日",
    "note = Notes, メモ", "tags = Categories, 分類",
    "urls = Web Page, Web ページ", "urls:home = Personal Web Page",
    "field = Profession, 職業", "region = Location, 場所",
    "street:work = Business Street, 番地 (会社)",
    "more:work = Business Street 2, 住所 2 (会社)",
    "city:work = Business City, 市町村 (会社)",
    "state:work = Business State, 都道府県 (会社)",
    "code:work = Business Postal Code, 郵便番号 (会社)",
    "country:work = Business Country/Region, 国 (会社)/地域",
    "street:home = Home Street, 番地 (自宅)",
    "more:home = Home Street 2, 住所 2 (自宅)",
    "city:home = Home City, 市町村 (自宅)", "state:home = Home State, 都道府県 (自宅)",
    "code:home = Home Postal Code, 郵便番号 (自宅)",
    "country:home = Home Country/Region, 国 (自宅)/地域",
    "street:other = Other Street, 番地 (その他)",
    "city:other = Other City, 市町村 (その他)",
    "state:other = Other State, 都道府県 (その他)",
    "code:other = Other Postal Code, 郵便番号 (その他)",
    "skip = Title, 肩書き, Suffix, 敬称, E-mail Type, E-mail Display Name,"
    "E-mail 2 Type, E-mail 2 Display Name, E-mail 3 Type, E-mail 3 Display Name,"
    "電子メールの種類, 電子メール表示名, Gender, 性別, Priority, 優先度,"
    "Sensitivity, 秘密度,"
    "Private, プライベート, Initials, イニシャル",
)  # fmt: skip
_EIGHT = _table(
    "org = 会社名", "title = 役職", "full = 氏名", "family = 姓", "given = 名",
    "emails = e-mail, Email", "code:work = 郵便番号", "street:work = 住所",
    "phones:work = TEL会社, TEL部門, TEL直通", "phones:work fax = Fax",
    "phones:cell = 携帯電話", "urls = URL", "exchanged = 名刺交換日",
    "skip = Eightでつながっている人, 再データ化中の名刺, '?'を含んだデータ",
)  # fmt: skip
_SANSAN = _table(
    "org = 会社名", "title = 役職", "full = 氏名", "family = 氏名[姓]",
    "given = 氏名[名]", "reading = 氏名_カナ", "code:work = 郵便番号(1)",
    "street:work = 住所(1)［全て］", "phones:work = TEL-1(1), TEL-2(1)",
    "phones:cell = 携帯電話(1), 携帯電話", "phones:work fax = FAX(1)",
    "emails = Email(1), Email(2)", "urls = URL(1)", "exchanged = 名刺交換日",
    "note = メモ", "tags = タグ", "skip = 名刺所有者ユーザID",
)  # fmt: skip
_THUNDERBIRD = _table(
    *_NAMES, "full = Display Name", "emails = Primary Email, Secondary Email",
    "phones:work = Work Phone", "phones:home = Home Phone", "phones:fax = Fax Number",
    "phones:pager = Pager Number", "phones:cell = Mobile Number",
    "org = Organization", "title = Job Title", "urls = Web Page 1, Web Page 2",
    "year = Birth Year", "month = Birth Month", "day = Birth Day", "note = Notes",
    "street:home = Home Address", "city:home = Home City", "state:home = Home State",
    "code:home = Home ZipCode", "country:home = Home Country",
    "street:work = Work Address", "city:work = Work City", "state:work = Work State",
    "code:work = Work ZipCode", "country:work = Work Country",
)  # fmt: skip
_ANY = _table(
    *_NAMES, "full = Full Name, Display Name, 氏名, 名前, お名前, 宛名, Contact",
    "reading = Kana, フリガナ, ふりがな, よみがな, 氏名フリガナ, 氏名カナ, ヨミ",
    "reading_family = 姓フリガナ, セイ, せい", "reading_given = 名フリガナ, メイ, めい",
    "emails = E-mail, Mail, Email Address, メール, メールアドレス, Eメール",
    "phones = Telephone, Phone Number, 電話, 電話番号, TEL",
    "phones:cell = Mobile, Cell, Mobile Phone, 携帯, 携帯電話, 携帯番号",
    "phones:home = Home Phone, 自宅電話", "phones:work = Work Phone, 会社電話",
    "org = Employer, 会社, 会社名, 勤務先", "title = Job Title, Position, 役職名",
    "addresses = 住所, 所在地", "code: = 郵便番号, Zip, Postal Code",
    "note = Notes, Note, Comment, メモ, 備考", "tags = Tag, タグ, グループ, Labels",
    "birthday = Date of Birth, 生年月日", "urls:linkedin = LinkedIn, LinkedIn URL",
    "met = 名刺交換日", "last_contact = Last Seen At, Last Seen, 最終連絡日",
)  # fmt: skip


def _own() -> dict[str, str]:
    """Every property by its first name and its synonyms; what export writes."""
    roles = {}
    for one in PROPERTIES:
        role = "full" if one.key == "name" else one.key
        for word in (*one.synonyms, one.key):
            roles[fold_header(word)] = role
    return {**roles, "tags": "tags"}


def _signs(*headers: str) -> frozenset[str]:
    return frozenset(map(fold_header, headers))


#: The first whose signs are all there is taken.
PROFILES = (
    Profile("nettrack", _signs("path", "name", "reading", "cadence"), _own()),
    Profile("LinkedIn connections", _signs("First Name", "Connected On"), _LINKEDIN),
    Profile("LinkedIn connections", _signs("Vorname", "Verbunden am"), _LINKEDIN),
    Profile("Eight", _signs("会社名", "名刺交換日", "e-mail"), _EIGHT),
    Profile("Sansan", _signs("会社名", "氏名", "名刺所有者ユーザID"), _SANSAN),
    Profile("Google", _signs("First Name", "Organization Name"), _GOOGLE),
    Profile("Google", _signs("First Name", "Phonetic First Name"), _GOOGLE),
    Profile("Google, old form", _signs("Given Name", "Family Name"), _GOOGLE),
    Profile("Outlook", _signs("First Name", "E-mail Address"), _OUTLOOK),
    Profile("Outlook", _signs("First Name", "Business Phone"), _OUTLOOK),
    Profile("Outlook", _signs("姓", "電子メール アドレス"), _OUTLOOK),
    Profile("Thunderbird", _signs("First Name", "Primary Email"), _THUNDERBIRD),
)
ANY = Profile("table", frozenset(), {**_own(), **_ANY})
_KEYS = {fold_key(one.key): one.key for one in PROPERTIES}
#: `E-mail 1 - Value`, `Phone 2 - Type`, `Address 1 - Postal Code`.
NUMBERED = re.compile(
    r"(E-mail|Phone|Website|Address|Event|IM|Relation|Custom Field) (\d+) - (.+)",
    re.IGNORECASE,
)


def profile_of(cells: Sequence[str], mapping: Mapping[str, str]) -> Profile | None:
    """Whose table begins with a header of these cells; None for no header."""
    folded = {fold_header(cell) for cell in cells if cell.strip()}
    mine = {fold_header(column): role for column, role in mapping.items()}
    for profile in PROFILES:
        if profile.signs <= folded:
            return profile._replace(roles={**profile.roles, **mine})
    known = {**ANY.roles, **mine}
    if mine and not mine.keys() <= folded:
        return None
    enough = 1 if mine or len(folded) == 1 else 2
    if sum(cell in known for cell in folded) >= enough:
        return ANY._replace(roles=known)
    return None


def role_of_word(word: str) -> str:
    """What `--map` says behind `=`: a property, `family`, `given`; else empty."""
    key, _, label = word.strip().partition(":")
    plain = fold_key(key)
    if plain in {"family", "given", "middle", "note", "tags", "skip"}:
        return plain
    if plain in {"name", "full"}:
        return "full"
    canonical = _KEYS.get(plain, "")
    return f"{canonical}:{label}" if canonical and label else canonical
