//! A shared library that has pools, and is unloaded (`fixtures/plugin`).

#![cfg(all(target_os = "linux", not(miri)))]

use std::ffi::{CStr, CString, c_void};
use std::os::unix::ffi::OsStringExt;
use std::sync::{Barrier, Mutex, PoisonError};
use std::thread;

const FILE: &str = "libsyncpool_plugin.so";

/// One test at a time loads the library.
static TURN: Mutex<()> = Mutex::new(());

/// The library, loaded.
struct Plugin {
    handle: *mut c_void,
    work: extern "C" fn() -> usize,
    unload: extern "C" fn() -> usize,
}

/// A function of the library `handle`.
fn function(handle: *mut c_void, name: &CStr) -> extern "C" fn() -> usize {
    // SAFETY: the handle is one that `dlopen` has returned, and the name ends with a zero.
    let address = unsafe { libc::dlsym(handle, name.as_ptr()) };
    assert!(!address.is_null(), "the library has no {name:?}");
    // SAFETY: the functions of the library that the test asks for have this type.
    unsafe { std::mem::transmute::<*mut c_void, extern "C" fn() -> usize>(address) }
}

impl Plugin {
    /// Cargo builds the library as a dependency of this test, and puts it beside the test.
    fn load() -> Self {
        let program = std::env::current_exe().expect("the tests know their own program");
        let path = CString::new(program.with_file_name(FILE).into_os_string().into_vec());
        let path = path.expect("a path has no zero");
        // SAFETY: the path ends with a zero. The library runs no code when it is loaded.
        let handle = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
        assert!(!handle.is_null(), "{path:?} could not be loaded");
        Plugin {
            handle,
            work: function(handle, c"syncpool_plugin_work"),
            unload: function(handle, c"syncpool_plugin_unload"),
        }
    }

    /// Unloads the library, as far as the C library does so.
    fn close(self) {
        // SAFETY: the handle is one that `dlopen` has returned. Nobody calls the functions from here on.
        assert_eq!(unsafe { libc::dlclose(self.handle) }, 0);
    }
}

/// Whether the library is in the memory of this process.
fn is_mapped() -> bool {
    std::fs::read_to_string("/proc/self/maps").expect("Linux has it").contains(FILE)
}

#[test]
fn a_plugin_leaves_nothing_behind_when_its_threads_have_ended() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    for _ in 0..20 {
        let plugin = Plugin::load();
        assert!(is_mapped());
        let (work, unload) = (plugin.work, plugin.unload);
        thread::scope(|scope| {
            let threads = [(); 4].map(|()| scope.spawn(move || work()));
            assert!(threads.into_iter().all(|thread| thread.join().unwrap() > 0));
        });
        // Not by this thread, which does not end.
        assert_eq!(thread::spawn(move || unload()).join().unwrap(), 0, "an object is left");
        plugin.close();
        assert!(!is_mapped(), "a thread that has ended still needs the library");
    }
}

/// The thread still has a destructor of the library, so the C library keeps it.
#[test]
fn a_thread_may_outlive_a_plugin() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    for is_flushed in [true, false] {
        let plugin = Plugin::load();
        let closed = Barrier::new(2);
        let (work, unload) = (plugin.work, plugin.unload);
        thread::scope(|scope| {
            let worker = scope.spawn(|| {
                assert!(work() > 0);
                let left = if is_flushed { unload() } else { work() };
                assert_eq!(left == 0, is_flushed);
                closed.wait();
                closed.wait();
            });
            closed.wait();
            plugin.close();
            assert!(is_mapped());
            closed.wait();
            worker.join().expect("its destructors find what they need");
        });
    }
}
