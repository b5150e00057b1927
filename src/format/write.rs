//! Writes pieces and tokens as lines: indentation, blanks, line breaks, and each comment at its place.

use unicode_width::UnicodeWidthStr;

use super::gap::Gap;
use super::spelling::Spelling;
use crate::syntax::tokens::{Piece, PieceKind, Role, Token};

/// Blanks of one level.
const INDENT: usize = 2;
/// Columns of a statement's keyword; what follows begins in the column after the next, so that the
/// short statements of a rule stand in line, however its neighbours change.
const KEYWORD_FIELD: usize = 8;
/// Blanks between a statement and the comment at the end of its line.
const BEFORE_COMMENT: usize = 2;

/// The canonical text.
pub(super) fn write(text: &str, pieces: &[Piece<'_>], spelling: &Spelling<'_>) -> String {
    let mut writer = Writer { text, spelling, out: String::new(), indent: 0, commented: false, opened: false };
    let mut previous: Option<&Piece<'_>> = None;
    for piece in pieces {
        let start = previous.map_or(0, |p| p.range.end);
        writer.piece(Gap::read(&text[start..piece.range.start]), previous.map(|p| p.kind), piece);
        previous = Some(piece);
    }
    let start = previous.map_or(0, |p| p.range.end);
    let mut rest = Gap::read(&text[start..]);
    separate(&mut rest, previous.map(|p| p.kind), None);
    writer.comments(&rest, 0);
    if !writer.out.is_empty() {
        writer.out.push('\n');
    }
    writer.out
}

/// The blank lines that the canonical form asks for: one after a rule, one before a rule and the
/// comments that stand right above it.
#[expect(clippy::indexing_slicing, reason = "the list was found not to be empty by a walk through it")]
fn separate(gap: &mut Gap<'_>, previous: Option<PieceKind>, next: Option<PieceKind>) {
    if previous.is_none() {
        // Nothing stands before them on the line.
        gap.comments.iter_mut().for_each(|c| c.trailing = false);
    }
    let own = gap.comments.iter().position(|c| !c.trailing);
    let separated = gap.blank || gap.comments.iter().any(|c| c.blank);
    if previous == Some(PieceKind::Close) || next == Some(PieceKind::Head) && !separated {
        match own {
            Some(first) => gap.comments[first].blank = true,
            None => gap.blank = true,
        }
    }
    if next == Some(PieceKind::Close) {
        gap.blank = false;
    }
}

struct Writer<'a> {
    text: &'a str,
    spelling: &'a Spelling<'a>,
    /// The lines so far; the last one is not ended.
    out: String,
    /// Blanks before the current line.
    indent: usize,
    /// Whether the current line ends with a comment.
    commented: bool,
    /// Whether a rule's body begins after the current line.
    opened: bool,
}

impl Writer<'_> {
    fn piece(&mut self, mut gap: Gap<'_>, previous: Option<PieceKind>, piece: &Piece<'_>) {
        separate(&mut gap, previous, Some(piece.kind));
        match piece.kind {
            PieceKind::Open => {
                self.out.push_str(" {");
                self.opened = true;
                self.comments(&gap, INDENT);
            }
            PieceKind::Close => {
                self.comments(&gap, INDENT);
                self.line(false, 0);
                self.out.push('}');
            }
            PieceKind::Statement => {
                self.comments(&gap, INDENT);
                self.line(gap.blank, INDENT);
                self.tokens(&piece.tokens, INDENT, KEYWORD_FIELD);
            }
            PieceKind::Head | PieceKind::Definition | PieceKind::Bare => {
                self.comments(&gap, 0);
                self.line(gap.blank, 0);
                self.tokens(&piece.tokens, 0, 0);
            }
        }
    }

    /// Begins a line.
    fn line(&mut self, blank: bool, indent: usize) {
        if !self.out.is_empty() {
            self.out.push_str(if blank && !self.opened { "\n\n" } else { "\n" });
        }
        self.blanks(indent);
        self.indent = indent;
        self.commented = false;
        self.opened = false;
    }

    fn blanks(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(' ', count));
    }

    /// The comments of a gap: the first at the end of the line, if it stood so, the others on lines of
    /// their own.
    fn comments(&mut self, gap: &Gap<'_>, indent: usize) {
        for comment in &gap.comments {
            if comment.trailing && !self.commented {
                self.blanks(BEFORE_COMMENT);
            } else {
                self.line(comment.blank, indent);
            }
            self.out.push_str(comment.text);
            self.commented = true;
        }
    }

    /// The tokens of a statement. Its first word is followed by as many blanks as fill the field.
    #[expect(clippy::indexing_slicing, reason = "the list was found not to be empty by a walk through it")]
    fn tokens(&mut self, tokens: &[Token<'_>], indent: usize, field: usize) {
        // The indentation of the lines on which the open brackets stand.
        let mut open: Vec<usize> = Vec::new();
        let mut previous: Option<&Token<'_>> = None;
        for token in tokens {
            if let Some(before) = previous {
                let gap = Gap::read(&self.text[before.range.end..token.range.start]);
                let around = open.last().copied();
                let inner = around.unwrap_or(indent) + INDENT;
                self.comments(&gap, inner);
                if self.commented || gap.broken && may_break(before, token) {
                    let closing = matches!(token.role, Role::Close);
                    self.line(false, around.filter(|_| closing).unwrap_or(inner));
                } else if std::ptr::eq(before, &tokens[0]) {
                    let width = self.spelling.of(before).width();
                    self.blanks(if stand_apart(before, token) { field.saturating_sub(width) + 1 } else { 0 });
                } else if stand_apart(before, token) {
                    self.blanks(1);
                }
            }
            match token.role {
                Role::Open { .. } => open.push(self.indent),
                Role::Close => drop(open.pop()),
                _ => {}
            }
            self.out.push_str(&self.spelling.of(token));
            previous = Some(token);
        }
    }
}

/// Whether a line break of the writer's is kept. All of them are where a statement may go on; those
/// within what belongs together are not worth keeping.
fn may_break(before: &Token<'_>, token: &Token<'_>) -> bool {
    let opens = matches!(before.role, Role::Open { .. }) || matches!(token.role, Role::Close);
    opens || stand_apart(before, token)
}

/// Whether a blank stands between two tokens of a line.
fn stand_apart(before: &Token<'_>, token: &Token<'_>) -> bool {
    let joins_next = matches!(before.role, Role::Open { .. } | Role::Sign | Role::Dot);
    let joins_previous =
        matches!(token.role, Role::Close | Role::Comma | Role::Colon | Role::Dot | Role::Open { attached: true });
    !joins_next && !joins_previous
}
