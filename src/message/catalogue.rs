//! The door to Fluent: the wording of each language, each message read when it is first said.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::{ast, parser};

use super::{Lang, Text};

/// One that threads share.
type Bundle = FluentBundle<Arc<FluentResource>>;
/// What a message says, with places for its arguments; its words stand in the wording.
type Pattern = ast::Pattern<&'static str>;

/// Sections at the head of a wording to which all messages may refer, and to no others.
const COMMON: usize = 2;
/// What a section begins with.
const HEAD: &[u8] = b"## ";

const ZH_WORDING: &str = include_str!("zh.ftl");
const EN_WORDING: &str = include_str!("en.ftl");

/// Room for the messages of either language.
const MOST: usize = {
    let (zh, en) = (messages(ZH_WORDING.as_bytes()), messages(EN_WORDING.as_bytes()));
    if zh > en { zh } else { en }
};
/// Room for their numbers. A quarter of it at least stays empty, so that a message is found with a few looks.
const SLOTS: usize = (MOST + MOST / 3 + 1).next_power_of_two();
/// A slot without a message.
const EMPTY: u16 = u16::MAX;

static ZH: Catalogue = Catalogue::of(ZH_WORDING);
static EN: Catalogue = Catalogue::of(EN_WORDING);
static ZH_COMMON: LazyLock<Bundle> = LazyLock::new(|| ZH.bundle("zh"));
static EN_COMMON: LazyLock<Bundle> = LazyLock::new(|| EN.bundle("en"));

/// A message in one language. One that is not in the catalogue, which the tests exclude, is told by its id.
pub(super) fn message(id: &str, arguments: &[(&'static str, Text)], lang: Lang) -> Cow<'static, str> {
    let (catalogue, common): (&'static Catalogue, &'static LazyLock<Bundle>) = match lang {
        Lang::Zh => (&ZH, &ZH_COMMON),
        Lang::En => (&EN, &EN_COMMON),
    };
    let Some(pattern) = catalogue.pattern(id) else {
        return Cow::Owned(unworded(id, arguments, lang));
    };
    // An argument that is missing is written as `{$name}`, and there is nothing more to be done about it.
    let mut errors = Vec::new();
    let arguments: FluentArgs<'_> = arguments.iter().map(|(name, text)| (*name, value(text, lang))).collect();
    common.format_pattern(pattern, Some(&arguments), &mut errors)
}

/// An argument for Fluent. Only a count is a number to it; its numbers are binary floats, which hold those of 32
/// bits exactly.
fn value(text: &Text, lang: Lang) -> FluentValue<'_> {
    match text {
        Text::Count(count) => FluentValue::from(*count),
        text => FluentValue::String(text.get(lang)),
    }
}

fn unworded(id: &str, arguments: &[(&'static str, Text)], lang: Lang) -> String {
    let arguments = arguments.iter().map(|(name, text)| format!("{name}: {}", text.get(lang)));
    format!("{id}({})", arguments.collect::<Vec<_>>().join(", "))
}

/// The wording of a language and where each message stands in it, which is worked out when gouji is compiled. A run says
/// little of all that could be said, so each message is read by itself when it is first wanted.
struct Catalogue {
    wording: &'static str,
    /// Where the common sections end.
    common: usize,
    /// In the order of the wording.
    messages: [Message; MOST],
    /// The numbers of messages: each at the hash of its id, or at the next slot that is free.
    slots: [u16; SLOTS],
}

/// A message from its id to the entry after it.
struct Message {
    start: u32,
    end: u32,
    /// None of one that cannot be read, which the tests exclude.
    pattern: OnceLock<Option<Pattern>>,
}

impl Catalogue {
    #[expect(
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "a mistake in a constant is one of the compiler"
    )]
    const fn of(wording: &'static str) -> Self {
        let text = wording.as_bytes();
        let mut messages = [const { Message { start: 0, end: 0, pattern: OnceLock::new() } }; MOST];
        let mut slots = [EMPTY; SLOTS];
        let (mut at, mut heads, mut count, mut common) = (0, 0, 0, text.len());
        while at < text.len() {
            if begins(text, at, HEAD) {
                heads += 1;
                if heads == COMMON + 1 {
                    common = at;
                }
            }
            if is_message(text, at) {
                let mut slot = slot_of(id(wording, at));
                while slots[slot] != EMPTY {
                    slot = (slot + 1) % SLOTS;
                }
                slots[slot] = count as u16;
                messages[count].start = at as u32;
                at = next_entry(text, at);
                messages[count].end = at as u32;
                count += 1;
            } else {
                at = next_line(text, at);
            }
        }
        Self { wording, common, messages, slots }
    }

    fn pattern(&'static self, id: &str) -> Option<&'static Pattern> {
        let (before, after) = self.slots.split_at_checked(slot_of(id))?;
        let numbers = after.iter().chain(before).take_while(|&&number| number != EMPTY);
        let mut found = numbers.filter_map(|&number| self.messages.get(usize::from(number)));
        let named = |message: &&Message| self.text(message).strip_prefix(id).is_some_and(|rest| rest.starts_with(' '));
        let message = found.find(named)?;
        message.pattern.get_or_init(|| read(self.text(message))).as_ref()
    }

    fn text(&self, message: &Message) -> &'static str {
        self.wording.get(message.start as usize..message.end as usize).unwrap_or_default()
    }

    /// The bundle that words all messages, since they refer to what it has.
    fn bundle(&self, locale: &str) -> Bundle {
        let wording = self.wording.get(..self.common).unwrap_or_default().to_owned();
        let mut bundle = Bundle::new_concurrent(locale.parse().into_iter().collect());
        // Marks around arguments would be in the way of whoever searches or copies the output.
        bundle.set_use_isolating(false);
        // What cannot be read is left out, which the tests exclude.
        let common = FluentResource::try_new(wording).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(Arc::new(common));
        bundle
    }
}

/// The pattern of the message that a text is.
fn read(text: &'static str) -> Option<Pattern> {
    match parser::parse_runtime(text).ok()?.body.pop()? {
        ast::Entry::Message(message) => message.value,
        _ => None,
    }
}

/// The slot at which the search for a message begins: a hash of its id (FNV-1a).
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "bytes of the id from first to last")]
const fn slot_of(id: &str) -> usize {
    let (bytes, mut hash, mut at) = (id.as_bytes(), 0x811c_9dc5_u32, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash as usize % SLOTS
}

/// How many messages a wording has.
#[expect(clippy::arithmetic_side_effects, reason = "a mistake in a constant is one of the compiler")]
const fn messages(wording: &[u8]) -> usize {
    let (mut at, mut count) = (0, 0);
    while at < wording.len() {
        count += is_message(wording, at) as usize;
        at = next_line(wording, at);
    }
    count
}

/// Whether the line at a place begins a message. Those that go on with one are indented.
#[expect(clippy::indexing_slicing, reason = "a mistake in a constant is one of the compiler")]
const fn is_message(wording: &[u8], at: usize) -> bool {
    wording[at].is_ascii_lowercase()
}

/// The id of the message at a place.
#[expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a mistake in a constant is one of the compiler"
)]
const fn id(wording: &str, at: usize) -> &str {
    let (_, line) = wording.split_at(at);
    let mut end = 0;
    while line.as_bytes()[end] != b' ' {
        end += 1;
    }
    line.split_at(end).0
}

/// Where the line after that at a place begins.
#[expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a mistake in a constant is one of the compiler"
)]
const fn next_line(wording: &[u8], mut at: usize) -> usize {
    while at < wording.len() && wording[at] != b'\n' {
        at += 1;
    }
    if at < wording.len() { at + 1 } else { at }
}

/// Where the next message, term or comment begins after the message at a place.
#[expect(clippy::indexing_slicing, reason = "a mistake in a constant is one of the compiler")]
const fn next_entry(wording: &[u8], at: usize) -> usize {
    let mut at = next_line(wording, at);
    while at < wording.len() && !matches!(wording[at], b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'#') {
        at = next_line(wording, at);
    }
    at
}

/// Whether a word stands at a place.
#[expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a mistake in a constant is one of the compiler"
)]
const fn begins(wording: &[u8], at: usize, word: &[u8]) -> bool {
    let mut n = 0;
    while n < word.len() && at + n < wording.len() && wording[at + n] == word[n] {
        n += 1;
    }
    n == word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a message that has nothing but words.
    fn words(catalogue: &'static Catalogue, id: &str) -> Option<String> {
        let pattern = catalogue.pattern(id)?;
        let words = pattern.elements.iter().map(|element| match element {
            ast::PatternElement::TextElement { value } => *value,
            ast::PatternElement::Placeable { .. } => "{}",
        });
        Some(words.collect())
    }

    #[test]
    fn messages_of_one_slot_are_told_apart() {
        let mut ids = (0..).map(|n| format!("id-{n}")).filter(|id| slot_of(id) == SLOTS - 1);
        let [first, second, third]: [String; 3] = std::array::from_fn(|_| ids.next().unwrap_or_default());
        let wording = format!("{first} = one\n{second} = two\n").leak();
        let catalogue: &'static Catalogue = Box::leak(Box::new(Catalogue::of(wording)));
        assert_eq!(words(catalogue, &first).as_deref(), Some("one"));
        assert_eq!(words(catalogue, &second).as_deref(), Some("two"));
        assert_eq!((words(catalogue, &third), words(catalogue, "")), (None, None));
    }

    #[test]
    fn a_message_ends_where_the_next_entry_begins() {
        let wording = "## A\n\na = one\n    two\n\n  three\n# b = no\nab = four\r\n-c = no\nd = { $x ->\n  *[other] y\n}\nDe = no\ne = five";
        let catalogue: &'static Catalogue = Box::leak(Box::new(Catalogue::of(wording)));
        let said = ["a", "ab", "b", "c", "d", "e"].map(|id| words(catalogue, id));
        let said = said.each_ref().map(Option::as_deref);
        assert_eq!(said, [Some("one\n  two\n\nthree"), Some("four"), None, None, Some("{}"), Some("five")]);
    }
}
