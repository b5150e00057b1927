//! A shelf in a file without a name, in the system's folder for such: nobody else finds it, and it is gone with the run.

use std::sync::Arc;

use crate::shelf::Shelf;

/// The system's folder for files that nobody keeps.
pub(crate) fn folder() -> String {
    std::env::temp_dir().display().to_string()
}

/// An empty shelf; the file is made when first something is put on it.
pub(crate) fn shelf() -> Arc<Shelf> {
    Shelf::new(|| Ok(Box::new(tempfile::tempfile()?)))
}
