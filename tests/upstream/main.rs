//! The public suites: signed data that nobody here made. Found through `YANZHENG_VECTORS` or
//! `../shared/vectors`; where they are absent, one line says so.
//!
//! An expectation is held at its step: a labelled fault must be answered by the step that its
//! label names. Where upstream and this project disagree, `divergences.json` says why.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

#[path = "../suite/mod.rs"]
mod suite;

mod health;
mod identifiers;
mod sd_jwt;
mod signatures;
mod sm;
mod token_status_list;
