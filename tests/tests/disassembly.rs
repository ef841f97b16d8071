//! Reads the machine code of a get and its give-back. They promise to execute no locked instruction,
//! and that depends on the compiler, too.
//!
//! The functions are those of `tests/fixtures/hot-path`, compiled as a release is. Their calls are
//! checked by name: only functions off the fast path may be called.

#![cfg(all(target_arch = "x86_64", target_os = "linux"))]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use iced_x86::{Decoder, DecoderOptions, Instruction, Mnemonic, OpKind};
use object::{Object, ObjectSection, ObjectSymbol};

/// The functions that code may call when it leaves the fast path.
const COLD: [&str; 5] =
    ["take_slow", "give_back_slow", "discard", "count_unwinding", "drop_in_place"];

/// The fixture, compiled.
static FIXTURE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    // A target folder of its own: the cargo that runs this test may hold the lock of the usual one.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hot-path");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--locked", "--quiet", "--package", "syncpool-hot-path"])
        .arg("--manifest-path")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        // Settings that instrument the tests would change the code under examination.
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTC_WRAPPER")
        .env_remove("RUSTC_WORKSPACE_WRAPPER")
        .status()
        .expect("cargo can be run");
    assert!(status.success(), "the fixture compiles");
    fs::read(target.join("release/syncpool-hot-path")).expect("cargo has made the fixture")
});

/// A function of the fixture, and the names of the functions that it calls directly.
fn function(name: &str) -> (Vec<Instruction>, Vec<String>) {
    let file = object::File::parse(&**FIXTURE).expect("an object file");
    let is_it = |symbol: &object::Symbol<'_, '_>| symbol.name().is_ok_and(|own| own.contains(name));
    let symbol = file.symbols().find(is_it).expect("the fixture has the function");
    let section = symbol.section_index().expect("it is defined");
    let section = file.section_by_index(section).expect("its section exists");
    let code = section.data_range(symbol.address(), symbol.size()).expect("a readable section");
    let code = code.expect("the function lies in its section");

    let decoder = Decoder::with_ip(64, code, symbol.address(), DecoderOptions::NONE);
    let instructions: Vec<Instruction> = decoder.into_iter().collect();
    // A call at the end of a function may be a jump. A jump inside the function leads to no symbol.
    let calls = instructions
        .iter()
        .filter(|code| matches!(code.mnemonic(), Mnemonic::Call | Mnemonic::Jmp));
    let names = calls.filter_map(|call| {
        let target = call.near_branch_target();
        let is_callee =
            |symbol: &object::Symbol<'_, '_>| symbol.is_definition() && symbol.address() == target;
        let callee = file.symbols().find(is_callee)?;
        Some(callee.name().ok()?.to_owned())
    });
    let names = names.collect();
    (instructions, names)
}

/// Whether an instruction locks a cache line while it runs.
fn is_locked(instruction: &Instruction) -> bool {
    // An exchange with memory is locked with or without the prefix.
    let exchanges = instruction.mnemonic() == Mnemonic::Xchg
        && instruction.op_kinds().any(|operand| operand == OpKind::Memory);
    instruction.has_lock_prefix() || exchanges
}

fn locked(instructions: &[Instruction]) -> Vec<String> {
    instructions.iter().filter(|code| is_locked(code)).map(|code| format!("{code:?}")).collect()
}

#[track_caller]
fn assert_is_free_of_locks(name: &str) {
    let (instructions, calls) = function(name);
    assert_eq!(locked(&instructions), [""; 0], "locked instructions in {name}");
    let is_cold = |call: &&String| COLD.iter().any(|cold| call.contains(cold));
    assert!(calls.iter().all(|call| is_cold(&call)), "{name} calls {calls:?}");
    assert!(calls.iter().any(|call| call.contains("take_slow")), "{name} gets inline: {calls:?}");
    let gives_back = calls.iter().any(|call| call.contains("give_back_slow"));
    assert!(gives_back, "{name} gives back inline: {calls:?}");
}

#[test]
fn a_static_pool_executes_no_locked_instruction() {
    assert_is_free_of_locks("get_and_drop_usual");
    assert_is_free_of_locks("get_and_drop_eight");
}

#[test]
fn a_run_time_pool_executes_no_locked_instruction() {
    assert_is_free_of_locks("get_and_drop_at_run_time");
}

/// A pool of fewer than eight objects has locked instructions: the test sees them, so it would see them elsewhere.
#[test]
fn a_small_pool_executes_one_locked_instruction_each_way() {
    let (instructions, _) = function("get_and_drop_small");
    let locked: Vec<_> = instructions.iter().filter(|code| is_locked(code)).collect();
    let mnemonics: Vec<_> = locked.iter().map(|code| code.mnemonic()).collect();
    assert_eq!(mnemonics, [Mnemonic::Xchg, Mnemonic::Cmpxchg]);
}
