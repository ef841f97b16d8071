//! A child that marks what is counted, and a parent that executes it step by step.

use std::env;
use std::process::{Command, Stdio};

use iced_x86::{Decoder, DecoderOptions, Instruction, Mnemonic, OpKind};
use nix::sys::ptrace;
use nix::sys::signal::{Signal, raise};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::Pid;

/// The environment variable that names the child's case.
pub(crate) const CASE: &str = "LOCKED_INSTRUCTIONS_OF";

/// In the child: warms `operation` up, and marks one call of it.
pub(crate) fn mark(operation: impl Fn()) {
    (0..1000).for_each(|_| operation());
    ptrace::traceme().expect("the parent may trace its child");
    raise(Signal::SIGSTOP).expect("a signal");
    operation();
    raise(Signal::SIGSTOP).expect("a signal");
    std::process::exit(0);
}

/// The locked instructions between the marks of a case.
pub(crate) fn locked(case: &str) -> usize {
    let mut child = Command::new(env::current_exe().expect("the path of this test"))
        .env(CASE, case)
        .stdin(Stdio::null())
        .spawn()
        .expect("this test runs again");
    let pid = Pid::from_raw(child.id().try_into().expect("a process"));
    let stopped = |signal| WaitStatus::Stopped(pid, signal);
    assert_eq!(waitpid(pid, None), Ok(stopped(Signal::SIGSTOP)), "the child marks its first call");
    // If this process fails, the child ends with it.
    ptrace::setoptions(pid, ptrace::Options::PTRACE_O_EXITKILL).expect("the child is traced");
    let mut locked = 0;
    loop {
        ptrace::step(pid, None).expect("one instruction");
        match waitpid(pid, None) {
            Ok(status) if status == stopped(Signal::SIGTRAP) => {}
            Ok(status) if status == stopped(Signal::SIGSTOP) => break,
            other => panic!("{case}: {other:?}"),
        }
        locked += usize::from(is_locked(&next(pid)));
    }
    ptrace::cont(pid, None).expect("the child goes on");
    assert!(child.wait().expect("the child ends").success(), "{case}");
    locked
}

/// The instruction that a stopped process executes next.
fn next(pid: Pid) -> Instruction {
    let address = ptrace::getregs(pid).expect("its registers").rip;
    let mut code = [0; 16];
    for (word, offset) in code.chunks_mut(8).zip([0, 8]) {
        // The second word may lie on a page that is not there.
        let Ok(read) = ptrace::read(pid, (address + offset) as ptrace::AddressType) else { break };
        word.copy_from_slice(&read.to_ne_bytes());
    }
    Decoder::with_ip(64, &code, address, DecoderOptions::NONE).decode()
}

fn is_locked(instruction: &Instruction) -> bool {
    let exchanges = instruction.mnemonic() == Mnemonic::Xchg;
    let memory = instruction.op_kinds().any(|kind| kind == OpKind::Memory);
    instruction.has_lock_prefix() || exchanges && memory
}
