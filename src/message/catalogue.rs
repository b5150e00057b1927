//! The door to Fluent: the wording of each language, read when that language first speaks.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::{Lang, Text};

/// One that threads share.
type Bundle = FluentBundle<FluentResource>;

static ZH: LazyLock<Bundle> = LazyLock::new(|| read("zh", include_str!("zh.ftl")));
static EN: LazyLock<Bundle> = LazyLock::new(|| read("en", include_str!("en.ftl")));

/// A message in one language. One that is not in the catalogue, which the tests exclude, is told by its id.
pub(super) fn message(id: &str, arguments: &[(&'static str, Text)], lang: Lang) -> Cow<'static, str> {
    let bundle: &'static Bundle = match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    };
    let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
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

/// The wording of a language. What cannot be read of it is left out, which the tests exclude.
fn read(locale: &str, wording: &str) -> Bundle {
    let mut bundle = Bundle::new_concurrent(locale.parse().into_iter().collect());
    // Marks around arguments would be in the way of whoever searches or copies the output.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(wording.to_owned()).unwrap_or_else(|(readable, _)| readable);
    bundle.add_resource_overriding(resource);
    bundle
}
