//! A stream cut into lines of a bounded length, as many at a time as have arrived.

use std::io::{self, Read};

/// Bytes that are asked for at a time.
const BLOCK: usize = 256 << 10;
/// Most lines that are handed over together.
const TOGETHER: usize = 32;

/// One line without its end; none when it is longer than allowed.
pub(super) type Line = Option<Vec<u8>>;

/// Lines of a stream.
pub(super) struct Lines<R> {
    input: R,
    limit: usize,
    block: Vec<u8>,
    /// What of the block was handed over.
    from: usize,
    /// What of the block is filled.
    filled: usize,
    /// The beginning of a line whose end has not arrived.
    open: Vec<u8>,
    /// Whether the beginning is longer than allowed, so that the rest is passed over.
    over: bool,
    ended: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R, limit: usize) -> Self {
        Self { input, limit, block: vec![0; BLOCK], from: 0, filled: 0, open: Vec::new(), over: false, ended: false }
    }

    /// The lines that have arrived, at least one; none at the end. Waits only for the first.
    pub(super) fn next(&mut self) -> io::Result<Vec<Line>> {
        let mut lines = Vec::new();
        while lines.is_empty() {
            while lines.len() < TOGETHER
                && let Some(line) = self.arrived()
            {
                lines.push(line);
            }
            if !lines.is_empty() {
                break;
            }
            if self.ended {
                if !self.open.is_empty() || self.over {
                    lines.push(self.close(&[]));
                }
                break;
            }
            self.fill()?;
        }
        Ok(lines)
    }

    /// A whole line of what is there; otherwise everything there is the beginning of one.
    fn arrived(&mut self) -> Option<Line> {
        let rest = self.block.get(self.from..self.filled)?;
        let end = memchr::memchr(b'\n', rest);
        let part = rest.get(..end.unwrap_or(rest.len()))?.to_vec();
        self.from += part.len() + usize::from(end.is_some());
        if end.is_some() {
            return Some(self.close(&part));
        }
        self.extend(&part);
        None
    }

    fn extend(&mut self, part: &[u8]) {
        if self.open.len() + part.len() > self.limit {
            self.over = true;
            self.open = Vec::new();
        }
        if !self.over {
            self.open.extend_from_slice(part);
        }
    }

    fn close(&mut self, part: &[u8]) -> Line {
        self.extend(part);
        let line = std::mem::take(&mut self.open);
        let over = std::mem::take(&mut self.over);
        (!over).then_some(line)
    }

    fn fill(&mut self) -> io::Result<()> {
        self.from = 0;
        self.filled = 0;
        loop {
            match self.input.read(&mut self.block) {
                Ok(0) => self.ended = true,
                Ok(count) => self.filled = count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(into.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn lines(text: &str, limit: usize, drops: usize) -> Vec<Option<String>> {
        let mut lines = Lines::new(Drops(text.as_bytes(), drops), limit);
        let mut all = Vec::new();
        loop {
            let next = lines.next().unwrap();
            if next.is_empty() {
                return all;
            }
            all.extend(next.into_iter().map(|line| line.map(|bytes| String::from_utf8(bytes).unwrap())));
        }
    }

    #[test]
    fn lines_are_whole_however_they_arrive() {
        for drops in [1, 2, 3, 1000] {
            let some = |texts: &[&str]| texts.iter().map(|t| Some((*t).to_owned())).collect::<Vec<_>>();
            assert_eq!(lines("", 9, drops), []);
            assert_eq!(lines("a\nbc\n", 9, drops), some(&["a", "bc"]));
            assert_eq!(lines("a\n\nbc", 9, drops), some(&["a", "", "bc"]));
            assert_eq!(lines("\n", 9, drops), some(&[""]));
        }
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over() {
        for drops in [1, 2, 1000] {
            let short = |text: &str| Some(text.to_owned());
            assert_eq!(lines("abc\nabcd\nx\nabcde", 3, drops), [short("abc"), None, short("x"), None]);
        }
    }
}
