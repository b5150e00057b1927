//! The door to Fluent: the wording of each language, read section by section when something of it is first said.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::{Lang, Text};

/// One that threads share.
type Bundle = FluentBundle<Arc<FluentResource>>;

/// Sections at the head of a catalogue to which the messages of all others may refer.
const COMMON: usize = 3;
/// What a section begins with.
const HEAD: &str = "## ";

static ZH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::of("zh", include_str!("zh.ftl")));
static EN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::of("en", include_str!("en.ftl")));

/// A message in one language. One that is not in the catalogue, which the tests exclude, is told by its id.
pub(super) fn message(id: &str, arguments: &[(&'static str, Text)], lang: Lang) -> Cow<'static, str> {
    let catalogue: &'static Catalogue = match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    };
    let bundle = catalogue.bundle(id);
    let pattern = bundle.and_then(|bundle| Some((bundle, bundle.get_message(id)?.value()?)));
    let Some((bundle, pattern)) = pattern else {
        return Cow::Owned(unworded(id, arguments, lang));
    };
    // An argument that is missing is written as `{$name}`, and there is nothing more to be done about it.
    let mut errors = Vec::new();
    let arguments: FluentArgs<'_> = arguments.iter().map(|(name, text)| (*name, value(text, lang))).collect();
    bundle.format_pattern(pattern, Some(&arguments), &mut errors)
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

/// The wording of a language. A run says little of all that could be said, so a section is read when the first of its
/// messages is wanted.
struct Catalogue {
    locale: &'static str,
    common: Arc<FluentResource>,
    sections: Vec<Section>,
    /// The messages in order, each with its section.
    places: Vec<(&'static str, usize)>,
}

/// A section; the first has all that is common.
struct Section {
    wording: &'static str,
    bundle: OnceLock<Bundle>,
}

impl Catalogue {
    #[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
    fn of(locale: &'static str, wording: &'static str) -> Self {
        // Where each section begins. A message takes about so many bytes.
        let (mut bounds, mut places) = (vec![0], Vec::with_capacity(wording.len() / 64));
        let (mut heads, mut at) = (0, 0);
        for line in wording.split_inclusive('\n') {
            if line.starts_with(HEAD) {
                heads += 1;
                if heads > COMMON {
                    bounds.push(at);
                }
            } else if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                places.extend(line.split_once(' ').map(|(id, _)| (id, bounds.len() - 1)));
            }
            at += line.len();
        }
        bounds.push(wording.len());
        places.sort_unstable();
        let parts = bounds.windows(2).filter_map(|bounds| wording.get(*bounds.first()?..*bounds.last()?));
        let sections: Vec<Section> = parts.map(|wording| Section { wording, bundle: OnceLock::new() }).collect();
        Self { locale, common: read(sections.first().map_or("", |section| section.wording)), sections, places }
    }

    /// The bundle that has a message.
    fn bundle(&self, id: &str) -> Option<&Bundle> {
        let place = self.places.binary_search_by_key(&id, |&(id, _)| id).ok()?;
        let (_, number) = *self.places.get(place)?;
        let section = self.sections.get(number)?;
        Some(section.bundle.get_or_init(|| {
            let mut bundle = Bundle::new_concurrent(self.locale.parse().into_iter().collect());
            // Marks around arguments would be in the way of whoever searches or copies the output.
            bundle.set_use_isolating(false);
            bundle.add_resource_overriding(self.common.clone());
            if number > 0 {
                bundle.add_resource_overriding(read(section.wording));
            }
            bundle
        }))
    }
}

/// The messages of a text. What cannot be read of it is left out, which the tests exclude.
fn read(wording: &str) -> Arc<FluentResource> {
    Arc::new(FluentResource::try_new(wording.to_owned()).unwrap_or_else(|(readable, _)| readable))
}
