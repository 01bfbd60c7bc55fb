"""Where the workers meet: one document with the mappings that apply to it, and what can be made of it.

Everything heavy is imported inside the step that needs it, so that a help page costs nothing.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache, partial
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import is_zipfile

from assistant.data import data_directory
from assistant.document import DocumentType, SourceKind
from assistant.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from assistant.auditing.model import IndicatorVerdict
    from assistant.auditing.proposals import Proposal
    from assistant.auditing.verdicts import Auditor
    from assistant.checking.comparison import Checked
    from assistant.checking.format import Format
    from assistant.checking.model import CheckResult
    from assistant.checking.rulebook import RuleBook
    from assistant.checking.selection import Selection
    from assistant.document import Document
    from assistant.drafting.model import Draft, Fact
    from assistant.drafting.placeholders import Catalogue
    from assistant.drafting.plan_draft import PlanDraft
    from assistant.drafting.plan_sources import Report
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.comparison import Rated
    from assistant.lke.improvement import Way
    from assistant.lke.model import Lke
    from assistant.lke.scoring import Score
    from assistant.mapping.corrections import CorrectionBook
    from assistant.mapping.model import MappingResult, Segment, SegmentMapping
    from assistant.mapping.ranker import Mapper
    from assistant.progress import Progress
    from assistant.reading.page_pictures import PagePictures, Passage
    from assistant.reading.rencana import Rencana
    from assistant.retargeting.borrowed import Change
    from assistant.retargeting.model import Hint
    from assistant.retargeting.offices import OfficeList
    from assistant.retargeting.replace import Job
    from assistant.settings_file import CheckWishes


@dataclass(frozen=True)
class Settings:
    """What holds for every document of a run.

    Attributes:
        mappings, templates: the user's own folders; None for the program's.
        lke_year: use the LKE of this year; None for the document's.
        report_format: number of the letter whose format applies; None for the one of the document's year.
        progress: gives a progress for the time of one piece of work.
        corrections: whether the user's own corrections of the mapping apply.
        check: what the user wants of the check; None where nothing was said.
    """

    progress: Callable[[], AbstractContextManager[Progress]]
    mappings: Path | None = None
    templates: Path | None = None
    lke_year: int | None = None
    report_format: str | None = None
    corrections: bool = True
    check: CheckWishes | None = None

    @cached_property
    def mappings_directory(self) -> Path:
        """The folder with the mappings in use."""
        return data_directory("mappings", self.mappings)

    @cached_property
    def templates_directory(self) -> Path:
        """The folder with the templates in use."""
        return data_directory("templates", self.templates)


@dataclass(frozen=True)
class RuleSet:
    """The rules of the check as the user wants them: their words, which of them run, what is to be told."""

    book: RuleBook
    selection: Selection
    notes: tuple[str, ...]


def rule_set(settings: Settings) -> RuleSet:
    """Return the rules of the check with the user's own files and wishes applied.

    Raises:
        UsageError: the rule book or a rule file is not there, or a wish names an unknown rule.
        InputError: the rule book or a rule file is invalid.
    """
    from assistant.checking.selection import resolve

    wishes, own_rules = (settings.check.wishes, settings.check.own_rules) if settings.check else ((), ())
    selection = resolve(wishes)
    told = (f"Aturan sendiri dipakai: {', '.join(path.name for path in own_rules)}.",) if own_rules else ()
    book = _own_rulebook(settings.mappings_directory, own_rules)
    return RuleSet(book, selection, (*told, *selection.notes))


def _own_rulebook(directory: Path, own_rules: Sequence[Path]) -> RuleBook:
    """Return the rule book with the user's files, having made sure that their regulations are valid."""
    from assistant.checking.own_rules import extend_rulebook

    book = extend_rulebook(_rulebook(directory), own_rules)
    if book.peraturan:  # merged for each check; a fault in them is told before the first document is read
        from assistant.language.regulations import load_regulations, merge_regulations

        register = load_regulations(directory)
        for source, entries in book.peraturan:
            register = merge_regulations(register, entries, source)
    return book


@cache
def _rulebook(directory: Path) -> RuleBook:
    """Return the rule book of a mappings directory: read once, however many documents follow."""
    from assistant.checking.rulebook import load_rulebook

    return load_rulebook(directory)


def open_saved_check(path: Path, settings: Settings) -> Checked:
    """Return a check that was written to a file, with the rules that are wanted now.

    Raises:
        UsageError: the file is not there.
        InputError: it is no check.
    """
    from assistant.checking.saved_check import load_saved_check

    saved = load_saved_check(path)
    findings = tuple(rule_set(settings).selection.apply(saved.result.findings))
    return replace(saved, result=replace(saved.result, findings=findings))


def measure_names(settings: Settings, year: int | None, report_format: str) -> dict[str, str]:
    """Return what the letter asks for, by measure; empty where that format is not at hand."""
    from assistant.checking.format import load_format

    try:
        fmt = load_format(settings.mappings_directory, year, report_format)
    except UsageError:
        return {}
    return {measure.id: measure.nama for measure in fmt.langkah}


def open_offices(path: Path, settings: Settings) -> OfficeList:
    """Return the offices that a list names.

    Raises:
        UsageError: the file is not there.
        InputError: an entry is wrong; the message names line and field.
    """
    from assistant.retargeting.offices import read_offices
    from assistant.retargeting.rules import load_retarget_rules

    return read_offices(path, load_retarget_rules(settings.mappings_directory))


def placeholders(settings: Settings, report_format: str | None = None) -> Catalogue:
    """Return what templates may ask for, under the newest format or the one of a letter (`1766`)."""
    from assistant.checking.format import load_format
    from assistant.drafting.placeholders import load_placeholders

    fmt = load_format(settings.mappings_directory, None, report_format)
    return load_placeholders(settings.mappings_directory, {s.id: s.judul for s in fmt.bagian})


@cache
def _mapper(directory: Path, year: int | None) -> Mapper:
    """Return the mapper for the LKE of a year: built once, however many documents follow."""
    from assistant.lke.load import load_lke
    from assistant.mapping.profiles import load_lexicon
    from assistant.mapping.ranker import Mapper

    return Mapper(load_lke(directory, year), load_lexicon(directory))


def map_stream(settings: Settings, segments: Iterable[Segment]) -> Iterator[tuple[SegmentMapping, bool]]:
    """Yield the mapping of segments that belong to no document, and whether a correction decided it."""
    mapper = _mapper(settings.mappings_directory, settings.lke_year)
    book = correction_book(settings, settings.lke_year)
    if book is None:
        yield from ((mapped, False) for mapped in mapper.map_segments(segments))
        return
    from assistant.mapping.corrections import apply_to_segment

    waiting: deque[Segment] = deque()  # the mapper answers in order, but may read ahead

    def remembered() -> Iterator[Segment]:
        for segment in segments:
            waiting.append(segment)
            yield segment

    for mapped in mapper.map_segments(remembered()):
        yield apply_to_segment(book, waiting.popleft(), mapped)


def correction_book(settings: Settings, year: int | None) -> CorrectionBook | None:
    """Return the user's corrections for the LKE of a year; None if there are none or they shall not apply.

    Raises:
        InputError: the file that keeps them cannot be read.
    """
    from assistant.mapping.correction_store import store_path

    path = store_path()
    if not settings.corrections or not path.is_file():
        return None
    stat = path.stat()
    return _book(path, stat.st_mtime_ns, stat.st_size, settings.mappings_directory, year) or None


def take_corrections(path: Path, settings: Settings, source: Path | None = None) -> tuple[str, ...]:
    """Keep the decisions of a file for this and all later runs; all of them or none.

    Args:
        path: the workbook or JSON lines with the decisions.
        settings: what holds for the whole run.
        source: the document that decisions naming only a block are about.

    Returns:
        What became of them, as Indonesian sentences.

    Raises:
        InputError: a decision is invalid; the message names the row.
        OutputError: they cannot be kept.
    """
    from datetime import date
    from getpass import getuser

    from assistant.lke.load import load_lke
    from assistant.mapping import correction_store as store
    from assistant.reading.decisions import read_decisions

    decisions = read_decisions(path)
    if not decisions:
        return (f"Berkas koreksi {path.name} tidak memuat keputusan; kolom 'Indikator benar' masih kosong.",)
    lke = load_lke(settings.mappings_directory, settings.lke_year)
    by_block = source is not None and any(not decision.text for decision in decisions)
    document = Workbench(source, settings).document if source is not None and by_block else None
    try:
        user = getuser()
    except (OSError, KeyError):  # an account without a name
        user = "pengguna"
    today = date.today()
    wishes = store.check_decisions(decisions, path.name, lke, document, by=user, today=today)
    target = store.store_path()
    merged, done = store.merge(store.load_store(target), wishes, today)
    store.save_store(target, merged)
    return (done.summary, *done.notes)


@lru_cache(maxsize=4)
def _book(path: Path, _changed: int, _size: int, directory: Path, year: int | None) -> CorrectionBook:
    """Return the corrections of a file: read once for all documents, anew when the file changes."""
    from assistant.lke.load import load_lke
    from assistant.mapping.correction_store import load_store
    from assistant.mapping.corrections import CorrectionBook

    return CorrectionBook(load_store(path).corrections, load_lke(directory, year))


class Workbench:
    """A document as read, and each worker's result on it, made when it is first asked for.

    Args:
        path: the file to read.
        settings: what holds for the whole run.

    Attributes:
        document: the document; its warnings also tell of mappings that are not meant for its year.
        lke, fmt: the evaluation sheet and the report format that apply to it.

    Raises:
        UsageError, InputError, MissingPartError: the file or a mapping cannot be read.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        from assistant.checking.format import load_format
        from assistant.lke.load import load_lke
        from assistant.reading.recognise import read_document

        self.settings = settings
        self._path = path
        with settings.progress() as progress:
            document = read_document(path, progress=progress)
        year = document.identity.year
        self.lke: Lke = load_lke(settings.mappings_directory, settings.lke_year or year)
        self.fmt: Format = load_format(settings.mappings_directory, year, settings.report_format)
        # Mappings of another year than the document's are worth a warning in every output.
        notes = (self.lke.warning,) if self.lke.warning else ()
        self.document: Document = replace(document, warnings=(*document.warnings, *notes))

    def word_file(self) -> bytes:
        """Return the Word file that the document was read from.

        Raises:
            UsageError: it was read from a file of another kind.
            InputError: the file has changed since.
        """
        name = self.document.source.name
        data = self._path.read_bytes()
        if not is_zipfile(BytesIO(data)) or self.document.source.kind is not SourceKind.DOCX:
            raise UsageError(
                f"Berkas {name} bukan dokumen Word (.docx), sehingga tidak dapat diberi komentar.",
                "Simpan sebagai .docx, atau pilih keluaran html atau xlsx.",
            )
        if sha256(data).hexdigest() != self.document.source.sha256:
            raise InputError(f"Berkas {name} berubah ketika sedang diperiksa.", "Jalankan pemeriksaan lagi.")
        return data

    @cached_property
    def mapper(self) -> Mapper:
        """The mapper for the LKE that applies to the document."""
        # By the form's own first year: documents of two years that one form covers share the mapper.
        return _mapper(self.settings.mappings_directory, self.lke.year_from)

    @property
    def _lke_year(self) -> int | None:
        return self.settings.lke_year or self.document.identity.year

    @cached_property
    def own_mapping(self) -> MappingResult:
        """What each paragraph speaks to by the program's own judgement."""
        with self.settings.progress() as progress:
            return self.mapper.map_document(self.document, progress)

    @cached_property
    def mapping(self) -> MappingResult:
        """What each paragraph speaks to; a person's correction outweighs the program."""
        book = correction_book(self.settings, self._lke_year)
        if book is None:
            return self.own_mapping
        from assistant.mapping.corrections import apply_to_mapping

        return apply_to_mapping(book, self.own_mapping, self.lke)

    @cached_property
    def answers(self) -> tuple[LkeAnswer, ...]:
        """The answers of the LKE that the document is or contains.

        Raises:
            InputError: it contains none that can be read.
        """
        found = self.found_answers
        if not found:
            raise InputError(
                f"Berkas {self.document.source.name} tidak memuat LKE yang dapat dibaca.",
                "Pilih buku kerja LKE dengan kolom jawaban, atau laporan yang melampirkan LKE.",
            )
        return found

    @property
    def answer_verdicts(self) -> tuple[IndicatorVerdict, ...]:
        """What the audit says of each answer of the LKE, by its note and the official criteria.

        Raises:
            InputError: the document holds no LKE that can be read.
        """
        from assistant.auditing.verdicts import audit_answers
        from assistant.mapping.profiles import load_lexicon

        mappings = self.settings.mappings_directory
        year = self.document.identity.year
        return audit_answers(self.lke, self.answers, year, mappings, load_lexicon(mappings))

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """What the report says to the questions of the LKE: notes, evidence and answers to propose."""
        from assistant.auditing.borne_out import borne_out
        from assistant.auditing.proposal_words import load_proposal_words
        from assistant.auditing.proposals import Proposer
        from assistant.auditing.subjects import subjects_of
        from assistant.checking.conformance import match_sections

        words = load_proposal_words(self.settings.mappings_directory)
        matches = match_sections(self.document, self.fmt)
        skipped = frozenset(
            block.id
            for section in words.bukan_capaian
            if section in matches.by_id
            for block in matches.blocks_of(section, nested=True)
        )
        judge = partial(borne_out, self._auditor, words.sangkalan)
        proposer = Proposer(self.document, self.lke, subjects_of(self.lke), words, skipped, judge)
        return proposer.propose(self.mapping)

    @property
    def _auditor(self) -> Auditor:
        from assistant.auditing.audit_words import load_audit_words
        from assistant.auditing.verdicts import Auditor
        from assistant.mapping.profiles import load_lexicon

        mappings = self.settings.mappings_directory
        year = self.document.identity.year
        return Auditor(self.lke, load_audit_words(mappings), year, load_lexicon(mappings))

    @cached_property
    def found_answers(self) -> tuple[LkeAnswer, ...]:
        """The answers of the LKE that the document is or contains; empty if it contains none."""
        from assistant.lke.tables import read_answers

        return read_answers(self.document, self.lke)

    @cached_property
    def score(self) -> Score:
        """The score of the LKE that the document is or contains."""
        from assistant.lke.scoring import score_lke

        return score_lke(self.lke, self.answers)

    def rated(self, label: str) -> Rated:
        """Return the LKE with its score, under a label that tells it from another one."""
        from assistant.lke.comparison import Rated

        return Rated(label, self.scored, self.answers, self.score)

    @property
    def scored(self) -> Document:
        """The document with what is to be told of its score among its warnings."""
        return replace(self.document, warnings=(*self.document.warnings, *self.score_notes))

    @property
    def score_notes(self) -> tuple[str, ...]:
        """What is to be told of the score: that the document holds only a part of the LKE."""
        lines, found = len(self.lke.daftar_indikator), len(self.answers)
        if found == lines:
            return ()
        left_out = f"{lines - found} dari {lines} indikator LKE tidak ada barisnya di dalam berkas ini"
        return (f"{left_out} dan dihitung nol; nilainya hanya dari sebagian LKE.",)

    def rated_by_tpi(self, label: str) -> Rated:
        """Return the LKE with the evaluators' answers and what they are worth.

        Raises:
            InputError: they gave none.
        """
        from assistant.lke.comparison import Rated, tpi_answers
        from assistant.lke.scoring import score_lke

        answers = tpi_answers(self.lke, self.answers)
        if not answers:
            raise InputError(
                f"LKE {self.document.source.name} tidak memuat jawaban TPI.",
                "Pilih LKE dengan kolom jawaban TPI yang sudah terisi.",
            )
        return Rated(label, self.scored, answers, score_lke(self.lke, answers))

    def ways(self, rated: Rated) -> tuple[Way, ...]:
        """Return the cheapest way to each predicate that is not reached yet."""
        from assistant.lke.improvement import cheapest_way

        open_ones = [name for name, verdict in rated.score.predikat.items() if not verdict.passed]
        return tuple(cheapest_way(self.lke, rated.score, name, rated.answers) for name in open_ones)

    @property
    def annotated(self) -> Document:
        """The document with what is to be told of its mapping among its warnings."""
        return replace(self.document, warnings=(*self.document.warnings, *self.mapping.notes))

    @property
    def rencana(self) -> Rencana:
        """The planned actions, with the area and the indicator that each serves."""
        return self._corrected_rencana[0]

    @property
    def plan(self) -> Rencana | None:
        """The planned actions of a plan; None for every other document."""
        return self.rencana if self.document.identity.document_type.is_rencana else None

    @property
    def rencana_notes(self) -> tuple[str, ...]:
        """What is to be told of corrections among the planned actions."""
        return self._corrected_rencana[1]

    @cached_property
    def _corrected_rencana(self) -> tuple[Rencana, tuple[str, ...]]:
        from assistant.reading.rencana import read_rencana

        mapped = self.mapper.map_rencana(read_rencana(self.document))
        book = correction_book(self.settings, self._lke_year)
        if book is None:
            return mapped, ()
        from assistant.mapping.corrections import apply_to_rencana

        return apply_to_rencana(book, mapped)

    @cached_property
    def check(self) -> CheckResult:
        """What is missing or wrong."""
        from assistant.checking.check import check_document
        from assistant.language.regulations import load_regulations

        is_rencana = self.document.identity.document_type.is_rencana
        rencana = self.rencana if is_rencana else None
        return check_document(
            self.document,
            self.fmt,
            self.lke,
            self.mapping,
            rencana,
            rulebook=self.rules.book,
            selection=self.rules.selection,
            register=load_regulations(self.settings.mappings_directory),
        )

    @cached_property
    def rules(self) -> RuleSet:
        """The rules of the check as the user wants them."""
        return rule_set(self.settings)

    @property
    def checked(self) -> Document:
        """The document with what is to be told of its mapping and of the rules among its warnings."""
        return replace(self.annotated, warnings=(*self.annotated.warnings, *self.rules.notes))

    def page_pictures(self, passages: Sequence[Passage]) -> PagePictures:
        """Return pictures of the pages that passages stand on; none for a document without pages."""
        from assistant.reading.page_pictures import draw_pages

        with self.settings.progress() as progress:
            return draw_pages(self._path, passages, progress)

    @property
    def comparable(self) -> Checked:
        """The document with its check, for a comparison."""
        from assistant.checking.comparison import Checked

        return Checked(self.checked, self.check, self.fmt.id, self.lke.id)

    def facts(self, year: int) -> tuple[Fact, ...]:
        """Return the year-bound facts with their fate in the document of `year`."""
        from assistant.drafting.facts import find_facts

        return find_facts(self.document, year, self.settings.mappings_directory)

    def retargeting(self, source: str | None = None, *, mark: bool = False) -> Job:
        """Return the job of re-targeting the document to other offices.

        Args:
            source: name of the office that it was written for; None for the one that it names itself.
            mark: whether replaced stretches are marked and commented.

        Raises:
            UsageError: the office is not known.
        """
        from assistant.language.satker import parse_satker
        from assistant.retargeting.candidates import PLACEHOLDER
        from assistant.retargeting.names import UNNAMED
        from assistant.retargeting.replace import Job

        name = source or self.document.identity.satker
        satker = parse_satker(name) if name else None
        if satker is None and not source and any(PLACEHOLDER.search(b.text) for b in self.document.blocks):
            satker = UNNAMED  # a template that names nobody
        if satker is None or (satker is not UNNAMED and not satker.place):
            raise UsageError(
                f"Satker asal dokumen {self.document.source.name} tidak dikenali.",
                'Sebutkan dengan --dari, misalnya --dari "KPU Provinsi Kalimantan Barat".',
            )
        is_word = self.document.source.kind is SourceKind.DOCX
        return Job(
            self.document,
            satker,
            self.settings.templates_directory / "rencana.docx",
            self.word_file() if is_word else None,
            self._hints(),
            self.settings.mappings_directory,
            mark,
        )

    def _hints(self) -> tuple[Hint, ...]:
        """Return the persons and events that drafting knows as the document's own."""
        from assistant.drafting.facts import find_facts
        from assistant.drafting.model import FactKind, Fate
        from assistant.retargeting.model import Hint, SpanKind

        kinds = {
            FactKind.PERSON: SpanKind.PERSON,
            FactKind.ACTIVITY_SPECIFIC: SpanKind.PROVINCE_ONLY_DUTY,
            FactKind.INDEX_VALUE: SpanKind.PROVINCE_ONLY_DUTY,
            FactKind.AMOUNT: SpanKind.PROVINCE_ONLY_DUTY,
        }
        facts = find_facts(self.document, None, self.settings.mappings_directory)
        return tuple(
            Hint(f.text, kinds[f.kind]) for f in facts if f.kind in kinds and f.action is not Fate.KEEP
        )

    def draft(
        self,
        year: int,
        plan: Workbench | None = None,
        template: Path | None = None,
        *,
        sheet: Workbench | None = None,
        data: Mapping[str, str] | None = None,
        force: bool = False,
        bare: bool = False,
    ) -> Draft:
        """Return the draft of the report of `year`.

        Args:
            year: year of the report to draft.
            plan: the work plan of that year.
            template: a Word template of the user's own.
            sheet: the LKE of that year, a workbook or a report that holds it.
            data: what the office already knows, by the names of fields.
            force: use the plan even if it is for another year, and leave out data that no field asks for.
            bare: leave the comments on where things come from away.

        Raises:
            UsageError: the plan is for another year, the document is nothing to draft from, or data is given
                that no field asks for.
            TemplateError: the template is invalid or hostile.
        """
        from assistant.checking.conformance import match_sections
        from assistant.drafting.draft import Borrowed, draft_laporan

        borrowed = Borrowed(
            rencana=plan.rencana if plan is not None else None,
            rencana_document=plan.document if plan is not None else None,
            answers=sheet.answers if sheet is not None else (),
            answers_document=sheet.document if sheet is not None else None,
            gaps=self.silent_groups,
            data=data or {},
            rename=self._rename_from(plan.document) if plan is not None else None,
        )
        return draft_laporan(
            self.document,
            year=year,
            matches=match_sections(self.document, self.fmt),
            fmt=self.fmt,
            lke=self.lke,
            mappings=self.settings.mappings_directory,
            borrowed=borrowed,
            template=template or self.settings.templates_directory / f"laporan-{self.fmt.id}.docx",
            force=force,
            bare=bare,
        )

    def _rename_from(self, other: Document) -> Callable[[str], Sequence[Change]] | None:
        """Return what changes in a text of another office's document for ours; None for our own."""
        from assistant.language.satker import parse_satker
        from assistant.retargeting.borrowed import text_changer
        from assistant.retargeting.model import Office

        theirs = parse_satker(other.identity.satker or "")
        ours = parse_satker(self.document.identity.satker or "")
        if theirs is None or ours is None or theirs.name == ours.name or not (theirs.place and ours.place):
            return None
        return text_changer(theirs, Office(ours), self.settings.mappings_directory)

    @property
    def silent_groups(self) -> frozenset[str]:
        """Codes of the sub-areas that no paragraph speaks of; none for what is no report."""
        if self.document.identity.document_type.is_rencana:
            return frozenset()
        from assistant.lke.model import group_of

        spoken = {group_of(c.code) for item in self.mapping.items for c in item.candidates}
        return frozenset(node.code for node in self.lke.groups if node.code.count(".") > 1) - spoken

    def plan_for(
        self,
        year: int,
        last_plan: Workbench | None = None,
        sheet: Workbench | None = None,
        template: Path | None = None,
        *,
        force: bool = False,
    ) -> PlanDraft:
        """Return the plan for `year`, drafted from this document: a report, an LKE, or last year's plan.

        Args:
            year: the year to plan for.
            last_plan: the earlier plan, if this document is none.
            sheet: a filled evaluation sheet, if it stands in a file of its own.
            template: a Word template of the user's own.
            force: accept documents of `year` or later.

        Raises:
            UsageError: a document is of `year` or later, or nothing to plan from.
            TemplateError: the template is invalid or hostile.
        """
        from assistant.drafting.plan_draft import PlanSources, draft_plan

        kind = self.document.identity.document_type
        plan = self if kind.is_rencana else last_plan
        holder = sheet or self
        answers = holder.answers if sheet is not None else () if holder is plan else holder.found_answers
        sources = PlanSources(
            report=None
            if kind.is_rencana or (holder is self and kind is DocumentType.LKE)
            else self._as_report(),
            answers=answers,
            answers_document=holder.document if holder is not plan else None,
            rencana=plan.rencana if plan is not None else None,
            rencana_document=plan.document if plan is not None else None,
            rename=self._rename_from(plan.document) if plan is not None else None,
        )
        return draft_plan(
            sources,
            year=year,
            lke=self.lke,
            template=template or self.settings.templates_directory / "rencana-aksi.docx",
            mappings=self.settings.mappings_directory,
            force=force,
        )

    def _as_report(self) -> Report:
        """Return what a plan takes from a report: promises, obstacles, and what it does not speak to."""
        from assistant.checking.conformance import match_sections
        from assistant.drafting.plan_sources import Report
        from assistant.reading.rencana import Action, Rencana

        matches = match_sections(self.document, self.fmt)
        best = {item.block: item for item in self.mapping.items}

        def code_of(block: str, text: str) -> str:
            """Return what a block speaks to where it stands, else what its text does as a planned action."""
            item = best.get(block)
            if item is not None and item.candidates:
                return item.candidates[0].code
            action = self.mapper.map_rencana(Rencana((Action("", text),))).actions[0]
            return action.code or action.area or (item.area if item else None) or ""

        return Report(
            document=self.document,
            promises=matches.blocks_of("III.B", nested=True) if "III.B" in matches.by_id else (),
            obstacles=matches.blocks_of("II.B", nested=True) if "II.B" in matches.by_id else (),
            code_of=code_of,
            uncovered=tuple(entry.code for entry in self.mapping.coverage if not entry.blocks),
        )
