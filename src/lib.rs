//! plalign reads what one educator is obliged to by people who wrote for different reasons, and tells where these
//! obligations reinforce each other and where they conflict.
//!
//! The pipeline, in the order of the data: load → model → license → graph → time → analysis → report.

/// Everything above → findings and figures.
pub mod analysis;
/// What can be typed.
pub mod cli;
/// What a district sets.
pub mod config;
/// Files with one field changed.
pub mod edit;
/// What can be said of a place.
pub mod finding;
/// A district → how its obligations hang together.
pub mod graph;
/// Whether a licence can be renewed.
pub mod license;
/// Files → entries.
pub mod load;
/// Entries → a district that makes sense.
pub mod model;
/// What is known → text.
pub mod report;
/// What each command does.
pub mod run;
/// Text and places.
pub mod source;
/// What time obligations take.
pub mod time;
