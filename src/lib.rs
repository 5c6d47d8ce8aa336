//! plalign reads what one educator is obliged to by people who wrote for different reasons, and tells where these
//! obligations reinforce each other and where they conflict.
//!
//! The pipeline, in the order of the data: load → model → graph → analysis → report.

/// Text and places.
pub mod source;
/// What can be said of a place.
pub mod finding;
/// What a district sets.
pub mod config;
/// Files → entries.
pub mod load;
/// Entries → a district that makes sense.
pub mod model;
/// A district → how its obligations hang together.
pub mod graph;
/// What time obligations take.
pub mod time;
/// Everything above → findings and figures.
pub mod analysis;
/// What is known → text.
pub mod report;
/// What can be typed.
pub mod cli;
/// What each command does.
pub mod run;
