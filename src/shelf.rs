//! What a run puts aside so that it does not have to hold it: bytes on a medium, and where they lie.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// What bytes are put on.
pub trait Medium: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Medium for T {}

/// Gives a medium with nothing on it.
pub type Opener = fn() -> io::Result<Box<dyn Medium>>;

/// A medium that many share; it is opened when first something is put on it.
pub struct Shelf {
    open: Opener,
    /// The medium, and how many bytes lie on it.
    lying: Mutex<Option<(Box<dyn Medium>, u64)>>,
}

impl Shelf {
    /// A shelf on what `open` gives.
    pub fn new(open: Opener) -> Arc<Self> {
        Arc::new(Self { open, lying: Mutex::default() })
    }

    /// Puts bytes on it, whole or not at all.
    ///
    /// # Errors
    /// That there is no medium, or no room on it.
    pub fn put(self: &Arc<Self>, bytes: &[u8]) -> io::Result<Shelved> {
        let mut lying = self.lying.lock().unwrap_or_else(PoisonError::into_inner);
        let (medium, end) = match &mut *lying {
            Some(open) => open,
            closed => closed.insert(((self.open)()?, 0)),
        };
        let after = u64::try_from(bytes.len()).ok().and_then(|length| end.checked_add(length));
        let after = after.ok_or(io::ErrorKind::FileTooLarge)?;
        medium.seek(SeekFrom::Start(*end))?;
        medium.write_all(bytes)?;
        let start = std::mem::replace(end, after);
        Ok(Shelved { shelf: self.clone(), start, length: bytes.len() })
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").finish_non_exhaustive()
    }
}

/// Bytes that lie on a shelf.
#[derive(Debug, Clone)]
pub struct Shelved {
    shelf: Arc<Shelf>,
    start: u64,
    length: usize,
}

impl Shelved {
    /// The bytes.
    ///
    /// # Errors
    /// That they cannot be read back, all of them.
    pub fn get(&self) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; self.length];
        let mut lying = self.shelf.lying.lock().unwrap_or_else(PoisonError::into_inner);
        let (medium, _) = lying.as_mut().ok_or(io::ErrorKind::NotFound)?;
        medium.seek(SeekFrom::Start(self.start))?;
        medium.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// The shelf on which they lie.
    pub fn shelf(&self) -> &Arc<Shelf> {
        &self.shelf
    }
}
