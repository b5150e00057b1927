//! What the terminal and the environment do to output: width, colours, encoding.

use std::io::{self, IsTerminal};

use console::Term;
use gouji::render::Examined;
use gouji::{Text, msg};

use super::super::{ColorArg, StyleArgs, output};

/// Where the encoding of a terminal is said, the first that is set alone.
const LOCALES: [&str; 3] = ["LC_ALL", "LC_CTYPE", "LANG"];

pub(super) fn examine(style: StyleArgs) -> Vec<Examined> {
    let stdout = io::stdout();
    let terminal = stdout.is_terminal();
    let found = if terminal { msg!("doctor-output-terminal") } else { msg!("doctor-output-pipe") };
    vec![
        Examined { id: "output", name: msg!("doctor-output"), found, advice: None },
        width(output::style(style, &stdout).width, terminal),
        Examined { id: "colour", name: msg!("doctor-colour"), found: colour(style, terminal), advice: None },
        encoding(),
    ]
}

/// Reports are set for a fixed number of columns, whatever the terminal has.
fn width(needed: usize, terminal: bool) -> Examined {
    let columns = Term::stdout().size_checked().filter(|_| terminal).map(|(_, columns)| usize::from(columns));
    let (found, advice) = match columns {
        // A terminal that does not know its width says 0.
        Some(columns) if (1..needed).contains(&columns) => {
            (msg!("doctor-width-narrow", columns, needed), Some(msg!("doctor-width-help")))
        }
        Some(columns @ 1..) => (msg!("doctor-width-of", columns), None),
        _ => (msg!("doctor-width-fixed", needed), None),
    };
    Examined { id: "width", name: msg!("doctor-width"), found, advice }
}

/// Whether there are colours, and why not; as [`output::style`] decides.
fn colour(style: StyleArgs, terminal: bool) -> Text {
    if output::style(style, &io::stdout()).color {
        return msg!("doctor-colour-on");
    }
    match style.color {
        ColorArg::Never => msg!("doctor-colour-option"),
        _ if !terminal => msg!("doctor-colour-pipe"),
        _ if output::no_color() => msg!("doctor-colour-variable", name = "NO_COLOR"),
        _ => msg!("doctor-colour-variable", name = "TERM=dumb"),
    }
}

fn encoding() -> Examined {
    let set =
        LOCALES.into_iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()).map(|v| (name, v)));
    let help = || Some(msg!("doctor-encoding-help"));
    let (found, advice) = match set {
        Some((variable, value)) if is_utf8(&value) => (msg!("doctor-encoding-utf8", variable, value), None),
        Some((variable, value)) => (msg!("doctor-encoding-other", variable, value), help()),
        // Consoles of Windows take characters and no bytes; no variable is asked there.
        None if cfg!(windows) => (msg!("doctor-encoding-system"), None),
        None => (msg!("doctor-encoding-none"), help()),
    };
    Examined { id: "encoding", name: msg!("doctor-encoding"), found, advice }
}

/// Whether a locale, as `zh_CN.UTF-8`, is one of UTF-8.
fn is_utf8(locale: &str) -> bool {
    let charset = locale.split_once('.').map_or("", |(_, charset)| charset).split('@').next().unwrap_or_default();
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::is_utf8;

    #[test]
    fn locales() {
        assert!(["zh_CN.UTF-8", "C.utf8", "de_DE.UTF-8@euro"].into_iter().all(is_utf8));
        assert!(!["C", "POSIX", "zh_CN", "zh_CN.GB18030", "UTF-8", ""].into_iter().any(is_utf8));
    }
}
