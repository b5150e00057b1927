//! A Word document as the parts of its archive: read within bounds, written the same bytes each time.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::message::{Text, msg};

/// Most parts, and most bytes of all of them as they are unpacked: a letterhead with pictures has some megabytes.
const MAX_PARTS: usize = 500;
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// The part with the text.
const DOCUMENT: &str = "word/document.xml";

/// The parts of a document, in their order.
#[derive(Debug, Clone)]
pub(super) struct Archive {
    parts: Vec<(String, Vec<u8>)>,
}

impl Archive {
    /// Parts by name.
    pub(super) fn of(parts: impl IntoIterator<Item = (&'static str, &'static str)>) -> Self {
        Self { parts: parts.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect() }
    }

    /// Unpacks a document.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Text> {
        let broken = |error: zip::result::ZipError| msg!("letter-no-archive", error = error.to_string());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > MAX_PARTS {
            return Err(msg!("letter-too-many-parts", most = MAX_PARTS.to_string()));
        }
        let mut left = MAX_BYTES;
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for number in 0..archive.len() {
            let file = archive.by_index(number).map_err(broken)?;
            let name = file.name().map_err(broken)?.into_owned();
            if file.is_dir() {
                continue;
            }
            let mut content = Vec::new();
            // What an entry says of its own size is not relied upon.
            let read = file.take(left + 1).read_to_end(&mut content);
            read.map_err(|error| msg!("letter-no-archive", error = error.to_string()))?;
            left = left
                .checked_sub(content.len() as u64)
                .ok_or_else(|| msg!("letter-too-large", most = (MAX_BYTES >> 20).to_string()))?;
            if parts.iter().any(|(known, _)| *known == name) {
                return Err(msg!("letter-part-twice", name));
            }
            parts.push((name, content));
        }
        Ok(Self { parts })
    }

    /// The part with the text, as text.
    pub(super) fn document(&self) -> Result<&str, Text> {
        let part = self.parts.iter().find(|(name, _)| name == DOCUMENT).ok_or_else(|| msg!("letter-no-document"))?;
        std::str::from_utf8(&part.1).map_err(|_| msg!("letter-not-utf8"))
    }

    /// The document with another text.
    pub(super) fn with(&self, document: &str) -> std::io::Result<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        // No clock: the same document is the same file.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        for (name, content) in &self.parts {
            writer.start_file(name.as_str(), options)?;
            writer.write_all(if name == DOCUMENT { document.as_bytes() } else { content })?;
        }
        Ok(writer.finish()?.into_inner())
    }
}
