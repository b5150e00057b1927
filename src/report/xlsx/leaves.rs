//! Sheets that are written one by one, put aside as they are done, and bound into a workbook that has their places.

use std::collections::HashMap;
use std::io::{self, Cursor, Read, Write};
use std::sync::Arc;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::scratch;
use crate::shelf::{Shelf, Shelved};

/// Sheets that are put aside at once: each workbook takes a while of its own.
const AT_ONCE: usize = 16;
/// Bytes of rows that a workbook hands on at once.
const PIECE: usize = 8 * 1024;

/// The name of the part of a sheet, whose number counts from 1.
fn part(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// Sheets that were put aside, by the names of their parts in the whole workbook.
pub(super) struct Leaves {
    shelf: Arc<Shelf>,
    parts: HashMap<String, Shelved>,
    /// A workbook with the sheets that are not put aside yet, and the number of each in the whole; none for one that
    /// will not be put aside.
    open: Option<(Workbook, Vec<Option<usize>>)>,
}

impl Leaves {
    pub(super) fn new() -> Self {
        Self { shelf: scratch::shelf(), parts: HashMap::new(), open: None }
    }

    /// A sheet without anything on it; `formats` are those of the sheets before it, in the order of their first use, so
    /// that they have the numbers here that they will have in the whole.
    pub(super) fn sheet(&mut self, formats: &[Format]) -> Result<&mut Worksheet, XlsxError> {
        let (workbook, _) = self.open.get_or_insert_with(|| {
            let mut workbook = Workbook::new();
            workbook.set_zip_compression_level(1);
            // Which sheet is shown first stands on the sheet: here it is another one, as in the whole.
            workbook.add_worksheet();
            formats.iter().for_each(|format| workbook.register_format(format));
            (workbook, Vec::new())
        });
        workbook.add_worksheet_with_constant_memory()
    }

    /// Puts the sheet aside that was begun last, as the one of this number in the workbook, from 0; without a number it is
    /// thrown away.
    pub(super) fn put(&mut self, number: Option<usize>) -> Result<(), XlsxError> {
        if let Some((_, numbers)) = &mut self.open {
            numbers.push(number);
            if numbers.len() >= AT_ONCE {
                return self.finish();
            }
        }
        Ok(())
    }

    /// Puts aside what is not yet.
    pub(super) fn finish(&mut self) -> Result<(), XlsxError> {
        let Some((mut workbook, numbers)) = self.open.take() else { return Ok(()) };
        let bytes = workbook.save_to_buffer()?;
        drop(workbook);
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(io::Error::other)?;
        for (number, at) in numbers.into_iter().zip(2..) {
            let Some(number) = number else { continue };
            let mut xml = Vec::new();
            archive.by_name(&part(at)).map_err(io::Error::other)?.read_to_end(&mut xml)?;
            self.parts.insert(part(number + 1), self.shelf.put(&xml)?);
        }
        Ok(())
    }

    /// Whether the sheet of this number was put aside.
    pub(super) fn has(&self, number: usize) -> bool {
        self.parts.contains_key(&part(number + 1))
    }

    /// Writes a workbook with the sheets in their places, as if it had been written with them.
    pub(super) fn bind(&self, mut workbook: Workbook, out: &mut impl Write) -> Result<(), XlsxError> {
        workbook.set_zip_compression_level(1);
        let bytes = workbook.save_to_buffer()?;
        drop(workbook);
        self.bound(bytes, out).map_err(XlsxError::IoError)
    }

    fn bound(&self, bytes: Vec<u8>, out: &mut impl Write) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .unix_permissions(0o600)
            .last_modified_time(DateTime::default());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(io::Error::other)?;
        let mut whole = ZipWriter::new_stream(out);
        for number in 0..archive.len() {
            let mut read = archive.by_index(number).map_err(io::Error::other)?;
            let name = read.name().map_err(io::Error::other)?.into_owned();
            whole.start_file(name.as_str(), options).map_err(io::Error::other)?;
            let leaf = self.parts.get(&name);
            let mut bytes = Vec::new();
            match leaf {
                Some(leaf) => bytes = leaf.get()?,
                None => drop(read.read_to_end(&mut bytes)?),
            }
            pieces(&bytes, leaf.is_some()).try_for_each(|piece| whole.write_all(piece))?;
        }
        whole.finish().map_err(io::Error::other)?;
        Ok(())
    }
}

/// A part in the pieces in which a workbook hands it on: they do not change what is packed, but how. The rows of a sheet
/// that is streamed come apart from the rest.
fn pieces(part: &[u8], streamed: bool) -> impl Iterator<Item = &[u8]> {
    const BEGIN: &[u8] = b"<sheetData>";
    const END: &[u8] = b"</sheetData>";
    let find = |mark: &[u8]| part.windows(mark.len()).position(|window| window == mark);
    let rows = streamed.then(|| find(BEGIN).zip(find(END))).flatten();
    let (begin, end) = rows.map_or((part.len(), part.len()), |(begin, end)| (begin + BEGIN.len(), end));
    let (above, rest) = part.split_at(begin);
    let (rows, below) = rest.split_at(end.saturating_sub(begin));
    std::iter::once(above).chain(rows.chunks(PIECE)).chain((!below.is_empty()).then_some(below))
}
