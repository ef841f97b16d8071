//! Reading and writing through a guard.

use std::fmt::{self, Write as _};
use std::io::{self, BufRead, Cursor, IoSlice, IoSliceMut, Read, Seek, SeekFrom, Write};

use syncpool::Poolable;

use crate::shelf::shelf;

shelf!(STRINGS: String);
shelf!(BYTES: Vec<u8>);

#[test]
fn both_kinds_of_writing_go_to_the_object_that_has_them() {
    // Both `Write` traits are in scope: `write!` finds the one that the object has.
    let mut text = STRINGS.get();
    write!(text, "{}-{}", 1, 2).unwrap();
    text.write_char('!').unwrap();
    assert_eq!(text, "1-2!");

    let mut buffer = BYTES.get();
    write!(buffer, "{}-{}", 1, 2).unwrap();
    buffer.write_all(b"!").unwrap();
    io::copy(&mut &b"?"[..], &mut buffer).unwrap();
    assert_eq!(buffer, b"1-2!?");
}

#[test]
fn reading_and_seeking_go_to_the_object() {
    shelf!(FILES: Cursor<Vec<u8>>);
    let mut file = FILES.get();
    file.write_all(b"one\ntwo\nthree").unwrap();
    file.rewind().unwrap();

    let mut line = STRINGS.get();
    file.read_line(&mut line).unwrap();
    assert_eq!(line, "one\n");
    file.seek(SeekFrom::Current(1)).unwrap();
    let mut rest = STRINGS.get();
    file.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "wo\nthree");
    file.rewind().unwrap();
    assert_eq!(BufRead::lines(&mut file).count(), 3);
    file.rewind().unwrap();
    assert_eq!(io::copy(&mut file, &mut BYTES.get()).unwrap(), 13);
}

/// Records the names of the methods that were called.
#[derive(Debug, Default)]
struct Recorder(Vec<&'static str>);

impl Recorder {
    fn note<T>(&mut self, call: &'static str, answer: T) -> io::Result<T> {
        self.0.push(call);
        Ok(answer)
    }
}

impl Poolable for Recorder {
    fn reset(&mut self) {
        self.0.clear();
    }
}

impl Write for Recorder {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        self.note("write", 0)
    }
    fn write_vectored(&mut self, _: &[IoSlice<'_>]) -> io::Result<usize> {
        self.note("write_vectored", 0)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.note("flush", ())
    }
    fn write_all(&mut self, _: &[u8]) -> io::Result<()> {
        self.note("write_all", ())
    }
    fn write_fmt(&mut self, _: fmt::Arguments<'_>) -> io::Result<()> {
        self.note("write_fmt", ())
    }
}

impl Read for Recorder {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.note("read", 0)
    }
    fn read_vectored(&mut self, _: &mut [IoSliceMut<'_>]) -> io::Result<usize> {
        self.note("read_vectored", 0)
    }
    fn read_to_end(&mut self, _: &mut Vec<u8>) -> io::Result<usize> {
        self.note("read_to_end", 0)
    }
    fn read_to_string(&mut self, _: &mut String) -> io::Result<usize> {
        self.note("read_to_string", 0)
    }
    fn read_exact(&mut self, _: &mut [u8]) -> io::Result<()> {
        self.note("read_exact", ())
    }
}

impl BufRead for Recorder {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.note("fill_buf", &[])
    }
    fn consume(&mut self, _: usize) {
        self.0.push("consume");
    }
    fn read_until(&mut self, _: u8, _: &mut Vec<u8>) -> io::Result<usize> {
        self.note("read_until", 0)
    }
    fn skip_until(&mut self, _: u8) -> io::Result<usize> {
        self.note("skip_until", 0)
    }
    fn read_line(&mut self, _: &mut String) -> io::Result<usize> {
        self.note("read_line", 0)
    }
}

impl Seek for Recorder {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        self.note("seek", 0)
    }
    fn rewind(&mut self) -> io::Result<()> {
        self.note("rewind", ())
    }
    fn stream_position(&mut self) -> io::Result<u64> {
        self.note("stream_position", 0)
    }
    fn seek_relative(&mut self, _: i64) -> io::Result<()> {
        self.note("seek_relative", ())
    }
}

#[test]
fn every_method_of_reading_and_writing_is_the_objects_own() {
    fn call_all(guard: &mut (impl Write + BufRead + Seek)) -> io::Result<()> {
        let _ = guard.write(&[])?;
        let _ = guard.write_vectored(&[])?;
        guard.flush()?;
        guard.write_all(&[])?;
        guard.write_fmt(format_args!(""))?;
        let _ = guard.read(&mut [])?;
        let _ = guard.read_vectored(&mut [])?;
        guard.read_to_end(&mut Vec::new())?;
        guard.read_to_string(&mut String::new())?;
        guard.read_exact(&mut [])?;
        guard.fill_buf()?;
        guard.consume(0);
        guard.read_until(0, &mut Vec::new())?;
        guard.skip_until(0)?;
        guard.read_line(&mut String::new())?;
        guard.seek(SeekFrom::Start(0))?;
        guard.rewind()?;
        guard.stream_position()?;
        guard.seek_relative(0)
    }

    shelf!(RECORDERS: Recorder);
    let mut guard = RECORDERS.get();
    call_all(&mut guard).unwrap();
    let expected = "write write_vectored flush write_all write_fmt \
                    read read_vectored read_to_end read_to_string read_exact \
                    fill_buf consume read_until skip_until read_line \
                    seek rewind stream_position seek_relative";
    assert_eq!(guard.0.join(" "), expected);
}
