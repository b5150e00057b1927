//! The Content-Security-Policy of the report: nothing is loaded, and nothing runs but what the digests name.

use crate::digest::sha256_base64;

/// The policy for one inline style and one inline script, by their digests.
pub(super) fn policy(css: &str, js: &str) -> String {
    let [css, js] = [css, js].map(|text| sha256_base64(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{css}'; script-src 'sha256-{js}'; base-uri 'none'; form-action 'none'"
    )
}
